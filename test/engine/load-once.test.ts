import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import {
  getLlama,
  getModuleVersion,
  GgufInsights,
  type Llama,
  LlamaLogLevel,
} from 'node-llama-cpp';
import { forgetVocabulary } from '../../src/engine/forget-vocabulary.ts';
import { KNOWN_VERSION } from '../../src/engine/known-version.ts';
import { loadOnce } from '../../src/engine/load-once.ts';
import { tinyModel } from '../tiny-model.ts';

const log: string[] = [];
const llama: Llama = await getLlama({
  gpu: false,
  build: 'never',
  skipDownload: true,
  progressLogs: false,
  logLevel: LlamaLogLevel.debug,
  logger: (_, message) => log.push(message),
});
after(() => llama.dispose());

interface Loading {
  /** What was simulated meanwhile. */
  readonly simulated: string;
  /** How many texts of tokens JavaScript holds. */
  readonly texts: number;
}

/** Loads a model as if this were the library's version, and makes a context. */
async function loading(version: string): Promise<Loading> {
  log.length = 0;
  loadOnce(GgufInsights, version);
  const model = await llama.loadModel({
    modelPath: await tinyModel(),
    gpuLayers: 0,
    useMmap: true,
    ignoreMemorySafetyChecks: true,
  });
  forgetVocabulary(model, version);
  const context = await model.createContext({
    contextSize: 256,
    batchSize: 32,
    threads: 1,
    flashAttention: false,
    ignoreMemorySafetyChecks: true,
  });
  assert.equal(context.contextSize, 256);
  assert.equal(model.detokenize(model.tokenize(' the rain')), ' the rain');
  const { tokens } = model.fileInfo.metadata.tokenizer.ggml;
  await model.dispose();
  return {
    simulated: log.filter((line) => line.startsWith('Simulating')).join(''),
    texts: tokens.filter((text) => text !== '').length,
  };
}

test('in a version that nobody has looked into, node-llama-cpp does as it likes', async () => {
  const { simulated, texts } = await loading('3.22.1');
  assert.match(simulated, /model resource.*context resource/s);
  assert.ok(texts > 100);
});

test('in the known version a model is loaded once, and its vocabulary kept once', async () => {
  assert.deepEqual(await loading(KNOWN_VERSION), { simulated: '', texts: 0 });
});

test('the known version is the one that is installed', async () => {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  assert.equal(await getModuleVersion(), KNOWN_VERSION);
  assert.equal(dependencies['node-llama-cpp'], KNOWN_VERSION);
});
