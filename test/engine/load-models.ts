/**
 * Loads each model of a list with llama.cpp and lets it speak five tokens:
 * node load-models.ts <file with one path a line> <number of the first>.
 * Before each it says its number, so that who watches knows which one ended it.
 */
import { readFileSync, writeSync } from 'node:fs';
import { getLlama } from 'node-llama-cpp';

const [, , list = '', first = '0'] = process.argv;
const paths = readFileSync(list, 'utf8').split('\n');
const llama = await getLlama({
  gpu: false,
  build: 'never',
  skipDownload: true,
  progressLogs: false,
  logger: () => undefined,
  ramPadding: 0,
});

for (const [i, path] of paths.entries()) {
  if (i < Number(first)) continue;
  writeSync(1, `${i}\n`);
  try {
    await speak(path);
  } catch {
    // To refuse is fine; to take the process along is not.
  }
}
writeSync(1, 'done\n');
process.exit(0);

async function speak(path: string): Promise<void> {
  await using model = await llama.loadModel({
    modelPath: path,
    useMmap: true,
    ignoreMemorySafetyChecks: true,
  });
  await using context = await model.createContext({
    contextSize: 64,
    batchSize: 32,
    threads: 1,
    flashAttention: false,
    failedCreationRemedy: false,
    ignoreMemorySafetyChecks: true,
  });
  const words = model.tokenize('<|im_start|>user\nI am é🜂 x\u0001.<|im_end|>\n', true);
  const prompt = words.length > 0 ? words.slice(0, 30) : model.tokenize('I');
  const spoken = [];
  const options = {
    temperature: 0.8,
    topK: 40,
    topP: 0.95,
    minP: 0.05,
    seed: 1,
    yieldEogToken: true,
  };
  for await (const { token } of context
    .getSequence()
    .evaluateWithMetadata(prompt, { confidence: true }, options)) {
    spoken.push(token);
    model.isEogToken(token);
    model.detokenize(spoken);
    if (spoken.length === 5) break;
  }
}
