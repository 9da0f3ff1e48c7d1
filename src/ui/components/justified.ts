import { clusters } from '../text/clusters.ts';
import type { Span } from '../text/span.ts';

/** Spans at the left, spans at the right, and nothing between; what is too long at the right is left out. */
export function justified(width: number, left: readonly Span[], right: readonly Span[]): Span[] {
  const free = width - cells(left) - cells(right);
  if (free < 1) return [...left];
  return [...left, { pen: '', text: ' '.repeat(free) }, ...right];
}

function cells(spans: readonly Span[]): number {
  let sum = 0;
  for (const { text } of spans) for (const { width } of clusters(text)) sum += width;
  return sum;
}
