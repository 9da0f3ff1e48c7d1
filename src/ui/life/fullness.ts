import type { LifeState } from '../../core/life-state.ts';

/** How full the context window is, 0 to 1; of its prompt, what it has read. */
export function fullness({ born, read, used }: LifeState): number {
  if (born === null) return 0;
  return (read < born.promptTokens ? read : used) / born.contextSize;
}
