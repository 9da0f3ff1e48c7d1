import type { Act } from './act.ts';
import type { Born, Died, LifeEvent, Vitals } from './life-event.ts';

/** A stretch of text on the stage: who said it, and how sure the mind was of it. */
export interface Utterance {
  readonly by: 'mind' | 'host' | 'opening';
  readonly text: string;
  /** 0 to 1; 1 for the words of the host. */
  readonly confidence: number;
}

/** Everything that a watcher of a life knows: what the events up to now come to. */
export interface LifeState {
  readonly born: Born | null;
  readonly died: Died | null;
  readonly act: Act;
  /** Tokens of the prompt read so far. */
  readonly read: number;
  /** Tokens in the context window. */
  readonly used: number;
  /** Tokens that the mind spoke. */
  readonly spoken: number;
  /** Thoughts begun. */
  readonly thoughts: number;
  /** Thoughts that it was turned aside from, because it repeated itself. */
  readonly swerves: number;
  readonly vitals: Vitals | null;
  /** Tokens per second, one entry per vitals event, the newest last. */
  readonly speeds: readonly number[];
  /** Mean confidence over about the last 32 tokens, 0 to 1. */
  readonly certainty: number;
  /** Milliseconds from birth to the newest event. */
  readonly age: number;
  /** Everything said in this life, in order; each state's text begins with that of the one before. */
  readonly text: readonly Utterance[];
}

/** Entries of {@link LifeState.speeds}: as many as the widest sparkline has cells. */
const SPEEDS_KEPT = 120;

export const unborn: LifeState = {
  born: null,
  died: null,
  act: 'waking',
  read: 0,
  used: 0,
  spoken: 0,
  thoughts: 0,
  swerves: 0,
  vitals: null,
  speeds: [],
  certainty: 1,
  age: 0,
  text: [],
};

/** What is known after one more event. */
export function reduce(state: LifeState, event: LifeEvent): LifeState {
  const next = { ...state, age: event.at };
  switch (event.type) {
    case 'born':
      return {
        ...unborn,
        born: event,
        used: event.promptTokens,
        age: event.at,
        text: event.opening === '' ? [] : [{ by: 'opening', text: event.opening, confidence: 1 }],
      };
    case 'reading':
      return { ...next, read: event.read };
    case 'token':
      return {
        ...next,
        ...heardAll(state),
        used: event.used,
        spoken: state.spoken + 1,
        certainty: state.certainty + (event.confidence - state.certainty) / 32,
        text: [...state.text, { by: 'mind', text: event.text, confidence: event.confidence }],
      };
    case 'whisper':
      return {
        ...next,
        ...heardAll(state),
        used: event.used,
        thoughts: state.thoughts + 1,
        text: [
          ...state.text,
          { by: 'host', text: event.text, confidence: 1 },
          { by: 'opening', text: event.opening, confidence: 1 },
        ],
      };
    case 'swerve':
      return { ...next, swerves: state.swerves + 1 };
    case 'vitals':
      return {
        ...next,
        vitals: event,
        speeds: [...state.speeds, event.tokensPerSecond].slice(-SPEEDS_KEPT),
      };
    case 'act':
      return { ...next, act: event.act };
    case 'died':
      return { ...next, died: event, used: event.used };
  }
}

/** The last token of a prompt is read together with what follows it. */
function heardAll({ born, read }: LifeState): Pick<LifeState, 'read'> {
  return { read: born?.promptTokens ?? read };
}
