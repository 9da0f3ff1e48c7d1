/**
 * What a whole life on the stage takes of memory, beside what the budget says, and whether it
 * reads weights from the disk again, in a control group of little memory.
 *
 *   npm run bench:memory -- --model-path <file> [--context-size 2048] [--kernels ivybridge] [--limit 280]
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
  const end = readings.at(-1)!;
  // The first words are over when a tenth of it is lived, and the prompt long before.
  const begin = readings.find(({ used }) => used > size / 5) ?? end;
  const at = (ms: number): Sample => samples.findLast((sample) => sample.ms <= ms)!;
  const { rss, anonymous } = at(end.ms);
  const peak = Math.max(...samples.map((sample) => sample.rss));
  const budget = memoryNeeded(facts, size);
  const tokens = end.used - begin.used;
  console.log(
    `${size} tokens: RSS ${mb(rss)} at the last (${mb(anonymous)} anonymous), ${mb(peak)} at most, ` +
      `budget ${mb(budget)} (${(budget / rss).toFixed(2)} times)`,
  );
  console.log(
    `  read from the disk: ${((at(end.ms).read - at(begin.ms).read) / tokens / MIB).toFixed(3)} MB a token, ` +
      `${mb(at(begin.ms).read)} before; ${((end.ms - begin.ms) / tokens).toFixed(1)} ms a token`,
  );
}
