import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginsContent } from '../../src/engine/words.ts';

test('words of meaning are told from grammar, punctuation and the rests of words', () => {
  for (const text of [' rain', 'Rain', ' door', ' Fore', '\nLight']) {
    assert.ok(beginsContent(text), text);
  }
  for (const text of [' I', 'I', ' am', " I'm", ' not', ' the', '.', ',', 'ver', "'re", '\n', '']) {
    assert.ok(!beginsContent(text), text);
  }
});
