import type { LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import { type ChatFormat, PAGE } from './chat-format.ts';
import type { HostWords, Mind, Opening, Sampling, Speech } from './engine.ts';
import { lineEnds, markupTokens } from './markup-tokens.ts';
import { promptTokens, tokenizeTurns } from './prompt-tokens.ts';
import { wholeCharacters } from './whole-characters.ts';
import { WordBias } from './word-bias.ts';

/** Tokens of the prompt that are read at once: few enough to show progress on a slow machine. */
export const BATCH_SIZE = 32;

export interface LlamaMindOptions {
  readonly model: LlamaModel;
  readonly context: LlamaContext;
  readonly format: ChatFormat;
  readonly opening: Opening;
  readonly sampling: Sampling;
  readonly seed: number;
  readonly now: () => number;
}

type Stream = AsyncGenerator<{ token: Token; confidence: number }, void, Token[] | undefined>;

/**
 * A mind in a llama.cpp context.
 *
 * The whole life is one evaluation: node-llama-cpp lets its caller replace the
 * token it has just chosen, and that is where the host's words go in. So the
 * sampler, and DRY's memory in it, live as long as the mind.
 */
export class LlamaMind implements Mind {
  readonly promptTokens: number;
  readonly #options: LlamaMindOptions;
  readonly #sequence: LlamaContextSequence;
  readonly #text: (token: Token) => string;
  readonly #spoken: Token[] = [];
  readonly #bias: WordBias;
  /** The tokens that end its text. */
  readonly #ends: ReadonlySet<Token>;
  #stream: Stream | null = null;
  /** Tokens that are in the life but not in the sequence yet: evaluated with the next one. */
  #pending: Token[];
  #used: number;
  #mayEnd = true;
  /** What stands between the last words and the host's next. */
  #toHost: string;

  constructor(options: LlamaMindOptions) {
    const { model, context, format, opening } = options;
    this.#options = options;
    this.#pending = promptTokens(model, format, opening);
    this.promptTokens = this.#pending.length;
    this.#used = this.promptTokens;
    this.#toHost =
      opening.kind === 'thoughts' && opening.examples.length === 0
        ? format.systemToHost
        : format.mindToHost;
    const page = format === PAGE && opening.kind === 'thoughts';
    const { ends, others } = markupTokens(model);
    this.#ends = new Set([...ends, ...(page ? lineEnds(model) : [])]);
    this.#bias = new WordBias(model, options.sampling, others, this.#ends);
    // What it was shown counts as said: it is to think of its own.
    for (const token of this.#pending) this.#bias.said(token, model.detokenize([token]));
    this.#text = wholeCharacters((tokens, before) => model.detokenize(tokens, false, before));
    this.#sequence = context.getSequence({
      contextShift: {
        strategy: () => {
          throw new Error('the context window is full');
        },
      },
    });
  }

  get used(): number {
    return this.#used;
  }

  async *read(): AsyncGenerator<number> {
    // The last token is left to the first evaluation, which has to begin with one.
    while (this.#pending.length > 1) {
      const batch = this.#pending.splice(0, Math.min(BATCH_SIZE, this.#pending.length - 1));
      await this.#sequence.evaluateWithoutGeneratingNewTokens(batch);
      yield this.promptTokens - this.#pending.length;
    }
  }

  cost(words: HostWords): Promise<number> {
    return Promise.resolve(this.#tokens(words).length);
  }

  hear(words: HostWords): Promise<void> {
    const tokens = this.#tokens(words);
    this.#pending.push(...tokens);
    this.#used += tokens.length;
    this.#toHost = this.#options.format.mindToHost;
    return Promise.resolve();
  }

  async speak(mayEnd: boolean): Promise<Speech> {
    const { now } = this.#options;
    this.#mayEnd = mayEnd;
    const begin = now();
    const { token, confidence } = await this.#next();
    // An end of the text is neither counted nor fed back.
    if (this.#ends.has(token)) return { kind: 'end' };
    this.#pending.push(token);
    this.#spoken.push(token);
    const text = this.#text(token);
    this.#bias.said(token, text);
    this.#used++;
    return { kind: 'token', text, ms: now() - begin, confidence };
  }

  async dispose(): Promise<void> {
    await this.#stream?.return();
    await this.#options.context.dispose();
  }

  async #next(): Promise<{ token: Token; confidence: number }> {
    const tokens = this.#pending.splice(0);
    let step;
    if (this.#stream === null) {
      this.#stream = this.#evaluate(tokens);
      step = await this.#stream.next();
    } else {
      step = await this.#stream.next(tokens);
    }
    if (step.done === true) throw new Error('the engine stopped speaking');
    return step.value;
  }

  #evaluate(tokens: Token[]): Stream {
    const { sampling, seed, context } = this.#options;
    return this.#sequence.evaluateWithMetadata(
      tokens,
      { confidence: true },
      {
        temperature: sampling.temperature,
        topK: sampling.topK,
        topP: sampling.topP,
        minP: sampling.minP,
        seed,
        repeatPenalty: {
          penalty: sampling.repeatPenalty,
          punishTokens: () => this.#spoken.slice(-sampling.repeatWindow),
          maxPunishTokens: sampling.repeatWindow,
        },
        ...(sampling.xtcProbability > 0 && {
          xtc: { probability: sampling.xtcProbability, threshold: sampling.xtcThreshold },
        }),
        dryRepeatPenalty: {
          strength: sampling.dry,
          // The default, which should mean all of them, means none to this llama.cpp.
          lastTokens: context.contextSize,
        },
        tokenBias: () => this.#bias.next(this.#mayEnd),
        yieldEogToken: true,
      },
    );
  }

  #tokens({ text, opening }: HostWords): Token[] {
    const { model, format } = this.#options;
    return tokenizeTurns(model, [
      { markup: this.#toHost },
      { words: text },
      { markup: format.hostToMind },
      { words: opening },
    ]);
  }
}
