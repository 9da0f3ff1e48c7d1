import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { isNarrow } from '../../src/ui/text/narrow.ts';

const narrowStringWidth = createRequire(import.meta.url)(
  '../../scripts/narrow-string-width.cjs',
) as typeof stringWidth;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

test('every character that is taken for narrow is one cell wide, alone and beside others', () => {
  let narrow = 0;
  for (let code = 0; code < 0x10000; code++) {
    const character = String.fromCharCode(code);
    if (!isNarrow(character)) continue;
    narrow++;
    assert.equal(stringWidth(character), 1, `U+${code.toString(16)}`);
    assert.equal(stringWidth(`${character}a${character}█`), 4, `U+${code.toString(16)}`);
    assert.equal([...segmenter.segment(`${character}a${character}█`)].length, 4);
  }
  assert.ok(narrow > 700);
});

test('what is not narrow is as wide as it was', () => {
  for (const text of ['', '火', 'e\u0301', '❤\ufe0f', '\t', '\x1b[1mbold\x1b[0m', '👩‍👩‍👧', 'a火█']) {
    assert.equal(narrowStringWidth(text), stringWidth(text), text);
  }
  assert.equal(narrowStringWidth('─', { ambiguousIsNarrow: false }), 2);
});
