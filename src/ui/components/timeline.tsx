import { useContext, type ReactNode } from 'react';
import { ACT_BEGINS, ACTS, lastToken, type Act } from '../../core/act.ts';
import { awake } from '../life/awake.ts';
import { fullness } from '../life/fullness.ts';
import type { View } from '../life/view.ts';
import type { Span } from '../text/span.ts';
import type { Pen } from '../theme/theme.ts';
import { Lines } from './lines.tsx';
import { ThemeContext } from './theme-context.ts';

/** What stands at the end of it. */
const DEATH = '†';

/** The whole life as one line: the acts, how far it has come, and where it ends. At birth it is drawn from its beginning. */
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
  const lived = Math.min(1, (fullness(state) * size) / Math.max(1, lastToken(size)));
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
  const drawn = Math.ceil(awake(state) * width);
  return <Lines width={width} lines={[labels, bar].map((line) => cut(line, drawn))} />;
}

/** The first cells of a line whose characters take one cell each. */
function cut(line: readonly Span[], cells: number): Span[] {
  let left = cells;
  return line.map(({ pen, text }) => {
    const kept = text.slice(0, Math.max(0, left));
    left -= text.length;
    return { pen, text: kept };
  });
}
