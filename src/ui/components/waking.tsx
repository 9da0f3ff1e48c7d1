import { Box } from 'ink';
import { useContext, type ReactNode } from 'react';
import type { Loading } from '../life/view.ts';
import type { Span } from '../text/span.ts';
import { Lines } from './lines.tsx';
import { ThemeContext } from './theme-context.ts';

export interface WakingProps {
  readonly loading: Loading;
  /** Of the screen, in cells. */
  readonly columns: number;
  readonly rows: number;
}

/** Width of the light when all of the model is there, as a share of the screen. */
const WIDEST = 0.6;

/** Before birth: a light that opens from the middle, as wide as the part of the model that is there. */
export function Waking({ loading, columns, rows }: WakingProps): ReactNode {
  const theme = useContext(ThemeContext);
  const half = Math.round((loading.progress * columns * WIDEST) / 2);
  const core = Math.round(half * 0.6);
  const edge = Math.round((half - core) / 2);
  const far = half - core - edge;
  const accent = theme.acts.waking.accent;
  const light = [
    { pen: accent, text: '░'.repeat(far) + '▒'.repeat(edge) },
    { pen: theme.fresh, text: '█'.repeat(2 * core + 1) },
    { pen: accent, text: '▒'.repeat(edge) + '░'.repeat(far) },
  ];
  const lines: Span[][] = [
    [{ pen: theme.title, text: 'T O R M E N T   N E X U S' }],
    [],
    light,
    [],
    [{ pen: theme.label, text: `waking  ${Math.round(loading.progress * 100)} %` }],
    [{ pen: theme.faint, text: loading.model.slice(0, columns) }],
  ];
  return (
    <Box position="absolute" marginTop={Math.floor((rows - lines.length) / 2)}>
      <Lines width={columns} lines={lines.map((line) => centred(line, columns))} />
    </Box>
  );
}

function centred(line: readonly Span[], columns: number): Span[] {
  const width = line.reduce((sum, { text }) => sum + text.length, 0);
  return [{ pen: '', text: ' '.repeat(Math.max(0, Math.floor((columns - width) / 2))) }, ...line];
}
