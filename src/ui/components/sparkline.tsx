import type { ReactNode } from 'react';
import type { Span } from '../text/span.ts';
import type { Pen } from '../theme/theme.ts';
import { Lines } from './lines.tsx';

export interface SparklineProps {
  /** In cells. */
  readonly width: number;
  /** In rows. */
  readonly height: number;
  /** The newest last; as many as fit are shown. */
  readonly values: readonly number[];
  /** Of the course, and of its newest cell. */
  readonly pen: Pen;
  readonly newest: Pen;
}

/** Of the values' mean: less than this is no movement worth showing. */
const LEAST_SPAN = 0.3;

/**
 * The recent course of a value as one line of box-drawing glyphs, which are in
 * every font. It has no scale: the number beside it says where it stands.
 */
export function Sparkline({ width, height, values, pen, newest }: SparklineProps): ReactNode {
  const levels = toLevels(values.slice(-width), height);
  const indent = ' '.repeat(width - levels.length);
  const lines = Array.from({ length: height }, (_, row): Span[] => {
    const level = height - 1 - row;
    const cells = levels.map((to, index) => glyph(levels[index - 1] ?? to, to, level));
    return [
      { pen, text: indent + cells.slice(0, -1).join('') },
      { pen: newest, text: cells.at(-1) ?? '' },
    ];
  });
  return <Lines width={width} lines={lines} />;
}

/** Which row each value is in, counted from below. */
function toLevels(values: readonly number[], height: number): number[] {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const middle = (least + most) / 2;
  const span = Math.max(most - least, middle * LEAST_SPAN, Number.MIN_VALUE);
  const bottom = middle - span / 2;
  return values.map((value) =>
    Math.min(height - 1, Math.floor(((value - bottom) / span) * height)),
  );
}

/** What a line that goes from one level to another has in a row. */
function glyph(from: number, to: number, level: number): string {
  if (from === to) return level === to ? '─' : ' ';
  if (level === from) return from < to ? '┘' : '┐';
  if (level === to) return from < to ? '┌' : '└';
  return level > Math.min(from, to) && level < Math.max(from, to) ? '│' : ' ';
}
