import { useContext, type ReactNode } from 'react';
import type { Span } from '../text/span.ts';
import type { Pen } from '../theme/theme.ts';
import { Lines } from './lines.tsx';
import { ThemeContext } from './theme-context.ts';

export interface GaugeProps {
  /** In cells. */
  readonly width: number;
  /** In rows. @default 1 */
  readonly height?: number;
  /** How full it is, 0 to 1. */
  readonly share: number;
  /** The part of it that was full from the beginning, 0 to 1. @default 0 */
  readonly given?: number;
  readonly pen: Pen;
}

/** How much of something there is. */
export function Gauge({ width, height = 1, share, given = 0, pen }: GaugeProps): ReactNode {
  const theme = useContext(ThemeContext);
  const spans = gaugeSpans(width, share, given, {
    full: pen,
    given: theme.label,
    empty: theme.faint,
  });
  return <Lines width={width} lines={Array.from({ length: height }, () => spans)} />;
}

interface GaugePens {
  readonly full: Pen;
  readonly given: Pen;
  readonly empty: Pen;
}

function gaugeSpans(width: number, share: number, given: number, pens: GaugePens): Span[] {
  const end = Math.min(1, Math.max(0, share)) * width;
  const whole = Math.floor(end);
  const before = Math.min(whole, Math.round(given * width));
  const edge = whole < width && end - whole >= 0.5 ? '▒' : '';
  return [
    { pen: pens.given, text: '▒'.repeat(before) },
    { pen: pens.full, text: '█'.repeat(whole - before) + edge },
    { pen: pens.empty, text: '░'.repeat(width - whole - edge.length) },
  ].filter(({ text }) => text !== '');
}
