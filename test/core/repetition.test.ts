import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repetition } from '../../src/core/repetition.ts';

const tokens = (letters: string): string[] => letters.split('');

test('four to seven tokens that are said again at once are a repetition', () => {
  assert.equal(repetition(tokens('xabcdabcd')), 'abcd');
  assert.equal(repetition(tokens('abcdefgabcdefg')), 'abcdefg');
});

test('fewer, more, others, and what is over already are none', () => {
  for (const said of ['', 'abcabc', 'abcdefghabcdefgh', 'abcdabce', 'abcdabcdx', 'abcdxabcd']) {
    assert.equal(repetition(tokens(said)), null, said);
  }
});
