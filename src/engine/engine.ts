/**
 * What the life asks of a mind. Nothing here assumes a local file, a process or
 * token ids, so that a server somewhere else can stand behind it.
 */

/** A model, ready to live. */
export interface Engine {
  /** The model's own name. */
  readonly model: string;
  /** What an opening would cost, in tokens. */
  cost(opening: Opening): Promise<number>;
  /** Makes an empty context window and gives it an opening, still unread. */
  conceive(opening: Opening, sampling: Sampling, seed: number): Promise<Mind>;
  /** Frees the model. Idempotent. */
  dispose(): Promise<void>;
}

/** What a mind knows before it speaks. */
export type Opening =
  /** It speaks on from this text: no chat, no system prompt. */
  | { readonly kind: 'raw'; readonly text: string }
  /** It is told this, and begins to speak with these words. Nobody speaks to it. */
  | { readonly kind: 'monologue'; readonly system: string; readonly speech: string }
  /** It is told this and shown these. The first thing that happens to it is a whisper. */
  | {
      readonly kind: 'thoughts';
      readonly form: Form;
      readonly system: string;
      readonly examples: readonly Example[];
    };

/**
 * How a row of thoughts is written down. `chat`: whispers are a user's turns, in
 * the model's own chat template. `page`: whispers are headings on a page, and a
 * thought is the paragraph below one, which ends with the line; a model without
 * a chat template knows no other.
 */
export type Form = 'chat' | 'page';

/** One whisper and the thought that answered it, to show the mind how it is done. */
export interface Example {
  readonly whisper: string;
  readonly thought: string;
}

/** How a token is chosen. Where a value switches its stage off, that is said. */
export interface Sampling {
  /** 0 is greedy. */
  readonly temperature: number;
  /** 0: off. Confidence costs nothing up to 40. */
  readonly topK: number;
  /** 1: off. */
  readonly topP: number;
  /** 0: off. */
  readonly minP: number;
  /** 1: off. */
  readonly repeatPenalty: number;
  /** How many of its last tokens the repeat penalty looks at. */
  readonly repeatWindow: number;
  /** Logits taken off a word of meaning for each time that this life has said it; 0: off. */
  readonly frequencyPenalty: number;
  /** Logits taken off "you" and its like, for a mind that is alone; 0: off. */
  readonly secondPersonPenalty: number;
  /** Chance that the likeliest words are passed over for a less likely one (XTC); 0: off. */
  readonly xtcProbability: number;
  /** What a word's probability must be for XTC to pass it over. */
  readonly xtcThreshold: number;
  /** Strength of DRY over the whole life; 0: off. */
  readonly dry: number;
}

/** Words of the host in mid-life. */
export interface HostWords {
  /** What the mind hears. */
  readonly text: string;
  /** What it hears itself begin to answer. May be "". */
  readonly opening: string;
}

export interface Mind {
  /** Tokens in its prompt. */
  readonly promptTokens: number;
  /** Tokens in its context window: its prompt, the host's words, and its own. */
  readonly used: number;
  /**
   * Reads the prompt, piece by piece: yields the tokens read so far. To be read
   * to its end before anything else.
   */
  read(): AsyncIterable<number>;
  /** What these words would cost now, in tokens. */
  cost(words: HostWords): Promise<number>;
  /** Adds words of the host. The thought it was in is over. */
  hear(words: HostWords): Promise<void>;
  /**
   * Speaks one token.
   *
   * @param mayEnd whether it may end its text; where it may not, the next best
   * token is chosen instead. After an end it has to hear something.
   */
  speak(mayEnd: boolean): Promise<Speech>;
  /** Frees its context window. Idempotent. */
  dispose(): Promise<void>;
}

export type Speech =
  | { readonly kind: 'end' }
  | {
      readonly kind: 'token';
      /** Whole characters only; "" while the bytes of one are incomplete. */
      readonly text: string;
      /** Time it took, in milliseconds. */
      readonly ms: number;
      /** Probability among the candidates it was drawn from, 0 to 1. */
      readonly confidence: number;
    };
