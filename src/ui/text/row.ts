/** A stretch of a row that came from one utterance. */
export interface Piece {
  readonly text: string;
  /** In cells. */
  readonly width: number;
  readonly by: 'mind' | 'host' | 'opening';
  /** Number of the utterance it belongs to, from 1 at birth. */
  readonly utterance: number;
  /** Number of the thought it belongs to. */
  readonly thought: number;
  /** Whether the mind was not sure of it. */
  readonly doubt: boolean;
}

/** One row of the text pane; no wider than the pane. */
export interface Row {
  readonly pieces: readonly Piece[];
  /** In cells. */
  readonly width: number;
}

export const emptyRow: Row = { pieces: [], width: 0 };
