import { useContext, type ReactNode } from 'react';
import { LEAST_COLUMNS, LEAST_ROWS } from '../layout.ts';
import type { View } from '../life/view.ts';
import { Lines } from './lines.tsx';
import { ThemeContext } from './theme-context.ts';

/** A window in which nothing can be read says so; the life goes on. */
export function TooSmall({ view }: { readonly view: View }): ReactNode {
  const theme = useContext(ThemeContext);
  const { state, columns, rows } = view;
  const size = state.born?.contextSize ?? 0;
  const full = `It lives on: ${Math.floor((state.used / size) * 100)} % full.`;
  const lines = [
    'This window is too small.',
    `${columns} x ${rows}, needed ${LEAST_COLUMNS} x ${LEAST_ROWS}.`,
    size === 0 ? '' : state.died === null ? full : 'It has died.',
  ].slice(0, rows);
  return (
    <Lines
      width={columns}
      lines={lines.map((text) => [{ pen: theme.value, text: text.slice(0, columns) }])}
    />
  );
}
