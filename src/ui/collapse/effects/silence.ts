import { copy } from '../../screen/grid.ts';
import type { Effect } from '../effect.ts';
import { hash } from '../hash.ts';

/** How ragged the edge of the dark is, as a share of the way to the middle. */
const RAGGED = 0.25;

/** Silence: the dark comes in from the edges; the middle is the last to go. */
export const silence: Effect = (grid, { progress, seed, region }) => {
  const canvas = copy(grid);
  const middleX = region.x + region.width / 2;
  const middleY = region.y + region.height / 2;
  for (let y = region.y; y < region.y + region.height; y++) {
    for (let x = region.x; x < region.x + region.width; x++) {
      const far = Math.max(
        Math.abs(x - middleX) / (region.width / 2),
        Math.abs(y - middleY) / (region.height / 2),
      );
      const ragged = far * (1 - RAGGED) + hash(seed, x, y) * RAGGED;
      if (ragged < 1 - progress) continue;
      canvas.chars[y * grid.columns + x] = ' ';
      canvas.pens[y * grid.columns + x] = '';
    }
  }
  return canvas;
};
