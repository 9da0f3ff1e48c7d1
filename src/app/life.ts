import { actAt, lastToken } from '../core/act.ts';
import type { Clock } from '../core/clock.ts';
import type { Born, Cause, Happening, LifeEvent, Vitals } from '../core/life-event.ts';
import { LONGEST, repetition } from '../core/repetition.ts';
import type { Mind } from '../engine/engine.ts';
import { LAST_BREATH } from './opening.ts';
import type { Whispers } from './whispers.ts';

/** Between two vitals events, in milliseconds. */
const HEARTBEAT = 1000;
/** Tokens over which the speed is measured. */
const SPEED_WINDOW = 32;
/** A whisper is a pause of as many tokens' time. */
const WHISPER_PAUSE = 6;
/** Characters of its own words that the life looks back on. */
const TAIL = 400;

export interface LifeOptions {
  /** Everything that the event says, but what only the mind knows. */
  readonly born: Omit<Born, 'type' | 'promptTokens'>;
  readonly mind: Mind;
  /** What the host whispers; null when nobody speaks to the mind. */
  readonly whispers: Whispers | null;
  /** Tokens after which a thought is whispered over at the end of its sentence. */
  readonly thoughtLimit: number;
  /** Tokens that a thought has at least: before, it may not end. */
  readonly thoughtLeast: number;
  /** Whether it is turned to the next subject when it repeats itself. */
  readonly swerve: boolean;
  /** Tokens to be spoken at most. */
  readonly maxTokens: number;
  /** Tokens per second at most. */
  readonly pace: number;
  readonly clock: Clock;
  /** What the machine feels; the engine's speed is added to it. */
  readonly vitals: () => Promise<Omit<Vitals, 'type' | 'tokensPerSecond'>>;
  /** Ends the life before its time; the reason is a {@link Cause}. */
  readonly signal: AbortSignal;
}

/** One life, from its birth to its death, as a stream of events. */
export async function* live(options: LifeOptions): AsyncGenerator<LifeEvent, void, undefined> {
  const birth = options.clock.now();
  let seq = 0;
  for await (const happening of happenings(options)) {
    yield { ...happening, seq: seq++, at: Math.round(options.clock.now() - birth) };
  }
}

async function* happenings(options: LifeOptions): AsyncGenerator<Happening, void, undefined> {
  const { born, mind, whispers, clock, signal } = options;
  const { contextSize } = born;
  const death = lastToken(contextSize);
  const speeds: number[] = [];
  let text = '';
  let tokens = 0;
  let act = actAt(mind.used, contextSize);
  let heartbeat = -Infinity;
  let due = clock.now();

  const died = (cause: Cause, message?: string): Happening => ({
    type: 'died',
    cause,
    used: mind.used,
    tokens,
    lastWords: lastWords(text),
    ...(message === undefined ? {} : { message }),
  });
  async function* beat(): AsyncGenerator<Happening, void, undefined> {
    if (clock.now() - heartbeat < HEARTBEAT) return;
    heartbeat = clock.now();
    const ms = speeds.reduce((sum, each) => sum + each, 0);
    yield {
      type: 'vitals',
      tokensPerSecond: ms === 0 ? 0 : (speeds.length * 1000) / ms,
      ...(await options.vitals()),
    };
  }
  function* turn(): Generator<Happening, void, undefined> {
    const now = actAt(mind.used, contextSize);
    if (now === act) return;
    act = now;
    yield { type: 'act', act };
  }
  /** Waits for the time of the next token, and says how the machine is meanwhile. */
  async function* rest(pause: number): AsyncGenerator<Happening, void, undefined> {
    // A slow machine is never hurried on to make up for lost time.
    due = Math.max(due + (pause * 1000) / options.pace, clock.now());
    while (clock.now() < due && !signal.aborted) {
      yield* beat();
      await clock.sleep(Math.min(due - clock.now(), HEARTBEAT / 4), signal);
    }
    yield* beat();
  }

  try {
    yield { type: 'born', ...born, promptTokens: mind.promptTokens };
    yield { type: 'act', act };
    for await (const read of mind.read()) {
      yield { type: 'reading', read, promptTokens: mind.promptTokens };
      yield* beat();
      if (signal.aborted) break;
    }

    let cost = { text: '', tokens: 0 };
    let inThought = 0;
    let latest: string[] = [];
    let thoughtIsOver = whispers !== null;
    due = clock.now();
    while (!signal.aborted) {
      let mayEnd = false;
      if (whispers !== null) {
        const next = whispers.peek(act, mind.used / contextSize);
        const words = `${next.text}\n${next.opening}`;
        if (cost.text !== words) cost = { text: words, tokens: await mind.cost(next) };
        mayEnd = mind.used + cost.tokens + LAST_BREATH <= death;
        const repeated = options.swerve ? repetition(latest) : null;
        const isLong = inThought >= options.thoughtLimit && endsSentence(text);
        if (mayEnd && (thoughtIsOver || isLong || repeated !== null)) {
          if (repeated !== null) yield { type: 'swerve', repeated };
          const before = mind.used;
          await mind.hear(whispers.take(act, before / contextSize));
          yield { type: 'whisper', ...next, tokens: mind.used - before, used: mind.used };
          yield* turn();
          yield* rest(WHISPER_PAUSE);
          text = `${text}\n${next.opening}`.slice(-TAIL);
          cost = { text: '', tokens: 0 };
          inThought = 0;
          latest = [];
          thoughtIsOver = false;
          continue;
        }
      }

      const speech = await mind.speak(mayEnd && inThought >= options.thoughtLeast);
      if (speech.kind === 'end') {
        thoughtIsOver = true;
        continue;
      }
      tokens++;
      inThought++;
      text += speech.text;
      latest = [...latest, speech.text].slice(-2 * LONGEST);
      speeds.push(speech.ms);
      if (speeds.length > SPEED_WINDOW) speeds.shift();
      yield {
        type: 'token',
        text: speech.text,
        used: mind.used,
        ms: speech.ms,
        confidence: speech.confidence,
      };
      yield* turn();
      if (mind.used >= death) return yield died('context');
      if (tokens >= options.maxTokens) return yield died('limit');
      yield* rest(1);
    }
    yield died(signal.reason as Cause);
  } catch (error) {
    yield died('error', (error as Error).message);
  } finally {
    await mind.dispose();
  }
}

function endsSentence(text: string): boolean {
  return /[.!?]["'\u201d\u2019)]?\s*$/.test(text);
}

/** The last dozen words or fewer, on one line. */
function lastWords(text: string): string {
  return text.trim().split(/\s+/).slice(-12).join(' ');
}
