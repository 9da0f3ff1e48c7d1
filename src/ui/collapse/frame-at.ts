import type { LifeState } from '../../core/life-state.ts';
import { layout, type Box } from '../layout.ts';
import { blank, type Grid } from '../screen/grid.ts';
import type { Theme } from '../theme/theme.ts';
import { easings } from './easing.ts';
import { effects } from './effects.ts';
import type { Score } from './score.ts';

/** What a collapse takes apart. */
export interface LastScreen {
  readonly grid: Grid;
  readonly life: LifeState;
  readonly theme: Theme;
}

/** The screen at a moment of a collapse. @param ms milliseconds from its beginning */
export function frameAt(score: Score, { grid, life, theme }: LastScreen, ms: number): Grid {
  const { columns, rows } = grid;
  if (ms >= score.length) return blank(columns, rows);
  const all: Box = { x: 0, y: 0, width: columns, height: rows };
  const places = layout(columns, rows);
  const regions = { all, text: places?.text ?? all, sidebar: places?.sidebar ?? all };
  const seed = life.born?.seed ?? 0;
  let now = grid;
  score.cues.forEach((cue, index) => {
    if (ms < cue.at) return;
    const share = Math.min(1, (ms - cue.at) / cue.length);
    const progress = easings[cue.easing](share);
    if (progress <= 0) return;
    now = effects[cue.effect](now, {
      progress,
      seed: seed + index,
      region: regions[cue.region],
      text: regions.text,
      sidebar: regions.sidebar,
      theme,
      life,
      last: grid,
    });
  });
  return now;
}
