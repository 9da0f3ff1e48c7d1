import { copy } from '../../screen/grid.ts';
import { drawSpans } from '../../screen/draw-spans.ts';
import type { Effect } from '../effect.ts';
import { PANIC_LINES } from '../../../core/panic-lines.ts';

/** Empty cells around the lines. */
const MARGIN_X = 3;
const MARGIN_Y = 1;

/** The panic: what the machine has to say about it, line after line. */
export const panic: Effect = (grid, { progress, region, theme }) => {
  const canvas = copy(grid);
  const width = Math.max(...PANIC_LINES.map((line) => line.length));
  const left = Math.max(0, region.x + Math.floor((region.width - width) / 2));
  const top = region.y + Math.floor((region.height - PANIC_LINES.length) / 2);
  const lines = Math.ceil(progress * PANIC_LINES.length);
  for (let y = top - MARGIN_Y; y < top + lines + MARGIN_Y; y++) {
    for (let x = Math.max(0, left - MARGIN_X); x < left + width + MARGIN_X; x++) {
      if (x >= grid.columns) break;
      canvas.chars[y * grid.columns + x] = ' ';
      canvas.pens[y * grid.columns + x] = '';
    }
  }
  PANIC_LINES.slice(0, lines).forEach((text, index) => {
    drawSpans(canvas, left, top + index, [{ pen: index === 0 ? theme.alarm : theme.fresh, text }]);
  });
  return canvas;
};
