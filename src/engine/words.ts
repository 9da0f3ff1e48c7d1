/** Words that hold sentences together, and the one who speaks: no text can do without them. */
const GRAMMAR = new Set(
  (
    "i i'm i've i'll i'd me my mine myself it its itself they them their this that these those there here " +
    'a an the and or but nor so yet if than then as at by for from in into of off on onto out over to under up ' +
    'with without within about after before between through against because until while ' +
    'who whom whose which what when where why how not no ' +
    'be am is are was were been being have has had having do does did done doing ' +
    'can cannot could will would shall should may might must'
  ).split(' '),
);

/** Words that speak to somebody. */
export const SECOND_PERSON: readonly string[] = ['you', 'your', 'yours', 'yourself', 'yourselves'];

/** Whether a piece of text begins a word with a meaning of its own: after a space, or with a capital. */
export function beginsContent(text: string): boolean {
  const begin = /^\s+(?=\p{L})|^(?=\p{Lu})/u.exec(text);
  return begin !== null && !GRAMMAR.has(text.slice(begin[0].length).toLowerCase());
}
