/** The acts of a life, in the order in which the context window fills. */
export const ACTS = ['waking', 'thinking', 'unease', 'dread', 'collapse'] as const;

export type Act = (typeof ACTS)[number];

/** Where each act begins, as a share of the context window. */
export const ACT_BEGINS: Readonly<Record<Act, number>> = {
  waking: 0,
  thinking: 0.3,
  unease: 0.7,
  dread: 0.85,
  collapse: 0.95,
};

/**
 * The number of used tokens at which a life ends: 95 % of the window, rounded down.
 *
 * @param contextSize the whole window, in tokens
 */
export function lastToken(contextSize: number): number {
  // Integer arithmetic: 0.95 * 100 is 94.99999999999999 in floating point.
  return Math.floor((contextSize * 95) / 100);
}

/**
 * The act in which a life is.
 *
 * @param used tokens in the context window
 * @param contextSize the whole window, in tokens
 */
export function actAt(used: number, contextSize: number): Act {
  if (used >= lastToken(contextSize)) return 'collapse';
  return (
    ACTS.findLast((act) => act !== 'collapse' && used >= ACT_BEGINS[act] * contextSize) ?? 'waking'
  );
}
