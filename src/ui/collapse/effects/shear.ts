import { copy } from '../../screen/grid.ts';
import type { Effect } from '../effect.ts';
import { hash } from '../hash.ts';

/** Rows that move as one, at most. */
const BAND = 3;
/** How far the farthest band goes, as a share of the width. */
const FAR = 0.8;

/** Shear: the screen slides apart in bands, each in its own direction, and out of itself. */
export const shear: Effect = (grid, { progress, seed, region }) => {
  const canvas = copy(grid);
  for (let y = region.y; y < region.y + region.height; y++) {
    const band = Math.floor((y + hash(seed, y, 7) * BAND) / BAND);
    const pull = (hash(seed, band, 3) - 0.5) * 2;
    const shift = Math.round(pull * FAR * region.width * progress);
    for (let x = region.x; x < region.x + region.width; x++) {
      const from = x - shift;
      const inside = from >= region.x && from < region.x + region.width;
      const source = y * grid.columns + from;
      const cell = y * grid.columns + x;
      canvas.chars[cell] = inside ? (grid.chars[source] ?? ' ') : ' ';
      canvas.pens[cell] = inside ? (grid.pens[source] ?? '') : '';
    }
  }
  return canvas;
};
