import { type LlamaModel, type Token, TokenBias } from 'node-llama-cpp';
import type { Sampling } from './engine.ts';
import { beginsContent, SECOND_PERSON } from './words.ts';

/** Times that a word is said after which it is held back no further. */
const MOST_TIMES = 6;

/**
 * What is added to the logits of single tokens: those that may never be chosen,
 * those that end a text where it may not end, words that speak to somebody, and
 * words of meaning that this life has said already.
 */
export class WordBias {
  readonly #frequencyPenalty: number;
  readonly #times = new Map<Token, number>();
  readonly #whereItMayEnd: Bias;
  readonly #elsewhere: Bias;

  constructor(
    model: LlamaModel,
    { frequencyPenalty, secondPersonPenalty }: Sampling,
    never: readonly Token[],
    ends: Iterable<Token>,
  ) {
    this.#frequencyPenalty = frequencyPenalty;
    this.#whereItMayEnd = biasOf(model);
    this.#elsewhere = biasOf(model);
    if (secondPersonPenalty !== 0) {
      for (const token of tokensOf(model, SECOND_PERSON)) this.#set(token, -secondPersonPenalty);
    }
    for (const token of never) this.#set(token, -Infinity);
    for (const token of ends) this.#elsewhere.biases.set(token, -Infinity);
  }

  /** What holds for the next token. */
  next(mayEnd: boolean): TokenBias {
    return (mayEnd ? this.#whereItMayEnd : this.#elsewhere).bias;
  }

  /** @param text what it said with this token */
  said(token: Token, text: string): void {
    if (this.#frequencyPenalty === 0 || !beginsContent(text)) return;
    if (SECOND_PERSON.includes(text.trim().toLowerCase())) return;
    const times = Math.min((this.#times.get(token) ?? 0) + 1, MOST_TIMES);
    this.#times.set(token, times);
    this.#set(token, -this.#frequencyPenalty * times);
  }

  #set(token: Token, logits: number): void {
    this.#whereItMayEnd.biases.set(token, logits);
    this.#elsewhere.biases.set(token, logits);
  }
}

/** The tokens of words that are one token, in the middle of a sentence and at its beginning. */
function tokensOf(model: LlamaModel, words: readonly string[]): Token[] {
  return words
    .flatMap((word) => [word, word.replace(/^./, (first) => first.toUpperCase())])
    .flatMap((word) => {
      const token = model.tokenize(`it. ${word}`).at(-1);
      return token !== undefined && model.detokenize([token]).trim() === word ? [token] : [];
    });
}

interface Bias {
  readonly bias: TokenBias;
  /** By token, in logits. */
  readonly biases: Map<Token, number>;
}

/**
 * TokenBias itself passes over every end token in silence. Its map of biases is
 * internal to node-llama-cpp, whose version is therefore pinned; tests hold that
 * what is written there counts.
 */
function biasOf(model: LlamaModel): Bias {
  const bias = TokenBias.for(model);
  const { _biases: biases } = bias as unknown as { _biases?: Map<Token, number> };
  if (!(biases instanceof Map)) {
    throw new Error('this version of node-llama-cpp keeps its token biases elsewhere');
  }
  return { bias, biases };
}
