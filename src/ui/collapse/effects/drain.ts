import { copy } from '../../screen/grid.ts';
import { fade } from '../../theme/fade.ts';
import type { Effect } from '../effect.ts';
import { hash } from '../hash.ts';

/** How far apart the cells go dark, as a share of the whole. */
const SPREAD = 0.5;

/** Drain of colour: every cell goes down its pen's way into the dark, each in its own time. */
export const drain: Effect = (grid, { progress, seed, region, theme }) => {
  const canvas = copy(grid);
  for (let y = region.y; y < region.y + region.height; y++) {
    for (let x = region.x; x < region.x + region.width; x++) {
      const cell = y * grid.columns + x;
      if (canvas.chars[cell] === ' ') continue;
      const late = hash(seed, x, y) * SPREAD;
      const amount = Math.min(1, (progress * (1 + SPREAD) - late) / 1);
      const pen = fade(theme, canvas.pens[cell] ?? '', amount);
      if (pen === null) canvas.chars[cell] = ' ';
      canvas.pens[cell] = pen ?? '';
    }
  }
  return canvas;
};
