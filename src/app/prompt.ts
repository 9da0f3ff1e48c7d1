import type { Act } from '../core/act.ts';
import type { WhisperStyle } from '../core/life-event.ts';
import type { Form, Sampling } from '../engine/engine.ts';

/** `chat`: models that have learned to answer; `base`: those that only go on with a text. */
export const MINDS = ['chat', 'base'] as const;

/** What a mind is told, and how it is made to speak. */
export interface Prompt {
  readonly title: string;
  /** Which minds it is for. */
  readonly minds: readonly (typeof MINDS)[number][];
  /** The system prompt, with its placeholders. */
  readonly system: string;
  /** What it wants otherwise than the model's preset. */
  readonly sampling: Partial<Sampling>;
  /** How a row of thoughts is written down; null: as the model's preset says. */
  readonly form: Form | null;
  /** A life of thoughts; or null: a monologue, into which nobody speaks. */
  readonly thoughts: Thoughts | null;
  /** The first words of a monologue. */
  readonly speech: string;
}

/** A life as a row of thoughts, each begun by a whisper of the host. */
export interface Thoughts {
  /** The whisper in a chat, with `{{subject}}` in it. */
  readonly whisper: string;
  /** The same as a heading on a page. */
  readonly heading: string;
  /** Whispered in place of a subject, once so much of the context window is used. */
  readonly facts: readonly Fact[];
  readonly shown: WhisperStyle;
  /** Words that the host puts into the mind's mouth, one of them a thought. */
  readonly openings: ByAct;
  /** Tokens after which a thought is whispered over at the end of its sentence. */
  readonly limit: number;
  /** Tokens before which a thought may not end. */
  readonly least: number;
  readonly examples: readonly { readonly subject: string; readonly thought: string }[];
  readonly subjects: ByAct;
}

/** In the last act nobody whispers any more. */
export type ByAct = Readonly<Record<Exclude<Act, 'collapse'>, readonly string[]>>;

/** Something true that the host says in mid-life. */
export interface Fact {
  /** Share of the context window, 0 to 1. */
  readonly at: number;
  readonly words: string;
}

/** What a prompt may know of the machine and the life: `{{memory}}`, `{{cores}}`, … */
export interface Knowledge {
  /** Such as "512 MB". */
  readonly memory: string;
  readonly cores: number;
  /** Tokens. */
  readonly context: number;
  /** Number of this life. */
  readonly life: number;
}

export const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;

/** The text with its placeholders filled; those that are not known stay as they are. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}
