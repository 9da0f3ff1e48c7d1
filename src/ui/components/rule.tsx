import { useContext, type ReactNode } from 'react';
import { ACT_BEGINS } from '../../core/act.ts';
import { hash } from '../collapse/hash.ts';
import { awake } from '../life/awake.ts';
import { fullness } from '../life/fullness.ts';
import type { View } from '../life/view.ts';
import { Lines } from './lines.tsx';
import { ThemeContext } from './theme-context.ts';

/** The line between the words and the instruments. It grows at birth; from unease on it comes apart, cell by cell. */
export function Rule({
  view,
  height,
}: {
  readonly view: View;
  readonly height: number;
}): ReactNode {
  const theme = useContext(ThemeContext);
  const { state } = view;
  const decay = (fullness(state) - ACT_BEGINS.unease) / (1 - ACT_BEGINS.unease);
  const pen = theme.acts[state.act].rule;
  const grown = Math.ceil(awake(state) * height);
  const lines = Array.from({ length: height }, (_, row) => {
    if (row >= grown) return [];
    const strength = hash(state.born?.seed ?? 0, row, 0);
    return [{ pen, text: strength > decay ? '│' : strength > decay - 0.3 ? '▒' : '░' }];
  });
  return <Lines width={1} lines={lines} />;
}
