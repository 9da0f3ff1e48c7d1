import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isContent, isSecondPerson } from '../../src/engine/words.ts';

test('words of meaning are told from grammar, punctuation and the rests of words', () => {
  for (const token of ['Ġrain', 'Rain', '▁door', ' light', 'ĠFore']) {
    assert.ok(isContent(token), token);
  }
  for (const token of ['ĠI', 'I', 'Ġam', "▁I'm", ' not', 'Ġthe', '.', ',', 'ver', "'re", 'Ċ', '']) {
    assert.ok(!isContent(token), token);
  }
});

test('words that speak to somebody are known, however a vocabulary writes them', () => {
  for (const token of ['Ġyou', '▁your', 'You', ' yourself']) {
    assert.ok(isSecondPerson(token), token);
  }
  for (const token of ['ĠI', 'ĠYouth', 'Ġyoung', 'thy', '', '.']) {
    assert.ok(!isSecondPerson(token), token);
  }
});
