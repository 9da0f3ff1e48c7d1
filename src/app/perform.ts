import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { systemClock } from '../core/clock.ts';
import type { LifeEvent } from '../core/life-event.ts';
import { PANIC_LINES } from '../core/panic-lines.ts';
import { UserError } from '../core/user-error.ts';
import { checkModel } from '../engine/check-model.ts';
import type { Engine, Opening, Sampling } from '../engine/engine.ts';
import { loadLlamaEngine } from '../engine/llama-engine.ts';
import { checkContextSize } from '../engine/memory-budget.ts';
import { admit, type Audience } from './audience.ts';
import type { Options } from './command-line.ts';
import { findModel } from './find-model.ts';
import { findPrompt } from './find-prompt.ts';
import { type Interruption, listenForInterruption } from './interruption.ts';
import { live } from './life.ts';
import { machineMemory } from './machine-memory.ts';
import { begin, beginRaw } from './opening.ts';
import { write } from './output.ts';
import { DEFAULT_SAMPLING, type Prompt } from './prompt.ts';
import { readPrompt } from './prompt-file.ts';
import { readVitals } from './vitals.ts';
import { drawWhispers } from './whispers.ts';

/** Tokens per second at which a person reads along, some 240 words a minute. */
const READING_SPEED = 5;

/** The death that the piece is made for ends as a panic of Rust does. */
const EXIT_STATUS_OF_PANIC = 101;

/**
 * Performs: loads the mind, and lives it as often as asked.
 *
 * @returns the exit status
 * @throws UserError when it cannot begin or something breaks
 */
export async function perform(options: Options): Promise<number> {
  // Everything that can be wrong with what was asked for is found before anything is drawn.
  const prompt = options.prompt === null ? readPrompt(findPrompt(options.promptFile)) : null;
  const found = findModel(options.modelPath);
  const facts = checkModel(found.path);
  const memory = machineMemory();
  checkContextSize(facts, options.contextSize, memory.available);

  let audience: Audience | null = null;
  const interruption = listenForInterruption((exitStatus) => {
    process.exit(exitStatus);
  });
  audience = await admit(options, interruption);
  try {
    audience.loading(0, facts.name);
    // The first reading takes half a second to see a load: it is over before the birth.
    void readVitals();
    const engine = await Promise.race([
      loadLlamaEngine({
        modelPath: found.path,
        model: facts.name,
        chatTemplate: facts.chatTemplate,
        contextSize: options.contextSize,
        threads: options.threads ?? Math.max(1, availableParallelism() - 1),
        gpuLayers: options.gpuLayers,
        now: systemClock.now,
        onProgress: (progress) => {
          audience.loading(progress, facts.name);
        },
      }),
      aborted(interruption.signal),
    ]);
    if (engine === null) return interruption.exitStatus();

    let last: LifeEvent | null = null;
    for (let life = 1; life <= options.lives && !interruption.signal.aborted; life++) {
      for await (const event of await oneLife(engine, life)) {
        await audience.show(event);
        last = event;
      }
    }
    await engine.dispose();
    await audience.leave();
    return await exitStatus(last, interruption);
  } finally {
    await audience.leave();
  }

  async function oneLife(engine: Engine, life: number): Promise<AsyncIterable<LifeEvent>> {
    // Each life of a row is another one, and each can be told again by itself.
    const seed = options.seed === null ? randomInt(2 ** 32) : (options.seed + life - 1) % 2 ** 32;
    const knowledge = {
      memory: megabytes(memory.total),
      cores: availableParallelism(),
      context: options.contextSize,
      life,
    };
    const { opening, whispers } =
      prompt === null
        ? await beginRaw(engine, options.prompt ?? '', options.contextSize)
        : await begin(engine, prompt, knowledge, options.contextSize);
    return live({
      born: {
        life,
        model: engine.model,
        modelSource: found.source,
        contextSize: options.contextSize,
        seed,
        prompt: prompt?.title ?? '--prompt',
        opening: firstWords(opening),
        whisperStyle: prompt?.thoughts?.shown ?? 'pause',
        memory: memory.total,
      },
      mind: await engine.conceive(opening, sampling(prompt), seed),
      whispers: whispers && prompt?.thoughts ? drawWhispers(prompt.thoughts, seed) : null,
      thoughtLimit: prompt?.thoughts?.limit ?? Infinity,
      maxTokens: options.maxTokens,
      pace:
        options.pace ??
        (options.output === null && process.stdout.isTTY ? READING_SPEED : Infinity),
      clock: systemClock,
      vitals: readVitals,
      signal: interruption.signal,
    });
  }

  function sampling(prompt: Prompt | null): Sampling {
    return { ...(prompt?.sampling ?? DEFAULT_SAMPLING), ...options.sampling };
  }
}

/** @throws UserError when the last life ended by an error */
async function exitStatus(last: LifeEvent | null, interruption: Interruption): Promise<number> {
  if (last?.type !== 'died') return interruption.exitStatus();
  switch (last.cause) {
    case 'context':
      await write(process.stderr, `${PANIC_LINES.join('\n')}\n`);
      return EXIT_STATUS_OF_PANIC;
    case 'limit':
      return 0;
    case 'quit':
    case 'signal':
      return interruption.exitStatus();
    case 'error':
      throw new UserError(`the engine failed: ${last.message ?? 'it did not say why'}`);
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(null);
    });
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

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
