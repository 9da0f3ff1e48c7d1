import { UserError } from '../core/user-error.ts';
import type { ModelFacts } from './model-facts.ts';

/** What the memory of a life depends on. */
export type ModelSize = Pick<
  ModelFacts,
  | 'name'
  | 'fileBytes'
  | 'trainedContext'
  | 'learnedPositions'
  | 'kvBytesPerToken'
  | 'vocabularySize'
  | 'width'
  | 'feedForwardWidth'
  | 'heads'
>;

const MIB = 2 ** 20;

// Measured on x64 as the RSS of the piece on its stage (120×33) at the last token of a life,
// Node 24.21 with the launcher's flags, kernels that repack no weights, as on the Cortex-A53
// (npm run bench:life). Without the stage (--plain, --json) it is some 15 MB less. Weights that
// llama.cpp repacks for newer processors come on top.

/** Node and the app, before anything of a model or a stage: what this process holds when the question is asked. */
const NODE_BYTES = 59 * MIB;
/** llama.cpp without a model (14 MiB), Ink, and what JavaScript keeps. */
const APP_BYTES = 47 * MIB;
/** For each token of the vocabulary, its text and merges. */
const BYTES_PER_VOCABULARY_TOKEN = 260;

/** Tokens that are read at once. */
const BATCH = 32;
const BYTES_OF_F32 = 4;
/** llama.cpp rounds a context up to a multiple of this. */
const CONTEXT_STEP = 256;
/** Beyond it llama.cpp's own arithmetic ends. */
const MOST_TOKENS = 2 ** 30;

/** What a life needs in memory, part by part, in bytes of RSS. */
export interface MemoryBudget {
  /** Mapped from the file: under pressure the kernel may drop and read them again. */
  readonly weights: number;
  /** The KV cache. */
  readonly cache: number;
  /** Buffers to compute in. */
  readonly compute: number;
  /** The vocabulary, natively and in JavaScript. */
  readonly vocabulary: number;
  /** Node, llama.cpp, Ink and the app. */
  readonly program: number;
}

/** @param contextSize tokens */
export function memoryBudget(facts: ModelSize, contextSize: number): MemoryBudget {
  const context = Math.ceil(contextSize / CONTEXT_STEP) * CONTEXT_STEP;
  return {
    weights: facts.fileBytes,
    cache: context * facts.kvBytesPerToken,
    compute: computeBytes(facts, context),
    vocabulary: facts.vocabularySize * BYTES_PER_VOCABULARY_TOKEN,
    program: NODE_BYTES + APP_BYTES,
  };
}

/**
 * What a life needs in memory, all told: the weights, the KV cache, the buffers
 * to compute in, and the app.
 *
 * @param contextSize tokens
 * @returns bytes of RSS, the mapped weights among them
 */
export function memoryNeeded(facts: ModelSize, contextSize: number): number {
  const { weights, cache, compute, vocabulary, program } = memoryBudget(facts, contextSize);
  return weights + cache + compute + vocabulary + program;
}

/** The logits have a row for each of these tokens too, but only those of the last are ever touched. */
function computeBytes(facts: ModelSize, context: number): number {
  const layer = facts.heads * context + 4 * facts.width + 2 * facts.feedForwardWidth;
  return BYTES_OF_F32 * (BATCH * layer + 2 * facts.vocabularySize);
}

/**
 * The largest context window that fits, a multiple of 256 tokens unless the
 * model itself has fewer positions; 0 when not even the weights fit.
 *
 * @param availableBytes what is free for this process beside what it holds already
 */
export function largestContext(facts: ModelSize, availableBytes: number): number {
  const fits = (steps: number) => stillNeeded(facts, steps * CONTEXT_STEP) <= availableBytes;
  let fitting = 0;
  let tooMany = MOST_TOKENS / CONTEXT_STEP + 1;
  while (tooMany - fitting > 1) {
    const middle = Math.floor((fitting + tooMany) / 2);
    if (fits(middle)) fitting = middle;
    else tooMany = middle;
  }
  const tokens = fitting * CONTEXT_STEP;
  return facts.learnedPositions ? Math.min(tokens, facts.trainedContext) : tokens;
}

/**
 * Checks that a life of this many tokens can be lived.
 *
 * @param contextSize tokens
 * @param availableBytes what is free for this process beside what it holds already
 * @throws UserError that says what would fit
 */
export function checkContextSize(
  facts: ModelSize,
  contextSize: number,
  availableBytes: number,
): void {
  if (facts.learnedPositions && contextSize > facts.trainedContext) {
    throw new UserError(
      `${facts.name} has learned ${tokens(facts.trainedContext)} and cannot hold ${contextSize}: try --context-size ${facts.trainedContext}`,
    );
  }
  const needed = stillNeeded(facts, contextSize);
  if (needed <= availableBytes && contextSize <= MOST_TOKENS) return;
  const largest = largestContext(facts, availableBytes);
  const remedy =
    largest === 0
      ? 'choose a smaller model with --model-path'
      : largest > facts.trainedContext
        ? `take --context-size ${facts.trainedContext}, for which it was trained`
        : `at most --context-size ${largest} fits`;
  throw new UserError(
    `${facts.name} with a context of ${tokens(contextSize)} needs ${megabytes(needed)} of memory, and ${megabytes(availableBytes)} are free: ${remedy}`,
  );
}

/** What is needed beside what Node holds already, in bytes. */
export function stillNeeded(facts: ModelSize, contextSize: number): number {
  return memoryNeeded(facts, contextSize) - NODE_BYTES;
}

function tokens(count: number): string {
  return count === 1 ? '1 token' : `${count} tokens`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / MIB)} MB`;
}
