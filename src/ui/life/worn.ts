import { ACT_BEGINS } from '../../core/act.ts';
import type { LifeState } from '../../core/life-state.ts';
import { hash } from '../collapse/hash.ts';
import { fullness } from './fullness.ts';

/** Share of its letters that a label has lost at the end. */
const LOST = 0.3;

/** A label of the stage: in dread its letters wear off, one after the other, but for the first. */
export function worn(label: string, state: LifeState): string {
  const { dread, collapse } = ACT_BEGINS;
  const wear = (LOST * (fullness(state) - dread)) / (collapse - dread);
  if (wear <= 0) return label;
  const seed = state.born?.seed ?? 0;
  return Array.from(label, (letter, index) =>
    index > 0 && hash(seed, label.charCodeAt(0), index) < wear ? '░' : letter,
  ).join('');
}
