import type { Easing } from './easing.ts';
import type { EffectName } from './effects.ts';

/** A part of the stage. */
export type Region = 'all' | 'text' | 'sidebar';

/** One entry of a score. */
export interface Cue {
  /** When it begins, in milliseconds from the beginning of the collapse. */
  readonly at: number;
  /** How long it takes to run its course; afterwards its last state stays. In milliseconds. */
  readonly length: number;
  readonly effect: EffectName;
  readonly region: Region;
  readonly easing: Easing;
}

/** A collapse, written down. Cues later in the list work on what those before them left. */
export interface Score {
  readonly name: string;
  /** In milliseconds. Its last seconds are black: another life may follow. */
  readonly length: number;
  readonly cues: readonly Cue[];
}
