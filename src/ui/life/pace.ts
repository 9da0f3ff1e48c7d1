/** Newest measurements weigh most; about this many tokens count. */
const MEMORY_TOKENS = 48;

/** How fast a life goes by, in milliseconds per token of context, as far as is known. */
export interface Pace {
  /** 0 before the second token. */
  readonly msPerToken: number;
  readonly used: number;
  readonly at: number;
}

export const noPace: Pace = { msPerToken: 0, used: 0, at: 0 };

/**
 * The pace after one more token.
 *
 * @param used tokens in the context window
 * @param at ms since birth
 */
export function keepPace(pace: Pace, used: number, at: number): Pace {
  const tokens = used - pace.used;
  if (pace.used === 0 || tokens <= 0) return { ...pace, used, at };
  const measured = (at - pace.at) / tokens;
  const weight = pace.msPerToken === 0 ? 1 : Math.min(1, tokens / MEMORY_TOKENS);
  return { msPerToken: pace.msPerToken + (measured - pace.msPerToken) * weight, used, at };
}
