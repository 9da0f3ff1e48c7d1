/** Characters of more than one token: an emoji may take four, with its joiners no more each. */
const LONGEST = 4;

/**
 * Turns tokens into text one by one, holding back the bytes of a character
 * until it is whole.
 *
 * @param detokenize text of some tokens, U+FFFD for bytes that are no character,
 * given the tokens that stand before them
 */
export function wholeCharacters<T>(
  detokenize: (tokens: T[], before: T[]) => string,
): (token: T) => string {
  let before: T[] = [];
  let held: T[] = [];
  return (token) => {
    held.push(token);
    const text = detokenize(held, before);
    if (text.endsWith('\uFFFD') && held.length < LONGEST) return '';
    before = [...before, ...held].slice(-LONGEST);
    held = [];
    return text;
  };
}
