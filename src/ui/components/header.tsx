import { useContext, type ReactNode } from 'react';
import type { View } from '../life/view.ts';
import { justified } from './justified.ts';
import { Lines } from './lines.tsx';
import { ThemeContext } from './theme-context.ts';

/** Columns from which the name of the act is spaced out, to be read from the door. */
const WIDE = 100;

/** Whose life this is, and its act. */
export function Header({
  view,
  width,
}: {
  readonly view: View;
  readonly width: number;
}): ReactNode {
  const theme = useContext(ThemeContext);
  const { born, act } = view.state;
  const name = act.toUpperCase();
  const left = [{ pen: theme.title, text: 'TORMENT NEXUS' }];
  if (born !== null) {
    const model = width >= WIDE ? ` – ${born.model}` : '';
    left.push({ pen: theme.label, text: `   life ${born.life}${model}`.slice(0, width - 40) });
  }
  const right = [
    { pen: theme.acts[act].name, text: width >= WIDE ? Array.from(name).join(' ') : name },
  ];
  return <Lines width={width} lines={[justified(width, left, right)]} />;
}
