import { Box, Transform } from 'ink';
import { type ReactNode } from 'react';
import { spansToAnsi, type Span } from '../text/span.ts';

export interface LinesProps {
  /** In cells. */
  readonly width: number;
  /** One entry a row, none wider than `width`. */
  readonly lines: readonly (readonly Span[])[];
}

/**
 * Lines that are already wrapped and coloured.
 *
 * Ink measures every string it has not seen and remembers it for ever; over a
 * life that is megabytes. So Ink measures a placeholder that never changes, in a
 * box of known size, and the real line takes its place when the frame is put
 * together. The pens are our own too: what chalk thinks of the terminal does
 * not matter.
 */
export function Lines({ width, lines }: LinesProps): ReactNode {
  const ansi = lines.map(spansToAnsi);
  return (
    <Box width={width} height={lines.length} flexShrink={0}>
      <Transform transform={(_, index) => ansi[index] ?? ''}>
        {lines.map(() => '.').join('\n')}
      </Transform>
    </Box>
  );
}
