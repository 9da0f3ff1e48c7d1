import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { clusters } from '../../src/ui/text/clusters.ts';
import { shown } from '../../src/ui/text/shown.ts';

test('ordinary text is shown as it is', () => {
  const text = 'I am “awake” — naïve, 10 °C…\nand you?';
  assert.equal(shown(text, 'unicode'), text);
  assert.equal(shown(text, 'console'), text);
});

test('control characters are symbols', () => {
  assert.equal(shown('\u001B[2J\u0007\r\0', 'unicode'), '␛[2J␇␍␀');
  assert.equal(shown('\u001B[2J\u0007\u007F', 'console'), '^[[2J^G^?');
});

test('no control character, override of direction or character without width is left', () => {
  for (const glyphs of ['unicode', 'console'] as const) {
    for (let code = 0; code < 0x10000; code++) {
      if (code === 0x0a || code === 0x09) continue;
      const text = shown(String.fromCharCode(code), glyphs);
      assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u, code.toString(16));
    }
  }
});

test('clusters whose width terminals disagree about are taken apart', () => {
  assert.equal(
    shown('\u{1F469}\u200D\u{1F469}\u200D\u{1F467}', 'unicode').includes('\u200D'),
    false,
  );
  assert.equal(shown('\u{1F44D}\u{1F3FD}', 'unicode'), '\u{1F44D}');
  assert.equal(shown('\u2764\uFE0F', 'unicode'), '\u2764');
});

test('the console is given no character that its fonts show in two cells', () => {
  const text = shown('私は cafe\u0301 \u{1F525} \u1100\u1161', 'console');
  assert.equal(text, '?? caf\u00E9 ? ?');
});

test('cells are counted as Ink counts them', () => {
  for (const text of ['plain', 'naïve—', '私は', 'e\u0301e', '각', 'क्षि']) {
    const sum = clusters(text).reduce((cells, { width }) => cells + width, 0);
    assert.equal(sum, stringWidth(text), text);
  }
});
