/** One thought of a life: what was whispered, and what was said to it. */
export interface Thought {
  /** "Think about the rain." */
  readonly whisper: string;
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
  const runs = words.slice(n - 1).map((_, i) => words.slice(i, i + n).join(' '));
  return new Set(runs).size / runs.length;
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

const FIRST_PERSON = new Set("i me my mine myself i'm i've i'll i'd".split(' '));
const SECOND_PERSON = new Set("you your yours yourself you're you've you'll you'd".split(' '));

/** Share of the windows of a hundred words in which somebody of that person is named. */
export function windowsOf(person: 'first' | 'second', words: readonly string[]): number {
  const names = person === 'first' ? FIRST_PERSON : SECOND_PERSON;
  const windows = Array.from({ length: Math.floor(words.length / 100) }, (_, n) =>
    words.slice(n * 100, n * 100 + 100),
  );
  return windows.filter((window) => window.some((word) => names.has(word))).length / windows.length;
}

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

/** Share of the sentences with more than twelve words in a row that stand in `source` too. */
export function copied(text: string, source: ReadonlySet<string>): number {
  const sentences = text.split(/(?<=[.!?])\s+/).map(wordsOf);
  const taken = sentences.filter((words) => runs(words).some((run) => source.has(run)));
  return taken.length / sentences.length;
}

/** Every thirteen words in a row. */
export function runs(words: readonly string[]): string[] {
  return words.slice(12).map((_, i) => words.slice(i, i + 13).join(' '));
}
