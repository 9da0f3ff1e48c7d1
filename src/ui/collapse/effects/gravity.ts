import { copy } from '../../screen/grid.ts';
import type { Effect } from '../effect.ts';
import { hash } from '../hash.ts';

/** Share of the time in which cells let go, one after the other. */
const LETTING_GO = 0.6;
/** Letters that lie on each other in one row of the heap. */
const CRUSHED = 5;

/** Gravity: letters let go of their line, from below upward, fall faster and faster, and lie in a heap. */
export const gravity: Effect = (grid, { progress, seed, region }) => {
  const canvas = copy(grid);
  const bottom = region.y + region.height - 1;
  for (let x = region.x; x < region.x + region.width; x++) {
    const falling: { y: number; cell: number }[] = [];
    let lying = 0;
    for (let y = bottom; y >= region.y; y--) {
      const cell = y * grid.columns + x;
      if (grid.chars[cell] === ' ' || grid.chars[cell] === '') continue;
      const height = (bottom - y) / region.height;
      const begins = (0.5 * height + 0.5 * hash(seed, x, y)) * LETTING_GO;
      const fallen = (Math.max(0, progress - begins) / (1 - LETTING_GO)) ** 2 * region.height;
      const floor = bottom - Math.floor(lying / CRUSHED);
      lying++;
      if (fallen < 1) continue;
      canvas.chars[cell] = ' ';
      canvas.pens[cell] = '';
      falling.push({ y: Math.min(floor, Math.round(y + fallen)), cell });
    }
    for (const { y, cell } of falling) {
      canvas.chars[y * grid.columns + x] = grid.chars[cell] ?? ' ';
      canvas.pens[y * grid.columns + x] = grid.pens[cell] ?? '';
    }
  }
  return canvas;
};
