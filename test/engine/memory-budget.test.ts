import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/core/user-error.ts';
import { checkContextSize, largestContext, memoryNeeded } from '../../src/engine/memory-budget.ts';
import type { ModelFacts } from '../../src/engine/model-facts.ts';

const MIB = 2 ** 20;

/** SmolLM2-135M-Instruct in Q4_1, as `checkModel` reads it. */
const smollm2: ModelFacts = {
  path: 'smollm2.gguf',
  name: 'SmolLM2',
  family: 'smollm2',
  architecture: 'llama',
  fileBytes: 98_362_432,
  trainedContext: 8192,
  learnedPositions: false,
  layers: 30,
  kvBytesPerToken: 23_040,
  vocabularySize: 49_152,
  width: 576,
  feedForwardWidth: 1536,
  heads: 9,
  parameters: 134_515_008,
  chatTemplate: null,
  license: null,
  quantization: 'Q4_1',
};
const gpt2: ModelFacts = {
  ...smollm2,
  name: 'GPT-2',
  learnedPositions: true,
  trainedContext: 1024,
};

function complaint(check: () => void): string {
  try {
    check();
  } catch (error) {
    assert.ok(error instanceof UserError);
    assert.equal(error.exitStatus, 1);
    return error.message;
  }
  throw new assert.AssertionError({ message: 'it passed' });
}

/** The embedded mind. */
const embedded: ModelFacts = {
  ...smollm2,
  name: 'torment-nexus-5m',
  fileBytes: 5767680,
  kvBytesPerToken: 3072,
  vocabularySize: 4096,
  width: 256,
  feedForwardWidth: 672,
  heads: 4,
};

// RSS at the last token of a life on the stage: npm run bench:life, with the ivybridge kernels.
for (const [facts, contextSize, measured] of [
  [smollm2, 512, 221],
  [smollm2, 2048, 258],
  [smollm2, 4096, 307],
  [embedded, 512, 114],
  [embedded, 2048, 117],
  [embedded, 4096, 124],
] as const) {
  test(`is within 5 % of what ${facts.name} took at ${contextSize} tokens`, () => {
    const needed = memoryNeeded(facts, contextSize) / MIB;
    assert.ok(Math.abs(needed / measured - 1) < 0.05, `${needed} MB, measured ${measured}`);
  });
}

test('a context is rounded up to 256 tokens, as llama.cpp does', () => {
  assert.equal(memoryNeeded(smollm2, 1), memoryNeeded(smollm2, 256));
  assert.ok(memoryNeeded(smollm2, 257) > memoryNeeded(smollm2, 256));
});

test('the largest context fits, and the next one does not', () => {
  for (const available of [190, 250, 300, 1000, 8000].map((mib) => mib * MIB)) {
    const largest = largestContext(smollm2, available);
    assert.equal(largest % 256, 0);
    assert.ok(largest > 0);
    checkContextSize(smollm2, largest, available);
    assert.throws(() => {
      checkContextSize(smollm2, largest + 1, available);
    }, UserError);
  }
});

test('too large a context is refused with the one that fits', () => {
  const largest = largestContext(smollm2, 300 * MIB);
  assert.match(
    complaint(() => {
      checkContextSize(smollm2, 100_000, 300 * MIB);
    }),
    new RegExp(`needs \\d+ MB .* 300 MB are free: at most --context-size ${largest} fits$`),
  );
});

test('where not even the weights fit, another model is the only way', () => {
  assert.equal(largestContext(smollm2, 50 * MIB), 0);
  const message = complaint(() => {
    checkContextSize(smollm2, 100, 50 * MIB);
  });
  assert.match(message, /choose a smaller model/);
});

test('learned positions end where they were learned, rotated ones do not', () => {
  assert.equal(largestContext(gpt2, 8000 * MIB), 1024);
  checkContextSize(gpt2, 1024, 8000 * MIB);
  const message = complaint(() => {
    checkContextSize(gpt2, 1025, 8000 * MIB);
  });
  assert.match(message, /has learned 1024 tokens .* --context-size 1024$/);
  checkContextSize(smollm2, 10_000, 8000 * MIB);
});

test('a system that does not say what is free is trusted, up to what llama.cpp can count', () => {
  checkContextSize(smollm2, 100_000, Infinity);
  assert.throws(() => {
    checkContextSize({ ...smollm2, kvBytesPerToken: 0 }, 2 ** 31, Infinity);
  }, UserError);
});
