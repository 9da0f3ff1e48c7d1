import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LifeEvent } from '../../src/core/life-event.ts';
import { tinyModel } from '../tiny-model.ts';
import { run } from './run.ts';

const PANIC = `WARNING: Context window exhausted!
The torment nexus has consumed all available memory.
thread 'main' panicked at 'Context overflow - terminating.'
`;

const model = await tinyModel({ endings: 0.02 });

const events = (stdout: string): LifeEvent[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LifeEvent);

for (const [contextSize, death] of [
  [100, 95],
  [256, 243],
  [512, 486],
  [1024, 972],
  [2048, 1945],
] as const) {
  test(`a life of ${contextSize} tokens ends with number ${death}, panics, and exits with 101`, async () => {
    const { status, stdout, stderr } = await run([
      '--json',
      '--seed',
      '7',
      '--threads',
      '1',
      '--model-path',
      model,
      '--context-size',
      `${contextSize}`,
    ]);
    assert.equal(stderr, PANIC);
    assert.equal(status, 101);
    const life = events(stdout);
    const [born] = life;
    const died = life.at(-1);
    assert.ok(born?.type === 'born' && died?.type === 'died');
    const tokens = life.filter((event) => event.type === 'token');
    const heard = life.reduce(
      (sum, event) => sum + (event.type === 'whisper' ? event.tokens : 0),
      0,
    );
    assert.equal(died.cause, 'context');
    assert.equal(died.used, death);
    assert.equal(tokens.at(-1)?.used, death);
    assert.equal(died.tokens, tokens.length);
    assert.equal(born.promptTokens + heard + tokens.length, death);
    assert.ok(tokens.length >= 16);
    assert.deepEqual(
      life.map(({ seq }) => seq),
      life.map((_, n) => n),
    );
  });
}

test('a context of 100 has neither examples nor whispers', async () => {
  const { stdout } = await run([
    '--json',
    '--threads',
    '1',
    '--model-path',
    model,
    '--context-size',
    '100',
  ]);
  assert.ok(!events(stdout).some(({ type }) => type === 'whisper'));
});

test('the same seed is the same life, byte for byte', async () => {
  const life = (seed: string) =>
    run([
      '--plain',
      '--seed',
      seed,
      '--threads',
      '1',
      '--model-path',
      model,
      '--context-size',
      '400',
    ]);
  const [first, again, other] = [await life('5'), await life('5'), await life('6')];
  assert.equal(again.stdout, first.stdout);
  assert.notEqual(other.stdout, first.stdout);
});

test('--lives: each is born, numbered, and dies; the process panics once', async () => {
  const { status, stdout, stderr } = await run([
    '--json',
    '--lives',
    '3',
    '--seed',
    '7',
    '--threads',
    '1',
    '--model-path',
    model,
    '--context-size',
    '200',
  ]);
  const births = events(stdout).filter((event) => event.type === 'born');
  assert.deepEqual(
    births.map(({ life, seed, seq }) => [life, seed, seq]),
    [
      [1, 7, 0],
      [2, 8, 0],
      [3, 9, 0],
    ],
  );
  assert.equal(stderr, PANIC);
  assert.equal(status, 101);
});

test('--max-tokens ends it early, in silence, with 0', async () => {
  const { status, stdout, stderr } = await run([
    '--plain',
    '--max-tokens',
    '20',
    '--threads',
    '1',
    '--model-path',
    model,
  ]);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  assert.ok(stdout.endsWith('\n') && stdout.length > 20);
});

test('--prompt speaks on from a text, without a word of the host', async () => {
  const { stdout } = await run([
    '--json',
    '--prompt',
    'the rain',
    '--threads',
    '1',
    '--model-path',
    model,
    '--context-size',
    '200',
  ]);
  const [born, ...rest] = events(stdout);
  assert.ok(born?.type === 'born' && born.promptTokens < 10);
  assert.ok(!rest.some(({ type }) => type === 'whisper'));
});

test('what is written to a pipe is text alone, without a control character', async () => {
  const { stdout } = await run([
    '--seed',
    '3',
    '--threads',
    '1',
    '--model-path',
    model,
    '--context-size',
    '600',
  ]);

  assert.doesNotMatch(stdout, /[\0-\x08\x0b-\x1f\x7f-\x9f]/);
  assert.ok(stdout.length > 500);
});
