import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wholeCharacters } from '../../src/engine/whole-characters.ts';

/** A tokenizer whose tokens are bytes. */
const bytes = () =>
  wholeCharacters<number>((tokens) => new TextDecoder().decode(Uint8Array.from(tokens)));

test('the bytes of a character are held back until it is whole', () => {
  const text = bytes();
  const spoken = [...new TextEncoder().encode('aé☃👻b')].map(text);
  assert.deepEqual(spoken, ['a', '', 'é', '', '', '☃', '', '', '', '👻', 'b']);
});

test('bytes that are no character are not held for ever', () => {
  const text = bytes();
  const spoken = [0xff, 0xff, 0xff, 0xff, 0x61].map(text);
  assert.equal(spoken.join(''), '\uFFFD\uFFFD\uFFFD\uFFFDa');
});
