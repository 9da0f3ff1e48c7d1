/** Tokens of context over which the pace is measured: some thoughts, and the whispers between them. */
const WINDOW_TOKENS = 256;
/** Tokens of context from which a pace is worth telling. */
const LEAST_TOKENS = 8;

/** How full the context window was at a moment. */
interface Mark {
  /** Tokens. */
  readonly used: number;
  /** Milliseconds since birth. */
  readonly at: number;
}

/** The newest moments at which the mind spoke or was spoken to, the newest last. */
export type Pace = readonly Mark[];

export const noPace: Pace = [];

/**
 * The pace after one more token. The first mark should be that of the first
 * token spoken: what came before it, the reading of the prompt and the silence
 * after the first whisper, is no measure of what follows.
 */
export function keepPace(pace: Pace, used: number, at: number): Pace {
  const oldest = pace.findIndex((mark) => used - mark.used <= WINDOW_TOKENS);
  return [...(oldest === -1 ? [] : pace.slice(oldest)), { used, at }];
}

/** Milliseconds per token of context; 0 as long as too little is known. */
export function msPerToken(pace: Pace): number {
  const first = pace.at(0);
  const last = pace.at(-1);
  if (first === undefined || last === undefined) return 0;
  const tokens = last.used - first.used;
  return tokens < LEAST_TOKENS ? 0 : (last.at - first.at) / tokens;
}
