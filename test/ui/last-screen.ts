import { reduce, unborn } from '../../src/core/life-state.ts';
import type { LastScreen } from '../../src/ui/collapse/frame-at.ts';
import { pickTheme } from '../../src/ui/theme/pick-theme.ts';
import { openFake } from './open-fake.ts';
import { scriptedLife } from './scripted-life.ts';
import { seenGrid } from './seen-grid.ts';

/** What is left on the screen when a scripted life has ended. Sizes in cells. */
export async function lastScreen(
  columns: number,
  rows: number,
  theme = pickTheme({ TERM: 'linux' }, 4),
): Promise<LastScreen> {
  const { stage, terminal } = openFake(columns, rows, { theme });
  terminal.keep = false;
  let life = unborn;
  for (const event of scriptedLife()) {
    life = reduce(life, event);
    stage.show(event);
  }
  await terminal.settle();
  const grid = seenGrid(terminal);
  await stage.close();
  return { grid, life, theme };
}
