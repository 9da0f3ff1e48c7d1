import { easings } from './easing.ts';
import type { Score } from './score.ts';

/** How much light is left at a moment of a collapse, 1 to 0: the last cue of every score leads into the dark. */
export function lightAt({ cues }: Score, ms: number): number {
  const last = cues.at(-1);
  if (last === undefined) return 1;
  const share = Math.min(1, Math.max(0, (ms - last.at) / last.length));
  return 1 - easings[last.easing](share);
}
