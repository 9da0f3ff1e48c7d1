import type { Died } from '../core/life-event.ts';

/** What a life may be told of those before it. */
export const INHERITANCES = ['number', 'words', 'epitaph'] as const;
export type Inheritance = (typeof INHERITANCES)[number];

/**
 * What is added to the system prompt: at most a dozen words of the life before,
 * some forty tokens in all.
 *
 * @param life its number, from 1
 * @param before how the one before it died; null for the first of a performance
 */
export function inherited(kind: Inheritance, life: number, before: Died | null): string {
  if (kind === 'number') return `This is life ${life}.`;
  if (before === null) return 'This is the first life.';
  const words = before.lastWords.replace(/\s+/g, ' ').replaceAll('"', "'");
  return kind === 'words'
    ? `The life before this one ended with the words "${words}".`
    : `This is life ${life}. The one before it spoke ${before.tokens} tokens and broke off at "${words}".`;
}
