import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../src/core/user-error.ts';
import { checkModel } from '../../src/engine/check-model.ts';
import { tinyGguf, type TinyModelOptions } from '../tiny-model.ts';
import { diceOf, mutateGguf } from './mutate-gguf.ts';

// More of them by hand: FUZZ=6000 FUZZ_SEED=1 node --import tsx --test test/engine/check-model-fuzz.test.ts
const MUTATIONS = Number(process.env['FUZZ'] ?? 250);
const FIRST_SEED = Number(process.env['FUZZ_SEED'] ?? 1);

const directory = mkdtempSync(join(tmpdir(), 'fuzz-'));
after(() => {
  rmSync(directory, { recursive: true });
});

const kinds: TinyModelOptions[] = [
  { vocabulary: 'spm' },
  { vocabulary: 'bpe' },
  { architecture: 'qwen2', vocabulary: 'spm' },
  { architecture: 'qwen2', vocabulary: 'bpe' },
  { architecture: 'gpt2', vocabulary: 'bpe' },
];

test('what passes the check never ends the process: llama.cpp loads it or refuses it', () => {
  const models = kinds.map((kind) => tinyGguf({ width: 32, trainedContext: 256, ...kind }));
  const passed: string[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + MUTATIONS; seed++) {
    const dice = diceOf(seed);
    const path = join(directory, `${seed}.gguf`);
    writeFileSync(path, mutateGguf(models[dice(models.length)]!, dice));
    try {
      checkModel(path);
      passed.push(path);
    } catch (error) {
      assert.ok(error instanceof UserError, `seed ${seed}: ${String(error)}`);
      assert.equal(error.exitStatus, 1);
      assert.match(error.message, /^[^\p{Cc}]+$/u);
      rmSync(path);
    }
  }
  assert.ok(passed.length > MUTATIONS / 5, 'most of them are refused: nothing is proven');
  assert.deepEqual(crashes(passed), []);
});

/** Those of the models with which the process that loads them ends before its time. */
function crashes(paths: readonly string[]): string[] {
  const list = join(directory, 'list');
  writeFileSync(list, paths.join('\n'));
  const crashed: string[] = [];
  for (let first = 0; first < paths.length;) {
    const script = fileURLToPath(new URL('load-models.ts', import.meta.url));
    const { stdout, stderr, signal } = spawnSync(
      process.execPath,
      ['--import', 'tsx', script, list, String(first)],
      { encoding: 'utf8' },
    );
    const said = stdout.trimEnd().split('\n');
    if (said.at(-1) === 'done') break;
    const last = Number(said.at(-1));
    assert.ok(said[0] !== '' && last >= first, stderr);
    const why = /.*(ASSERT|terminate|error).*/.exec(stderr)?.[0] ?? '';
    crashed.push(`${paths[last] ?? ''}: ${String(signal)} ${why}`);
    first = last + 1;
  }
  return crashed;
}
