/** Tokens of the shortest and the longest run that counts. */
const SHORTEST = 4;
export const LONGEST = 7;

/**
 * What has just been said twice in a row: the last 4 to 7 tokens, where they are
 * the same as those before them. Null where they are not.
 */
export function repetition(tokens: readonly string[]): string | null {
  for (let n = SHORTEST; n <= LONGEST && 2 * n <= tokens.length; n++) {
    const last = tokens.slice(-n);
    const before = tokens.slice(-2 * n, -n);
    if (last.every((token, i) => token === before[i])) return last.join('');
  }
  return null;
}
