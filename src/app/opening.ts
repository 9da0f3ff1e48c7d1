import { lastToken } from '../core/act.ts';
import { UserError } from '../core/user-error.ts';
import type { Engine, Example, Form, Opening } from '../engine/engine.ts';
import { fill, type Knowledge, type Prompt } from './prompt.ts';
import { whisperOf } from './whispers.ts';

/** A whisper that would leave the mind fewer tokens than this to live is not given. */
export const LAST_BREATH = 16;

/** Tokens of life that a row of thoughts needs: less, and the host would say most of it. */
const ROOM_FOR_THOUGHTS = 128;

/** How a life begins that has only so many tokens. */
export interface Beginning {
  readonly opening: Opening;
  /** Whether the host will whisper. */
  readonly whispers: boolean;
}

/**
 * What a mind is told at its birth. A small context cannot afford everything:
 * examples beyond a quarter of it are left out, then the whispers; the text of
 * the prompt is never cut.
 *
 * @param contextSize the whole window, in tokens
 * @throws UserError when the prompt leaves no room to live
 */
export async function begin(
  engine: Engine,
  prompt: Prompt,
  form: Form,
  knowledge: Knowledge,
  contextSize: number,
): Promise<Beginning> {
  const system = fill(prompt.system, { ...knowledge });
  const monologue: Opening = { kind: 'monologue', system, speech: prompt.speech };
  const room =
    lastToken(contextSize) - (await roomFor(engine, monologue, contextSize, prompt.title));
  if (prompt.thoughts === null || room < ROOM_FOR_THOUGHTS)
    return { opening: monologue, whispers: false };

  const bare: Opening = { kind: 'thoughts', form, system, examples: [] };
  const afford = (await engine.cost(bare)) + contextSize / 4;
  const examples: Example[] = [];
  for (const { subject, thought } of prompt.thoughts.examples) {
    const more = [...examples, { whisper: whisperOf(prompt.thoughts, form, subject), thought }];
    if ((await engine.cost({ ...bare, examples: more })) > afford) break;
    examples.push(...more.slice(examples.length));
  }
  return { opening: { ...bare, examples }, whispers: true };
}

/** The life that goes on from a raw text. @throws UserError as {@link begin} does */
export async function beginRaw(
  engine: Engine,
  text: string,
  contextSize: number,
): Promise<Beginning> {
  const opening: Opening = { kind: 'raw', text };
  await roomFor(engine, opening, contextSize, '--prompt');
  return { opening, whispers: false };
}

async function roomFor(
  engine: Engine,
  opening: Opening,
  contextSize: number,
  title: string,
): Promise<number> {
  const tokens = await engine.cost(opening);
  if (tokens + LAST_BREATH <= lastToken(contextSize)) return tokens;
  const needed = Math.ceil(((tokens + LAST_BREATH) * 100) / 95);
  throw new UserError(
    `the prompt "${title}" has ${tokens} tokens and leaves no life in a context of ${contextSize}: ` +
      `shorten it, or give it --context-size ${needed} or more`,
  );
}
