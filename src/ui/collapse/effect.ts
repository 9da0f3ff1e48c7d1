import type { LifeState } from '../../core/life-state.ts';
import type { Box } from '../layout.ts';
import type { Grid } from '../screen/grid.ts';
import type { Theme } from '../theme/theme.ts';

/** Everything an effect may depend on: the same moment gives the same cells. */
export interface Moment {
  /** Of its cue, eased, 0 to 1. */
  readonly progress: number;
  readonly seed: number;
  /** Where it works, in cells. */
  readonly region: Box;
  /** Where the words and the instruments were, in cells. */
  readonly text: Box;
  readonly sidebar: Box;
  readonly theme: Theme;
  readonly life: LifeState;
  /** The last real screen. */
  readonly last: Grid;
}

/**
 * Takes a screen apart. Seeked, never stepped: no effect remembers anything. At
 * progress 0 it changes nothing, and it never makes more than one flash in a
 * second out of a quarter of the screen.
 */
export type Effect = (grid: Grid, moment: Moment) => Grid;
