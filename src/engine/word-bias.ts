import { type LlamaModel, type Token, TokenBias } from 'node-llama-cpp';
import type { Sampling } from './engine.ts';
import { isContent, isSecondPerson } from './words.ts';

/** Times that a word is said after which it is held back no further. */
const MOST_TIMES = 6;

/**
 * What is added to the logits of single tokens: those that may never be chosen,
 * those that end a text where it may not end, words that speak to somebody, and
 * words of meaning that this life has said already.
 */
export class WordBias {
  readonly #vocabulary: readonly string[];
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
    this.#vocabulary = model.fileInfo.metadata.tokenizer.ggml.tokens;
    this.#frequencyPenalty = frequencyPenalty;
    this.#whereItMayEnd = biasOf(model);
    this.#elsewhere = biasOf(model);
    if (secondPersonPenalty !== 0) {
      this.#vocabulary.forEach((text, id) => {
        if (isSecondPerson(text)) this.#set(id as Token, -secondPersonPenalty);
      });
    }
    for (const token of never) this.#set(token, -Infinity);
    for (const token of ends) this.#elsewhere.biases.set(token, -Infinity);
  }

  /** What holds for the next token. */
  next(mayEnd: boolean): TokenBias {
    return (mayEnd ? this.#whereItMayEnd : this.#elsewhere).bias;
  }

  said(token: Token): void {
    if (this.#frequencyPenalty === 0) return;
    const text = this.#vocabulary[token] ?? '';
    if (!isContent(text) || isSecondPerson(text)) return;
    const times = Math.min((this.#times.get(token) ?? 0) + 1, MOST_TIMES);
    this.#times.set(token, times);
    this.#set(token, -this.#frequencyPenalty * times);
  }

  #set(token: Token, logits: number): void {
    this.#whereItMayEnd.biases.set(token, logits);
    this.#elsewhere.biases.set(token, logits);
  }
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
