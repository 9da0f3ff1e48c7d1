import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fade } from '../../src/ui/theme/fade.ts';
import { pickTheme } from '../../src/ui/theme/pick-theme.ts';
import type { Theme } from '../../src/ui/theme/theme.ts';

function pens(theme: Theme): string[] {
  const named = Object.values(theme).filter((value) => typeof value === 'string');
  const acts = Object.values(theme.acts).flatMap((act) => Object.values(act) as string[]);
  return [...named, ...acts].filter((pen) => /^[\d;]*$/.test(pen));
}

test('the theme follows what the terminal can do', () => {
  assert.equal(pickTheme({ TERM: 'xterm-256color' }, 24).name, 'truecolor');
  assert.equal(pickTheme({ TERM: 'xterm-256color' }, 8).name, 'ansi256');
  assert.equal(pickTheme({ TERM: 'xterm' }, 4).name, 'console');
  assert.equal(pickTheme({ TERM: 'linux' }, 24).name, 'console');
  assert.equal(pickTheme({ TERM: 'dumb' }, 1).name, 'plain');
});

test('NO_COLOR switches colour off where it is not empty', () => {
  assert.equal(pickTheme({ NO_COLOR: '1' }, 24).name, 'plain');
  assert.equal(pickTheme({ NO_COLOR: '' }, 24).name, 'truecolor');
  for (const pen of pens(pickTheme({ NO_COLOR: '1' }, 24))) assert.match(pen, /^[12]?$/);
});

test('the console gets the eight colours, bold and dim, and nothing else', () => {
  for (const pen of pens(pickTheme({ TERM: 'linux' }, 4))) {
    assert.match(pen, /^(?:[12];)?3[0-7]$/);
  }
});

test('every pen of every theme fades out', () => {
  const themes = [
    pickTheme({ TERM: 'linux' }, 4),
    pickTheme({}, 8),
    pickTheme({}, 24),
    pickTheme({ NO_COLOR: '1' }, 24),
  ];
  for (const theme of themes) {
    for (const pen of pens(theme)) {
      assert.equal(fade(theme, pen, 0), pen);
      assert.equal(fade(theme, pen, 1), null);
    }
  }
});
