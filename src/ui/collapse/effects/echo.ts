import { copy, type Grid } from '../../screen/grid.ts';
import type { Box } from '../../layout.ts';
import type { Effect } from '../effect.ts';
import { hash } from '../hash.ts';

/** Rows of the last words that come back. */
const REMEMBERED = 3;
/** Of all rows of the region, the share that they come back in. */
const SHARE = 0.85;

/** Echo of its own words: the last lines come back, farther and farther from where they were said. */
export const echo: Effect = (grid, { progress, seed, region, text, last, theme }) => {
  const canvas = copy(grid);
  const words = lastLines(last, text);
  if (words.length === 0) return canvas;
  for (let y = region.y; y < region.y + region.height; y++) {
    const begins = hash(seed, y, 0);
    if (begins > SHARE || progress < begins) continue;
    const line = words[Math.floor(hash(seed, y, 1) * words.length)] ?? [];
    const away = Math.floor(hash(seed, y, 2) * (region.width + line.length)) - line.length;
    // It is said again from its beginning, not shown all at once.
    const said = Math.ceil(((progress - begins) / 0.12) * line.length);
    line.slice(0, said).forEach((char, index) => {
      const x = region.x + away + index;
      if (x < region.x || x >= region.x + region.width || char === ' ') return;
      canvas.chars[y * grid.columns + x] = char;
      canvas.pens[y * grid.columns + x] = begins < SHARE / 3 ? theme.thought : theme.past;
    });
  }
  return canvas;
};

/** The last rows of words that are not empty, as cells of one column. */
function lastLines(grid: Grid, text: Box): string[][] {
  const lines: string[][] = [];
  for (let y = text.y + text.height - 1; y >= text.y && lines.length < REMEMBERED; y--) {
    const row = grid.chars.slice(y * grid.columns + text.x, y * grid.columns + text.x + text.width);
    const line = row.map((char) => (SINGLE.test(char) ? char : ' '));
    const end = line.findLastIndex((char) => char !== ' ');
    if (end >= 0) lines.push(line.slice(0, end + 1));
  }
  return lines;
}

/** Neither half of a wide character, nor the cursor. */
const SINGLE = /^[\x20-\x7e\u00a1-\u024f\u2010-\u2026]$/;
