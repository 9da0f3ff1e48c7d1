import { useContext, type ReactNode } from 'react';
import type { LifeState } from '../../core/life-state.ts';
import { LEAST_COLUMNS, LEAST_ROWS } from '../layout.ts';
import type { View } from '../life/view.ts';
import { Lines } from './lines.tsx';
import { ThemeContext } from './theme-context.ts';

/** A window in which nothing can be read says so; the life goes on. */
export function TooSmall({ view }: { readonly view: View }): ReactNode {
  const theme = useContext(ThemeContext);
  const { state, columns, rows } = view;
  const lines = [
    'This window is too small.',
    `${columns} x ${rows}, needed ${LEAST_COLUMNS} x ${LEAST_ROWS}.`,
    fate(state),
  ].slice(0, rows);
  return (
    <Lines
      width={columns}
      lines={lines.map((text) => [{ pen: theme.value, text: text.slice(0, columns) }])}
    />
  );
}

function fate({ born, died, used }: LifeState): string {
  if (born === null) return '';
  if (died !== null) return 'It has died.';
  return `It lives on: ${Math.floor((used / born.contextSize) * 100)} % full.`;
}
