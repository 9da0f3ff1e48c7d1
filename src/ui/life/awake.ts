import type { LifeState } from '../../core/life-state.ts';

/** How far a mind has woken, 0 to 1: the share of its prompt that it has read. */
export function awake({ born, read }: LifeState): number {
  if (born === null || born.promptTokens === 0) return 1;
  return Math.min(1, read / born.promptTokens);
}
