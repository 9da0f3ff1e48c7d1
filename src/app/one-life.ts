import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { systemClock } from '../core/clock.ts';
import type { Died, LifeEvent } from '../core/life-event.ts';
import type { Engine, Opening } from '../engine/engine.ts';
import { type Options, SEEDS } from './command-line.ts';
import { inherited } from './inheritance.ts';
import { live } from './life.ts';
import { begin, beginRaw } from './opening.ts';
import type { Preset } from './presets.ts';
import type { Prompt } from './prompt.ts';
import { readVitals } from './vitals.ts';
import { drawWhispers } from './whispers.ts';

/** Tokens per second at which a person reads along, some 240 words a minute. */
const READING_SPEED = 5;

/** What one life is made of. */
export interface Making {
  readonly options: Options;
  readonly engine: Engine;
  /** Why this model was taken, in one line. */
  readonly modelSource: string;
  /** How its model is made to think aloud. */
  readonly preset: Preset;
  /** Null: the mind speaks on from `options.prompt`. */
  readonly prompt: Prompt | null;
  /** Memory of the machine, in bytes. */
  readonly memory: number;
  /** Number of the life, from 1. */
  readonly life: number;
  /** How the one before it died; null where there was none. */
  readonly before: Died | null;
  /** Whether somebody reads along. */
  readonly watched: boolean;
  /** Ends it before its time. */
  readonly signal: AbortSignal;
}

/**
 * Makes a mind and lets it live.
 *
 * @throws UserError when its prompt leaves no room to live
 */
export async function oneLife(making: Making): Promise<AsyncIterable<LifeEvent>> {
  const { options, engine, preset, life, before } = making;
  const heritage = options.inherit === null ? '' : ` ${inherited(options.inherit, life, before)}`;
  const prompt = making.prompt && {
    ...making.prompt,
    system: making.prompt.system + heritage,
  };
  const { contextSize } = options;
  // Each life of a row is another one, and each can be told again by itself.
  const seed = options.seed === null ? randomInt(SEEDS) : (options.seed + life - 1) % SEEDS;
  const knowledge = {
    memory: `${Math.round(making.memory / 2 ** 20)} MB`,
    cores: availableParallelism(),
    context: contextSize,
    life,
  };
  const form = prompt?.form ?? preset.form;
  const { opening, whispers } =
    prompt === null
      ? await beginRaw(engine, options.prompt ?? '', contextSize)
      : await begin(engine, prompt, form, knowledge, contextSize);
  const sampling = { ...preset.sampling, ...prompt?.sampling, ...options.sampling };
  return live({
    born: {
      life,
      model: engine.model,
      modelSource: making.modelSource,
      contextSize,
      seed,
      prompt: prompt?.title ?? '--prompt',
      opening: firstWords(opening),
      whisperStyle: prompt?.thoughts?.shown ?? 'pause',
      memory: making.memory,
    },
    mind: await engine.conceive(opening, sampling, seed),
    whispers: whispers && prompt?.thoughts ? drawWhispers(prompt.thoughts, form, seed) : null,
    thoughtLimit: prompt?.thoughts?.limit ?? Infinity,
    thoughtLeast: prompt?.thoughts?.least ?? 0,
    swerve: options.swerve,
    maxTokens: options.maxTokens,
    pace: options.pace ?? (making.watched ? READING_SPEED : Infinity),
    clock: systemClock,
    vitals: readVitals,
    signal: making.signal,
  });
}

/** What the audience reads before the first word of the mind's own. */
function firstWords(opening: Opening): string {
  switch (opening.kind) {
    case 'raw':
      return opening.text;
    case 'monologue':
      return opening.speech;
    case 'thoughts':
      return '';
  }
}
