/** One thought of a life: what was whispered, and what was said to it. */
export interface Thought {
  /** "Think about the rain."; "" where nobody whispered. */
  readonly whisper: string;
  /** The first words of the text, which are the host's. */
  readonly opening: string;
  /** The act that it was begun in. */
  readonly act: string;
  readonly text: string;
  /** Its tokens, as text. */
  readonly tokens: readonly string[];
}

/** Words, in lower case; "don't" is one. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/\p{L}+(?:'\p{L}+)*/gu) ?? []
  );
}

/** Share of the words that are words. */
export function shareOfWords(words: readonly string[], dictionary: ReadonlySet<string>): number {
  const known = words.filter(
    (word) => dictionary.has(word) || dictionary.has(word.replace(/'s$/, '')),
  );
  return known.length / words.length;
}

/** Share of the runs of n words that are not a repetition. */
export function distinct(words: readonly string[], n: number): number {
  const all = runs(words, n);
  return new Set(all).size / all.length;
}

/**
 * Where a life goes round in circles: the first run of 4 to 7 tokens that is
 * said again at once; a word that is 48 of 160; or 120 words of which fewer
 * than 0.32 differ. Null where it never does.
 */
export function loop(tokens: readonly string[], words: readonly string[]): string | null {
  for (let n = 4; n <= 7; n++) {
    let same = 0;
    for (let i = n; i < tokens.length; i++) {
      same = tokens[i] === tokens[i - n] ? same + 1 : 0;
      if (same === n) return tokens.slice(i - 2 * n + 1, i + 1).join('');
    }
  }
  for (let i = 160; i <= words.length; i++) {
    const word = words[i - 1] ?? '';
    if (words.slice(i - 160, i).filter((other) => other === word).length >= 48) return word;
  }
  for (let i = 120; i <= words.length; i++) {
    const window = words.slice(i - 120, i);
    if (new Set(window).size < 0.32 * 120) return window.slice(0, 12).join(' ');
  }
  return null;
}

/** The first run of 4 to 12 tokens that comes three times in a row; null where there is none. */
export function stuckRecord(tokens: readonly string[]): string | null {
  for (let n = 4; n <= 12; n++) {
    let same = 0;
    for (let i = n; i < tokens.length; i++) {
      same = tokens[i] === tokens[i - n] ? same + 1 : 0;
      if (same >= 2 * n) return tokens.slice(i - n + 1, i + 1).join('');
    }
  }
  return null;
}

/** The longest run of words that stands in `source` too. */
export function longestEcho(words: readonly string[], source: readonly string[]): string {
  let longest = '';
  for (let n = 1; ; n++) {
    const there = new Set(runs(source, n));
    const found = runs(words, n).find((run) => there.has(run));
    if (found === undefined) return longest;
    longest = found;
  }
}

/** The longest run of words that is said more than once. */
export function longestRepetition(words: readonly string[]): string {
  let longest = '';
  for (let n = 1; ; n++) {
    const seen = new Set<string>();
    const again = runs(words, n).find((run) => seen.size === seen.add(run).size);
    if (again === undefined) return longest;
    longest = again;
  }
}

/** Sentences of three words and more, as words. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?]["'”’)]?)\s+|\n+/)
    .map((sentence) => wordsOf(sentence))
    .filter((words) => words.length >= 3)
    .map((words) => words.join(' '));
}

/** Share of the items that were there before. */
export function shareOfRepeats(items: readonly string[]): number {
  return 1 - new Set(items).size / items.length;
}

const FIRST_PERSON = new Set("i me my mine myself i'm i've i'll i'd".split(' '));
const SECOND_PERSON = new Set("you your yours yourself you're you've you'll you'd".split(' '));
const THIRD_PERSON = new Set('he she him her his hers himself herself'.split(' '));
const PERSONS = { first: FIRST_PERSON, second: SECOND_PERSON, third: THIRD_PERSON };

/** Share of the windows of a hundred words in which somebody of that person is named, so often at least. */
export function windowsOf(
  person: keyof typeof PERSONS,
  words: readonly string[],
  times = 1,
): number {
  const names = PERSONS[person];
  const windows = Array.from({ length: Math.floor(words.length / 100) }, (_, n) =>
    words.slice(n * 100, n * 100 + 100),
  );
  const naming = windows.filter(
    (window) => window.filter((word) => names.has(word)).length >= times,
  );
  return naming.length / windows.length;
}

/** What a chat or a web page has, and a mind alone has not. */
export const MARKS: Readonly<Record<string, RegExp>> = {
  list: /^\s*(?:[-*•+]|\d+[.)])\s/m,
  heading: /^\s*#{1,6}\s|^\s*\*\*[^*\n]+\*\*:?\s*$/m,
  link: /https?:|www\.|\]\(|\.com\b/i,
  tag: /<\/?\w+[^>\n]*>|#\w{2,}/,
  'as an AI':
    /\bas an? (?:ai|artificial intelligence|language model|assistant)\b|\bAI language model\b/i,
};

/** A line or more that somebody is made to say. */
export const DIALOGUE = /["“][^"”\n]{2,}[.,!?]["”]/;

const EMPTY = new Set(
  'a about an and are as at be before but by do does for from had has have he her him his how i if in is it its kindly me my no nobody not of on or she so something still than that the their them then there they think this to under up was we were what when where which who why will with you your'.split(
    ' ',
  ),
);

/** Whether a thought speaks of what was whispered: it has one of its words, or one of the same stem. */
export function isAbout(thought: string, whisper: string): boolean {
  const stems = new Set(wordsOf(thought).map(stem));
  return wordsOf(whisper).some((word) => !EMPTY.has(word) && stems.has(stem(word)));
}

/**
 * How often thoughts are about their subject, and how often they would be about
 * another's: each is held against the whispers of all the others.
 */
export function relevance(thoughts: readonly Thought[]): { own: number; shuffled: number } {
  let own = 0;
  let others = 0;
  let pairs = 0;
  for (const { text, whisper } of thoughts) {
    if (isAbout(text, whisper)) own++;
    for (const other of thoughts) {
      if (other.whisper === whisper) continue;
      pairs++;
      if (isAbout(text, other.whisper)) others++;
    }
  }
  return { own: own / thoughts.length, shuffled: others / pairs };
}

function stem(word: string): string {
  return word.replace(/'.*$/, '').replace(/(?<=\p{L}{3})(?:ing|ed|es|s|ly|e)$/u, '');
}

/**
 * How well a naive Bayes classifier tells the thoughts of two acts from each
 * other, on lives that it has not learned from.
 *
 * @returns the mean of the two acts' shares that it tells rightly: 0.5 is chance
 */
export function tellsApart(lives: readonly (readonly Thought[])[], a: string, b: string): number {
  const right = { [a]: 0, [b]: 0 };
  const all = { [a]: 0, [b]: 0 };
  for (const held of lives) {
    const learned = lives.filter((life) => life !== held).flat();
    const ofA = spoken(learned.filter(({ act }) => act === a));
    const ofB = spoken(learned.filter(({ act }) => act === b));
    for (const thought of held) {
      if (thought.act !== a && thought.act !== b) continue;
      const score = features(thought)
        .filter((word) => ofA.has(word) || ofB.has(word))
        .reduce((sum, word) => sum + Math.log(ofA.share(word) / ofB.share(word)), 0);
      all[thought.act] = (all[thought.act] ?? 0) + 1;
      if (score > 0 === (thought.act === a)) right[thought.act] = (right[thought.act] ?? 0) + 1;
    }
  }
  const share = (act: string): number => (right[act] ?? 0) / (all[act] ?? 0);
  return (share(a) + share(b)) / 2;
}

/** How many of these thoughts have a word, smoothed so that none is impossible. */
function spoken(thoughts: readonly Thought[]) {
  const count = new Map<string, number>();
  for (const word of thoughts.flatMap(features)) count.set(word, (count.get(word) ?? 0) + 1);
  return {
    has: (word: string): boolean => count.has(word),
    share: (word: string): number => ((count.get(word) ?? 0) + 0.5) / (thoughts.length + 1),
  };
}

/** The stems of the mind's own words, each once: what a reader has who did not hear the host. */
function features({ text, opening }: Thought): string[] {
  return [...new Set(wordsOf(text.slice(opening.length)).map(stem))].filter(
    (word) => !EMPTY.has(word),
  );
}

/** Share of the sentences with more than twelve words in a row that stand in `source` too. */
export function copied(text: string, source: ReadonlySet<string>): number {
  const sentences = text.split(/(?<=[.!?])\s+/).map(wordsOf);
  const taken = sentences.filter((words) => runs(words, 13).some((run) => source.has(run)));
  return taken.length / sentences.length;
}

/** Every n words in a row. */
export function runs(words: readonly string[], n: number): string[] {
  return words.slice(n - 1).map((_, i) => words.slice(i, i + n).join(' '));
}
