import type { Llama, LlamaModel } from 'node-llama-cpp';
import { UserError } from '../core/user-error.ts';
import { type ChatFormat, chatFormat, PAGE } from './chat-format.ts';
import type { Engine, Mind, Opening, Sampling } from './engine.ts';
import { forgetVocabulary } from './forget-vocabulary.ts';
import { loadOnce } from './load-once.ts';

export interface LlamaEngineOptions {
  /** A GGUF that has passed `checkModel`. */
  readonly modelPath: string;
  /** The model's own name. */
  readonly model: string;
  /** Its chat template, in Jinja; null for a base model. */
  readonly chatTemplate: string | null;
  /** Tokens of the context window that each mind gets. */
  readonly contextSize: number;
  /** Compute threads. */
  readonly threads: number;
  /** Layers to be offloaded where there is a GPU. */
  readonly gpuLayers: number;
  readonly now: () => number;
  /** Called with 0 to 1 while the model loads. */
  readonly onProgress: (progress: number) => void;
}

/** What `onLoadProgress` begins at: node-llama-cpp counts its own preparations as the part before. */
const PREPARED = 0.29;

/**
 * Loads a model with llama.cpp.
 *
 * @throws UserError when llama.cpp cannot load it
 */
export async function loadLlamaEngine(options: LlamaEngineOptions): Promise<Engine> {
  // It reads CI, for its own logs, and throws at values such as "" and "yes".
  delete process.env['CI'];
  // Only now: the import costs more than everything before the first frame.
  const { getLlama, getModuleVersion, GgufInsights, LlamaLogLevel } =
    await import('node-llama-cpp');
  const version = await getModuleVersion();
  loadOnce(GgufInsights, version);
  const complaints: string[] = [];
  const llama = await getLlama({
    gpu: options.gpuLayers > 0 ? 'auto' : false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    ramPadding: 0,
    // Without a logger its lines would tear the screen.
    logger: (level, message) => {
      if (level === LlamaLogLevel.error || level === LlamaLogLevel.fatal)
        complaints.push(message.trim());
    },
  });
  let loaded: LlamaModel;
  try {
    loaded = await llama.loadModel({
      modelPath: options.modelPath,
      gpuLayers: options.gpuLayers,
      useMmap: true,
      ignoreMemorySafetyChecks: true,
      onLoadProgress: (progress) => {
        options.onProgress(Math.max(0, (progress - PREPARED) / (1 - PREPARED)));
      },
    });
  } catch (error) {
    await llama.dispose();
    const reason = complaints.at(0) ?? (error as Error).message;
    throw new UserError(
      `llama.cpp cannot load ${options.modelPath} (${oneLine(reason)}): try another GGUF with --model-path`,
    );
  }
  forgetVocabulary(loaded, version);
  const { bosString, eosString } = loaded.tokens;
  let format: ChatFormat;
  try {
    format = chatFormat(options.chatTemplate, { bos: bosString ?? '', eos: eosString ?? '' });
  } catch (error) {
    await llama.dispose();
    throw new UserError(
      `cannot speak to ${options.model} in its own chat template (${oneLine((error as Error).message)}): give it a text to go on from with --prompt`,
    );
  }
  return new LlamaEngine(options, llama, loaded, format);
}

class LlamaEngine implements Engine {
  readonly model: string;
  readonly #options: LlamaEngineOptions;
  readonly #llama: Llama;
  readonly #loaded: LlamaModel;
  readonly #format: ChatFormat;

  constructor(options: LlamaEngineOptions, llama: Llama, loaded: LlamaModel, format: ChatFormat) {
    this.model = options.model;
    this.#options = options;
    this.#llama = llama;
    this.#loaded = loaded;
    this.#format = format;
  }

  async cost(opening: Opening): Promise<number> {
    const { promptTokens } = await import('./prompt-tokens.ts');
    return promptTokens(this.#loaded, this.#formatOf(opening), opening).length;
  }

  async conceive(opening: Opening, sampling: Sampling, seed: number): Promise<Mind> {
    const { LlamaMind, BATCH_SIZE } = await import('./llama-mind.ts');
    const { contextSize, threads, now } = this.#options;
    const context = await this.#loaded.createContext({
      contextSize,
      batchSize: BATCH_SIZE,
      threads,
      // 10 to 13 % slower at depth 1500 on a CPU.
      flashAttention: false,
      // It would try again with a smaller window, which is not what was asked for.
      failedCreationRemedy: false,
      ignoreMemorySafetyChecks: true,
    });
    return new LlamaMind({
      model: this.#loaded,
      context,
      format: this.#formatOf(opening),
      opening,
      sampling,
      seed,
      now,
    });
  }

  #formatOf(opening: Opening): ChatFormat {
    return opening.kind === 'thoughts' && opening.form === 'page' ? PAGE : this.#format;
  }

  async dispose(): Promise<void> {
    await this.#loaded.dispose();
    await this.#llama.dispose();
  }
}

/** The reason alone, without the names of the functions that pass it on. */
function oneLine(message: string): string {
  const [line = ''] = message.split('\n', 1);
  return line
    .replace(/^(\w+: )+|error loading model: /g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
