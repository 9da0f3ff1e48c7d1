import { useContext, type ReactNode } from 'react';
import { ACT_BEGINS, ACTS, lastToken, type Act } from '../../core/act.ts';
import type { View } from '../life/view.ts';
import type { Span } from '../text/span.ts';
import type { Pen } from '../theme/theme.ts';
import { Lines } from './lines.tsx';
import { ThemeContext } from './theme-context.ts';

/** What stands at the end of it. */
const DEATH = '†';

/** The whole life as one line: the acts, how far it has come, and where it ends. */
export function Timeline({
  view,
  width,
}: {
  readonly view: View;
  readonly width: number;
}): ReactNode {
  const theme = useContext(ThemeContext);
  const { state } = view;
  const accent = theme.acts[state.act].accent;
  const size = state.born?.contextSize ?? 0;
  const lived = size === 0 ? 0 : Math.min(1, state.used / Math.max(1, lastToken(size)));
  const now = Math.round(lived * (width - 1));
  const begins = ACTS.map((act) =>
    Math.round((ACT_BEGINS[act] / ACT_BEGINS.collapse) * (width - 1)),
  );

  const labels: Span[] = [];
  ACTS.forEach((act, index) => {
    if (act === 'collapse') return;
    const room = (begins[index + 1] ?? width) - (begins[index] ?? 0);
    labels.push({ pen: penOf(act), text: act.slice(0, room - 1).padEnd(room) });
  });

  function penOf(act: Act): Pen {
    if (act === state.act) return accent;
    return ACTS.indexOf(act) < ACTS.indexOf(state.act) ? theme.label : theme.faint;
  }

  const line = Array.from({ length: width }, (_, cell) =>
    cell === 0 ? '├' : cell === width - 1 ? DEATH : begins.includes(cell) ? '┼' : '─',
  ).join('');
  const bar = [
    { pen: theme.value, text: line.slice(0, now) },
    { pen: accent, text: now === width - 1 ? DEATH : '█' },
    { pen: theme.faint, text: line.slice(now + 1) },
  ];
  return <Lines width={width} lines={[labels, bar]} />;
}
