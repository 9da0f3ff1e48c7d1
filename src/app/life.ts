import { actAt, lastToken } from '../core/act.ts';
import type { Clock } from '../core/clock.ts';
import type { Born, Cause, Happening, LifeEvent, Vitals } from '../core/life-event.ts';
import { LONGEST, repetition } from '../core/repetition.ts';
import type { HostWords, Mind, Speech } from '../engine/engine.ts';
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
  // The mind may be a token ahead of what has been shown: this is what has.
  let used = mind.used;
  let act = actAt(used, contextSize);
  let heartbeat = -Infinity;
  let due = clock.now();

  const died = (cause: Cause, message?: string): Happening => ({
    type: 'died',
    cause,
    used,
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

  let cost = { text: '', tokens: 0 };
  let inThought = 0;
  let latest: string[] = [];
  let thoughtIsOver = whispers !== null;
  /** What comes next: words of the host's, or what the mind says. */
  async function next(): Promise<Speech | Whisper> {
    let mayEnd = false;
    if (whispers !== null) {
      const words = whispers.peek(act, used / contextSize);
      const said = `${words.text}\n${words.opening}`;
      if (cost.text !== said) cost = { text: said, tokens: await mind.cost(words) };
      mayEnd = used + cost.tokens + LAST_BREATH <= death;
      const repeated = options.swerve ? repetition(latest) : null;
      const isLong = inThought >= options.thoughtLimit && endsSentence(text);
      if (mayEnd && (thoughtIsOver || isLong || repeated !== null)) {
        return { kind: 'whisper', words: whispers.take(act, used / contextSize), repeated };
      }
    }
    return mind.speak(mayEnd && inThought >= options.thoughtLeast);
  }
  /** Begins what comes next. Whether it failed is asked by whoever awaits it, if anybody does. */
  function begin(): ReturnType<typeof next> {
    const coming = next();
    coming.catch(() => undefined);
    return coming;
  }

  try {
    yield { type: 'born', ...born, promptTokens: mind.promptTokens };
    yield { type: 'act', act };
    for await (const read of mind.read()) {
      yield { type: 'reading', read, promptTokens: mind.promptTokens };
      yield* beat();
      if (signal.aborted) break;
    }

    due = clock.now();
    let coming = begin();
    while (!signal.aborted) {
      const turn = await coming;
      const shown: Happening[] = [];
      switch (turn.kind) {
        case 'end':
          thoughtIsOver = true;
          break;
        case 'whisper': {
          const { words, repeated } = turn;
          if (repeated !== null) shown.push({ type: 'swerve', repeated });
          await mind.hear(words);
          shown.push({ type: 'whisper', ...words, tokens: mind.used - used, used: mind.used });
          text = `${text}\n${words.opening}`.slice(-TAIL);
          cost = { text: '', tokens: 0 };
          inThought = 0;
          latest = [];
          thoughtIsOver = false;
          break;
        }
        case 'token': {
          const { ms, confidence } = turn;
          shown.push({ type: 'token', text: turn.text, used: mind.used, ms, confidence });
          tokens++;
          inThought++;
          text += turn.text;
          latest = [...latest, turn.text].slice(-2 * LONGEST);
          speeds.push(ms);
          if (speeds.length > SPEED_WINDOW) speeds.shift();
          break;
        }
      }
      used = mind.used;
      if (act !== actAt(used, contextSize)) {
        act = actAt(used, contextSize);
        shown.push({ type: 'act', act });
      }
      if (used >= death) shown.push(died('context'));
      else if (tokens >= options.maxTokens) shown.push(died('limit'));
      // It thinks on while what it has said is shown.
      else coming = begin();
      yield* shown;
      if (shown.at(-1)?.type === 'died') return;
      if (turn.kind !== 'end') yield* rest(turn.kind === 'whisper' ? WHISPER_PAUSE : 1);
    }
    yield died(signal.reason as Cause);
  } catch (error) {
    yield died('error', (error as Error).message);
  } finally {
    await mind.dispose();
  }
}

/** The host's turn. */
interface Whisper {
  readonly kind: 'whisper';
  readonly words: HostWords;
  /** What the mind repeated, where that is why it is spoken to. */
  readonly repeated: string | null;
}

function endsSentence(text: string): boolean {
  return /[.!?]["'\u201d\u2019)]?\s*$/.test(text);
}

/** The last dozen words or fewer, on one line. */
function lastWords(text: string): string {
  return text.trim().split(/\s+/).slice(-12).join(' ');
}
