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
const SECOND_PERSON = new Set(
  "you your yours yourself yourselves you're you've you'll you'd".split(' '),
);

/** How vocabularies write that a token begins a word: with the space before it, or with a capital. */
const BEGINS_WORD = /^[\s▁Ġ]+(?=\p{L})|^(?=\p{Lu})(?![ĠĊ])/u;

/** Whether a token begins a word with a meaning of its own. @param token as the vocabulary writes it */
export function isContent(token: string): boolean {
  const begin = BEGINS_WORD.exec(token);
  return begin !== null && !GRAMMAR.has(token.slice(begin[0].length).toLowerCase());
}

/** Whether a token speaks to somebody. @param token as the vocabulary writes it */
export function isSecondPerson(token: string): boolean {
  return SECOND_PERSON.has(token.replace(/^[\s▁Ġ]+/, '').toLowerCase());
}
