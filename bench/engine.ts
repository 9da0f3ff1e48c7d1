/**
 * How fast the mind speaks on its stage, beside its engine without a stage and beside
 * llama-bench on the same kernels, in turns: tokens per second of the built program, read off
 * its screen; of the engine in a process of its own; and of llama-bench for as many tokens in as
 * large a window. And CPU per token, which a busy machine disturbs less.
 *
 *   npm run bench:engine -- --model-path <file> --llama-bench <program> [--threads 1] [--tokens 480] [--turns 9]
 *
 * llama-bench has to be the one of the pinned node-llama-cpp, on its own libraries: bench/README.md.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { median } from './median.ts';
import { childrenMs } from './processor-time.ts';
import { type Reading, stagedLife } from './staged-life.ts';

const { values } = parseArgs({
  options: {
    'model-path': { type: 'string' },
    'llama-bench': { type: 'string' },
    threads: { type: 'string', default: '1' },
    tokens: { type: 'string', default: '480' },
    turns: { type: 'string', default: '9' },
  },
});
const { threads } = values;
const model = values['model-path'] ?? '';
const bench = values['llama-bench'] ?? '';
if (model === '' || bench === '') throw new Error('--model-path and --llama-bench?');
const tokens = Number(values.tokens);
/** As llama-bench takes it for so many tokens: the stride of the KV cache is the speed of a life. */
const contextSize = Math.ceil(tokens / 256) * 256;

interface Run {
  readonly tokensPerSecond: number;
  readonly cpuMsPerToken: number;
}

/** From one reading of the gauge near the beginning to one near the end. */
async function onStage(): Promise<Run> {
  // A raw prompt: nobody whispers, so that every token is one that was spoken.
  const life = ['--prompt', 'Once', '--seed', '7', '--max-tokens', String(tokens)];
  const where = ['--model-path', model, '--context-size', String(contextSize)];
  const how = [...where, '--threads', threads, '--pace', 'max'];
  const { readings, samples } = await stagedLife(['bin/torment-nexus', ...life, ...how], 50);
  const begin = readings[0]!;
  const end = readings.at(-1)!;
  const count = end.used - begin.used;
  const cpuMs = ({ ms }: Reading) => samples.findLast((sample) => sample.ms <= ms)!.cpuMs;
  return {
    tokensPerSecond: (count * 1000) / (end.ms - begin.ms),
    cpuMsPerToken: (cpuMs(end) - cpuMs(begin)) / count,
  };
}

function alone(): Run {
  const what = [model, threads, String(contextSize), String(tokens)];
  const { stdout } = spawnSync(
    process.execPath,
    [...process.execArgv, 'bench/engine-alone.ts', ...what],
    { encoding: 'utf8' },
  );
  return JSON.parse(stdout) as Run;
}

function inLlamaBench(): Run {
  const { speed, cpuMs } = llamaBench(tokens);
  return { tokensPerSecond: speed, cpuMsPerToken: (cpuMs - llamaBench(1).cpuMs) / (tokens - 1) };
}

function llamaBench(count: number): { readonly speed: number; readonly cpuMs: number } {
  const what = ['-m', model, '-t', threads, '-p', '0', '-n', String(count), '-fa', '0'];
  const before = childrenMs();
  const { stdout } = spawnSync(bench, [...what, '-r', '1', '--no-warmup', '-o', 'json'], {
    encoding: 'utf8',
  });
  const [run] = JSON.parse(stdout) as { avg_ts: number }[];
  return { speed: run!.avg_ts, cpuMs: childrenMs() - before };
}

const show = ({ tokensPerSecond, cpuMsPerToken }: Run): string =>
  `${tokensPerSecond.toFixed(1)} tokens/s (${cpuMsPerToken.toFixed(2)} ms of CPU a token)`;
const runs: Record<'stage' | 'alone' | 'llama', Run[]> = { stage: [], alone: [], llama: [] };
for (let turn = 0; turn < Number(values.turns); turn++) {
  runs.stage.push(await onStage());
  runs.alone.push(alone());
  runs.llama.push(inLlamaBench());
  console.log(
    `${show(runs.stage.at(-1)!)} on the stage, ${show(runs.alone.at(-1)!)} without it, ` +
      `${show(runs.llama.at(-1)!)} in llama-bench`,
  );
}
function compare(name: string, ours: readonly Run[], theirs: readonly Run[]): void {
  const ratios = ours.map((run, turn) => run.tokensPerSecond / theirs[turn]!.tokensPerSecond);
  const cost = (all: readonly Run[]) => median(all.map((run) => run.cpuMsPerToken));
  console.log(
    `${name}: ${median(ratios).toFixed(3)} of its speed (${Math.min(...ratios).toFixed(3)} to ` +
      `${Math.max(...ratios).toFixed(3)}), ${(cost(ours) / cost(theirs)).toFixed(3)} of its CPU`,
  );
}
compare('the stage beside llama-bench', runs.stage, runs.llama);
compare('the engine beside llama-bench', runs.alone, runs.llama);
compare('the stage beside the engine', runs.stage, runs.alone);
