import type { Clock } from '../../core/clock.ts';
import type { LifeState } from '../../core/life-state.ts';
import { blank, type Grid } from '../screen/grid.ts';
import type { Theme } from '../theme/theme.ts';
import { frameAt } from './frame-at.ts';
import { lightAt } from './light-at.ts';
import type { Score } from './score.ts';

/** From the beginning of one frame to that of the next, where the machine can keep up: 15 a second. */
export const FRAME_MS = 66;

export interface Performance {
  readonly clock: Clock;
  readonly theme: Theme;
  readonly life: LifeState;
  /** The last real screen; another one after a resize. */
  readonly screen: () => Grid;
  /** @param light of the whole screen, 1 to 0; where it cannot be dimmed the grid alone gets dark */
  readonly paint: (grid: Grid, light: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Plays a collapse. Every frame is the one of the moment it is painted at: a
 * slow machine leaves frames out and keeps the time. Resolves when the screen
 * is black, or at once when aborted.
 */
export async function playScore(score: Score, performance: Performance): Promise<void> {
  const { clock, theme, life, screen, paint, signal } = performance;
  const start = clock.now();
  for (let ms = 0; ms < score.length && !signal.aborted; ms = clock.now() - start) {
    paint(frameAt(score, { grid: screen(), life, theme }, ms), lightAt(score, ms));
    const next = Math.min((Math.floor(ms / FRAME_MS) + 1) * FRAME_MS, score.length);
    await clock.sleep(Math.max(1, next - (clock.now() - start)), signal);
  }
  const { columns, rows } = screen();
  paint(blank(columns, rows), 1);
}
