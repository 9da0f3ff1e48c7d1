import { clusters } from '../text/clusters.ts';
import { isNarrow } from '../text/narrow.ts';
import type { Span } from '../text/span.ts';
import type { Canvas } from './grid.ts';

/**
 * Writes spans into a canvas, from a cell to the right; what does not fit is
 * left out. Returns the column after the last cell written.
 */
export function drawSpans(canvas: Canvas, x: number, y: number, spans: readonly Span[]): number {
  let column = x;
  for (const { pen, text } of spans) {
    if (isNarrow(text)) {
      const fitting = Math.min(text.length, canvas.columns - column);
      for (let index = 0; index < fitting; index++) {
        const cell = y * canvas.columns + column + index;
        const char = text.charAt(index);
        canvas.chars[cell] = char;
        canvas.pens[cell] = char === ' ' ? '' : pen;
      }
      column += fitting;
      continue;
    }
    for (const cluster of clusters(text)) {
      const width = Math.max(1, cluster.width);
      if (column + width > canvas.columns) return column;
      const cell = y * canvas.columns + column;
      canvas.chars[cell] = cluster.text;
      canvas.pens[cell] = cluster.text === ' ' ? '' : pen;
      if (width === 2) {
        canvas.chars[cell + 1] = '';
        canvas.pens[cell + 1] = pen;
      }
      column += width;
    }
  }
  return column;
}
