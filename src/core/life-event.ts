import type { Act } from './act.ts';

/** What ended a life. */
export type Cause = 'context' | 'limit' | 'quit' | 'signal' | 'error';

/** How the words of the host are shown on the stage. */
export type WhisperStyle = 'words' | 'mark' | 'pause';

/** The first event: everything is known that this life will be made of. */
export interface Born {
  readonly type: 'born';
  /** Number of this life, from 1. */
  readonly life: number;
  /** The model's name: that of its file. */
  readonly model: string;
  /** Why this model was taken, in one line. */
  readonly modelSource: string;
  /** The whole window, in tokens. */
  readonly contextSize: number;
  /** Tokens in the window before the first word is spoken. */
  readonly promptTokens: number;
  readonly seed: number;
  /** Title of the prompt. */
  readonly prompt: string;
  readonly whisperStyle: WhisperStyle;
  /** Words that the host put into the mind's mouth, for it to speak on from. May be "". */
  readonly opening: string;
  /** Memory of the machine (or of the cgroup that holds the process), in bytes. */
  readonly memory: number;
}

/** The mind is reading its prompt; it has not spoken yet. */
export interface Reading {
  readonly type: 'reading';
  /** Tokens of the prompt read so far. */
  readonly read: number;
  readonly promptTokens: number;
}

/** One token spoken. */
export interface Token {
  readonly type: 'token';
  /** Its characters; "" while the bytes of a character are incomplete. */
  readonly text: string;
  /** Tokens in the context window, this one included. */
  readonly used: number;
  /** What the engine took for it, in milliseconds. */
  readonly ms: number;
  /** Probability with which it was chosen among its candidates, 0 to 1. */
  readonly confidence: number;
}

/** Words of the host that entered the context. */
export interface Whisper {
  readonly type: 'whisper';
  /** What was whispered, as the mind heard it. */
  readonly text: string;
  /** The word or two that the host put into the mind's mouth, to open a thought. May be "". */
  readonly opening: string;
  /** What it was cost, in tokens, with all its markup. */
  readonly tokens: number;
  /** Tokens in the context window, these included. */
  readonly used: number;
}

/** It began to repeat itself, and is turned to another subject: a whisper follows. */
export interface Swerve {
  readonly type: 'swerve';
  /** What it had just said twice in a row. */
  readonly repeated: string;
}

/** What the machine feels of it, about once a second. */
export interface Vitals {
  readonly type: 'vitals';
  /** Resident set size of the process, in bytes. */
  readonly rss: number;
  /** Tokens per second of the engine's own time: pacing does not count. */
  readonly tokensPerSecond: number;
  /** Load of all cores, 0 to 1. */
  readonly cpu: number;
  /** Of the processor, in degrees Celsius; null where the machine does not say. */
  readonly temperature: number | null;
  /** Memory that the machine could still give, in bytes. */
  readonly available: number;
}

/** A new act begins. */
export interface ActBegins {
  readonly type: 'act';
  readonly act: Act;
}

/** The last event. */
export interface Died {
  readonly type: 'died';
  readonly cause: Cause;
  /** Tokens in the context window at death. */
  readonly used: number;
  /** Tokens that the mind spoke. */
  readonly tokens: number;
  readonly lastWords: string;
  /** What went wrong, when the cause is an error. */
  readonly message?: string;
}

/** What happens, before it has a place in the stream. */
export type Happening = Born | Reading | Token | Whisper | Swerve | Vitals | ActBegins | Died;

/**
 * One event of a life: the only thing that the stage, the journal and every
 * other watcher consume.
 */
export type LifeEvent = Happening & {
  /** From 0, without gaps. */
  readonly seq: number;
  /** Milliseconds since birth, monotonic. */
  readonly at: number;
};
