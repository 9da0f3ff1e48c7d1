import { hash } from './hash.ts';
import type { Score } from './score.ts';
import { scores, stillness } from './scores.ts';

/**
 * The score for a life.
 *
 * @param calm the one in which nothing moves
 * @param name one in particular; null or an unknown name: drawn by the seed
 */
export function chooseScore(seed: number, calm: boolean, name: string | null = null): Score {
  if (calm) return stillness;
  const named = [...scores, stillness].find((score) => score.name === name);
  return named ?? scores[Math.floor(hash(seed, 0, 0) * scores.length)] ?? stillness;
}
