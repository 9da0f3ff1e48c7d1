/**
 * The engine by itself, in a process of its own, for bench/engine.ts: speaks, and says how fast.
 *
 *   node --import tsx bench/engine-alone.ts <model> <threads> <context size> <tokens>
 */
import { presetFor } from '../src/app/presets.ts';
import { checkModel } from '../src/engine/check-model.ts';
import { loadLlamaEngine } from '../src/engine/llama-engine.ts';

const [modelPath = '', threads, contextSize, tokens] = process.argv.slice(2);
const facts = checkModel(modelPath);
const engine = await loadLlamaEngine({
  modelPath,
  model: facts.name,
  chatTemplate: null,
  contextSize: Number(contextSize),
  threads: Number(threads),
  gpuLayers: 0,
  now: () => performance.now(),
  onProgress: () => undefined,
});
const mind = await engine.conceive({ kind: 'raw', text: 'Once' }, presetFor(facts).sampling, 7);
await Array.fromAsync(mind.read());
// The first token is that of every beginning.
await mind.speak(false);
const begin = performance.now();
const cpu = process.cpuUsage();
for (let token = 1; token < Number(tokens); token++) await mind.speak(false);
const { user, system } = process.cpuUsage(cpu);
const count = Number(tokens) - 1;
console.log(
  JSON.stringify({
    tokensPerSecond: (count * 1000) / (performance.now() - begin),
    cpuMsPerToken: (user + system) / 1000 / count,
  }),
);
process.exit(0);
