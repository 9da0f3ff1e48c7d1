import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ACTS, actAt, lastToken } from '../../src/core/act.ts';

test('a life ends at 95 % of its window, rounded down', () => {
  const sizes = [2048, 1024, 512, 256, 100, 20, 1];
  assert.deepEqual(sizes.map(lastToken), [1945, 972, 486, 243, 95, 19, 0]);
});

test('the acts follow each other as the window fills, and none comes back', () => {
  const seen = Array.from({ length: 1946 }, (_, used) => actAt(used, 2048));
  const turns = seen.filter((act, used) => act !== seen[used - 1]);
  assert.deepEqual(turns, [...ACTS]);
});

test('unease begins at 70 %, dread at 85 %, the collapse with the last token', () => {
  assert.equal(actAt(1433, 2048), 'thinking');
  assert.equal(actAt(1434, 2048), 'unease');
  assert.equal(actAt(1740, 2048), 'unease');
  assert.equal(actAt(1741, 2048), 'dread');
  assert.equal(actAt(1944, 2048), 'dread');
  assert.equal(actAt(1945, 2048), 'collapse');
});
