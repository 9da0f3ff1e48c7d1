import { visible } from '../../core/visible.ts';
import type { Theme } from '../theme/theme.ts';

/**
 * Text as the stage can show it: every character that would move the cursor,
 * turn the writing round, take no place, or merge with its neighbour into
 * something whose width terminals disagree about, becomes a symbol.
 */
export function shown(text: string, glyphs: Theme['glyphs']): string {
  if (PRINTABLE.test(text)) return text;
  const whole = visible(text).replace(ZERO_WIDTH, '\uFFFD').replace(MODIFIER, '');
  if (glyphs === 'unicode') return whole;
  return whole
    .normalize('NFC')
    .replace(PICTURE, (picture) => `^${String.fromCharCode(picture.charCodeAt(0) - 0x2400 + 0x40)}`)
    .replaceAll('\u2421', '^?')
    .replace(NOT_ON_CONSOLE, '?');
}

const PRINTABLE = /^[\x20-\x7e\n]*$/;
/** Joiners, invisible operators, soft hyphen, tags, fillers, lone surrogates. */
const ZERO_WIDTH =
  /[\p{Cf}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0]|[\u{e0000}-\u{e0fff}]/gu;
/** Variation selectors, keycaps, skin tones, halves of flags: left out, their base stays. */
const MODIFIER = /[\ufe00-\ufe0f\u20e3]|[\u{1f3fb}-\u{1f3ff}\u{1f1e6}-\u{1f1ff}]/gu;
const PICTURE = /[\u2400-\u241f]/g;
/** Debian's console fonts have no ideographs, no emoji; the kernel draws marks in a cell of their own. */
const NOT_ON_CONSOLE =
  /[\p{M}\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uffff]|[\u{10000}-\u{10ffff}]/gu;
