import { copy } from '../../screen/grid.ts';
import type { Effect } from '../effect.ts';
import { hash } from '../hash.ts';

/** What a cell turns into on its way to nothing. */
const RUST = ['▒', '░', ' '] as const;
/** How long the way of one cell is, as a share of the whole. */
const WAY = 0.25;
/** Edge of the patches that rust together, in cells. */
const PATCH = 6;

/** Corrosion: in patches, and within them cell by cell, what is there turns to rust and falls out. */
export const corrosion: Effect = (grid, { progress, seed, region }) => {
  const canvas = copy(grid);
  for (let y = region.y; y < region.y + region.height; y++) {
    for (let x = region.x; x < region.x + region.width; x++) {
      const cell = y * grid.columns + x;
      if (canvas.chars[cell] === ' ') continue;
      const patch = hash(seed, Math.floor(x / PATCH), Math.floor((2 * y) / PATCH));
      const begins = (0.65 * patch + 0.35 * hash(seed + 1, x, y)) * (1 - WAY);
      const step = Math.floor(((progress - begins) / WAY) * RUST.length);
      if (step < 0) continue;
      const rust = RUST[Math.min(step, RUST.length - 1)] ?? ' ';
      canvas.chars[cell] = rust;
      if (rust === ' ') canvas.pens[cell] = '';
    }
  }
  return canvas;
};
