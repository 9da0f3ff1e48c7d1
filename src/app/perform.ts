import { availableParallelism } from 'node:os';
import { systemClock } from '../core/clock.ts';
import type { LifeEvent } from '../core/life-event.ts';
import { PANIC_LINES } from '../core/panic-lines.ts';
import { UserError } from '../core/user-error.ts';
import { oneLine } from '../core/visible.ts';
import { checkModel } from '../engine/check-model.ts';
import { loadLlamaEngine } from '../engine/llama-engine.ts';
import { checkContextSize } from '../engine/memory-budget.ts';
import type { ModelFacts } from '../engine/model-facts.ts';
import { admit, type Audience } from './audience.ts';
import type { Options } from './command-line.ts';
import { fetchModel } from './fetch-model.ts';
import { findModel, type FoundModel, type RemoteChoice } from './find-model.ts';
import { findPrompt } from './find-prompt.ts';
import { type Interruption, listenForInterruption } from './interruption.ts';
import { machineMemory } from './machine-memory.ts';
import { modelPlaces } from './model-places.ts';
import { oneLife } from './one-life.ts';
import { complain } from './output.ts';
import { presetFor } from './presets.ts';
import { spareMemory } from './spare-memory.ts';
import { readVitals } from './vitals.ts';

/** The death that the piece is made for ends as a panic of Rust does. */
const EXIT_STATUS_OF_PANIC = 101;

/** A model that can live here. */
interface Candidate {
  readonly found: FoundModel;
  readonly facts: ModelFacts;
}

/**
 * Performs: loads the mind, and lives it as often as asked.
 *
 * @returns the exit status
 * @throws UserError when it cannot begin or something breaks
 */
export async function perform(options: Options): Promise<number> {
  // What can be wrong with what was asked for is found before anything is drawn.
  const promptFile = options.prompt === null ? findPrompt(options.promptFile) : null;
  const memory = machineMemory();
  const places = modelPlaces(options.modelsDir, process.env);
  const choice = findModel(options, places);

  const interruption = listenForInterruption((exitStatus) => {
    process.exit(exitStatus);
  });
  const { signal } = interruption;
  const audience = await admit(options, interruption);
  // However the process ends, the terminal is whole: leaving is done when the call returns.
  process.once('exit', () => {
    void audience.leave();
  });
  process.once('uncaughtException', (error) => {
    void audience.leave();
    process.stderr.write(`torment-nexus: ${oneLine(error.message)}\n`);
    process.exit(1);
  });
  try {
    // Only now are prompt and model read: each takes a slow machine longer than the first frame.
    const prompt =
      promptFile === null ? null : (await import('./prompt-file.ts')).readPrompt(promptFile);
    const mind = choice.kind === 'remote' ? await download(choice, audience) : candidate(choice);
    if (mind === null) return interruption.exitStatus();
    audience.loading(0, mind.facts.name);
    // The first reading imports what the others need: it is over before the birth.
    void readVitals();
    const engine = await Promise.race([load(mind, audience), aborted(signal)]);
    if (engine === null) return interruption.exitStatus();
    spareMemory();

    let last: LifeEvent | null = null;
    for (let life = 1; life <= options.lives && !signal.aborted; life++) {
      const events = await oneLife({
        options,
        engine,
        modelSource: mind.found.source,
        preset: presetFor(mind.facts),
        prompt,
        memory: memory.total,
        life,
        before: last?.type === 'died' ? last : null,
        watched: audience.watches,
        signal,
      });
      for await (const event of events) {
        await audience.show(event);
        last = event;
      }
      if (last?.type === 'died' && last.cause === 'error') break;
    }
    // The engine is not disposed of: that may wait for ever, and the process ends here.
    await audience.leave();
    return await exitStatus(last, interruption);
  } finally {
    await audience.leave();
  }

  function candidate(found: FoundModel): Candidate {
    const facts = checkModel(found.path);
    checkContextSize(facts, options.contextSize, memory.available);
    return { found, facts };
  }

  /** Null where somebody left while it was on its way. */
  async function download(choice: RemoteChoice, audience: Audience): Promise<Candidate | null> {
    try {
      const onProgress = audience.fetching.bind(audience);
      return candidate(await fetchModel(choice, places, { signal, onProgress }));
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }

  function load({ found, facts }: Candidate, audience: Audience) {
    return loadLlamaEngine({
      modelPath: found.path,
      model: facts.name,
      // Nobody chats with a mind that speaks on from a raw text.
      chatTemplate: promptFile === null ? null : facts.chatTemplate,
      contextSize: options.contextSize,
      threads: options.threads ?? Math.max(1, availableParallelism() - 1),
      gpuLayers: options.gpuLayers,
      now: systemClock.now,
      onProgress: (progress) => {
        audience.loading(progress, facts.name);
      },
    });
  }
}

/** @throws UserError when the last life ended by an error */
async function exitStatus(last: LifeEvent | null, interruption: Interruption): Promise<number> {
  // Somebody who leaves during the collapse has left.
  if (last?.type !== 'died' || interruption.signal.aborted) return interruption.exitStatus();
  switch (last.cause) {
    case 'context':
      await complain(PANIC_LINES.join('\n'));
      return EXIT_STATUS_OF_PANIC;
    case 'limit':
      return 0;
    case 'quit':
    case 'signal':
      return interruption.exitStatus();
    case 'error':
      throw new UserError(
        `llama.cpp failed in mid-life (${last.message ?? 'it did not say why'}): start again; if it fails again, take another model with --model-path`,
      );
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => {
      resolve(null);
    });
  });
}
