import type { LifeState } from '../../core/life-state.ts';
import type { Row } from '../text/row.ts';

/** Everything that a frame is made of. */
export interface View {
  /** Of the screen, in cells. */
  readonly columns: number;
  readonly rows: number;
  /** How much of the model is there, while it is loading; null once there is a life. */
  readonly loading: Loading | null;
  readonly state: LifeState;
  /** The words, wrapped: the rows that fit. */
  readonly text: readonly Row[];
  /** Utterances and thoughts that {@link text} ends with. */
  readonly utterances: number;
  readonly thoughts: number;
  /** Milliseconds per token of context; 0 while unknown. */
  readonly msPerToken: number;
  /** Share of the newest words that were said before, 0 to 1. */
  readonly echo: number;
  /** Milliseconds, for what moves by itself. */
  readonly time: number;
  readonly calm: boolean;
}

export interface Loading {
  /** 0 to 1. */
  readonly progress: number;
  readonly model: string;
}
