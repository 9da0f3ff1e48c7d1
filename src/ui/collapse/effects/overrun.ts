import { copy } from '../../screen/grid.ts';
import type { Effect } from '../effect.ts';
import { hash } from '../hash.ts';

/** What bars, sliders and courses are made of. */
const GAUGE: ReadonlySet<string> = new Set(['█', '▒', '░', '─', '■']);

/** Gauges running over: every instrument fills up and runs on over the words. */
export const overrun: Effect = (grid, { progress, seed, sidebar, theme, last }) => {
  const canvas = copy(grid);
  const right = sidebar.x + sidebar.width;
  for (let y = sidebar.y; y < sidebar.y + sidebar.height; y++) {
    const start = y * grid.columns + sidebar.x;
    if (!GAUGE.has(last.chars[start] ?? '') || !GAUGE.has(last.chars[start + 1] ?? '')) continue;
    const reach = right * progress * (0.55 + 0.45 * hash(seed, y, 0));
    for (let step = 0; step < reach; step++) {
      const x = right - 1 - step;
      if (x < 0) break;
      const cell = y * grid.columns + x;
      const front = reach - step;
      canvas.chars[cell] = front < 3 ? '░' : front < 7 ? '▒' : '█';
      canvas.pens[cell] = theme.acts.collapse.accent;
    }
  }
  return canvas;
};
