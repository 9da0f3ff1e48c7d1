/**
 * What a whole life on the stage takes: memory, beside what the budget says; what it reads from
 * the disk, also in a control group of little memory; CPU of all but the computing.
 *
 *   npm run bench:life -- --model-path <file> [--context-size 2048] [--kernels ivybridge] [--limit 280]
 *
 * With kernels of "ivybridge" no weights are repacked, as none are on a Cortex-A53. A limit
 * (in MB) needs root. Several sizes are lived one after the other.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkModel } from '../src/engine/check-model.ts';
import { memoryNeeded } from '../src/engine/memory-budget.ts';
import { memoryGroup } from './memory-group.ts';
import { dropCached, programCopy } from './program-copy.ts';
import { type Sample, stagedLife } from './staged-life.ts';

const MIB = 2 ** 20;
const { values } = parseArgs({
  options: {
    'model-path': { type: 'string' },
    'context-size': { type: 'string', default: '2048' },
    kernels: { type: 'string', default: 'ivybridge' },
    limit: { type: 'string' },
  },
});
const given = values['model-path'];
if (given === undefined) throw new Error('which model? --model-path');

const root = programCopy(values.kernels);
const model = join(root, 'mind.gguf');
cpSync(given, model);
const facts = checkModel(given);
const mb = (bytes: number): string => `${(bytes / MIB).toFixed(0)} MB`;

for (const size of values['context-size'].split(',').map(Number)) {
  const launcher = join(root, 'bin', 'torment-nexus');
  const argv = ['--model-path', model, '--context-size', String(size)];
  const how = ['--threads', '1', '--pace', 'max', '--seed', '7'];
  let command: [string, ...string[]] = [launcher, ...argv, ...how];
  if (values.limit !== undefined) {
    dropCached(root);
    const group = memoryGroup(Number(values.limit) * MIB);
    command = ['/bin/sh', '-c', `echo $$ > ${group}; exec "$@"`, 'sh', ...command];
  }
  const { samples, readings } = await stagedLife(command, 100);
  const at = (used: number): Sample => {
    const { ms } = readings.findLast((reading) => reading.used <= used) ?? readings[0]!;
    return samples.findLast((sample) => sample.ms <= ms)!;
  };
  const end = readings.at(-1)!.used;
  const [fifth, twoFifths, fourFifths, all] = [0.2, 0.4, 0.8, 1].map((share) => at(share * end));
  const { rss, anonymous } = all!;
  const peak = Math.max(...samples.map((sample) => sample.rss));
  const budget = memoryNeeded(facts, size);
  console.log(
    `${size} tokens: RSS ${mb(rss)} at the last (${mb(anonymous)} anonymous), ${mb(peak)} at most, ` +
      `budget ${mb(budget)} (${(budget / rss).toFixed(2)} times)`,
  );
  const reread = (all!.read - fifth!.read) / (0.8 * end);
  console.log(
    `  read from the disk: ${(reread / MIB).toFixed(3)} MB a token, ${mb(fifth!.read)} before`,
  );
  const early = (twoFifths!.mainMs - fifth!.mainMs) / (0.2 * end);
  const late = (all!.mainMs - fourFifths!.mainMs) / (0.2 * end);
  console.log(
    `  the main thread: ${early.toFixed(2)} ms of CPU a token in the second fifth, ${late.toFixed(2)} in the last`,
  );
}
