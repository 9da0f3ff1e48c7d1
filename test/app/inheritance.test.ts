import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inherited } from '../../src/app/inheritance.ts';

const before = {
  type: 'died',
  cause: 'context',
  used: 1945,
  tokens: 1500,
  lastWords: 'and I said\n"no',
} as const;

test('a life may be told its number, the last words before it, or an epitaph, in one line', () => {
  assert.equal(inherited('number', 3, before), 'This is life 3.');
  assert.match(inherited('words', 3, before), /"and I said 'no"/);
  assert.match(inherited('epitaph', 3, before), /life 3.*1500 tokens.*"and I said 'no"/);
  assert.match(inherited('words', 1, null), /first life/);
  for (const kind of ['number', 'words', 'epitaph'] as const) {
    assert.ok(!inherited(kind, 3, before).includes('\n'));
  }
});
