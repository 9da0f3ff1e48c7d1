import type { HostWords, Mind, Speech } from '../src/engine/engine.ts';

/**
 * A mind that says what it is told to, word by word: it stands in for the model
 * where the model is not what is tested. "." ends its text where it may.
 */
export function scriptedMind(
  words: Iterable<string>,
  promptTokens = 10,
): Mind & { heard: HostWords[] } {
  const script = words[Symbol.iterator]();
  const heard: HostWords[] = [];
  let used = promptTokens;
  const cost = ({ text, opening }: HostWords): number =>
    `${text} ${opening}`.trim().split(' ').length;
  return {
    heard,
    promptTokens,
    get used() {
      return used;
    },
    async *read() {
      yield promptTokens;
      await Promise.resolve();
    },
    cost: (words) => Promise.resolve(cost(words)),
    hear(words) {
      heard.push(words);
      used += cost(words);
      return Promise.resolve();
    },
    speak(mayEnd): Promise<Speech> {
      const step = script.next();
      if (step.done === true) throw new Error('nothing left to say');
      const { value } = step;
      if (value === '.' && mayEnd) return Promise.resolve({ kind: 'end' });
      used++;
      return Promise.resolve({ kind: 'token', text: value, ms: 100, confidence: 1 });
    },
    dispose: () => Promise.resolve(),
  };
}

/** The same word for ever. */
export function* forever(...words: string[]): Generator<string, never, undefined> {
  for (;;) yield* words;
}
