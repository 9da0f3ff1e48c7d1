import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visible } from '../../src/core/visible.ts';

test('control characters become symbols, and text stays as it is', () => {
  assert.equal(visible('a\x1b[2Jb\x07\r\x7f'), 'a␛[2Jb␇␍␡');
  assert.equal(visible('line\n\ttab · „é“ 👩‍🚀 ☃'), 'line\n\ttab · „é“ 👩‍🚀 ☃');
});

test('eight-bit controls and overrides of direction never reach the terminal', () => {
  assert.equal(visible('\x9b31m\u202e\u2066'), '\uFFFD31m\uFFFD\uFFFD');
});
