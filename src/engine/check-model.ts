import { basename } from 'node:path';
import { UserError } from '../core/user-error.ts';
import { ARCHITECTURES, SPEECHLESS } from './architectures.ts';
import { checkHyperParameters } from './check-hyper-parameters.ts';
import { checkTensors, checkWhole } from './check-tensors.ts';
import { checkTokenizer } from './check-tokenizer.ts';
import { readGguf } from './gguf.ts';
import { GgufError, quote } from './gguf-error.ts';
import { DOWNLOAD_AGAIN, ModelFault } from './model-fault.ts';
import { type ModelFacts, quantizationOf } from './model-facts.ts';
import { ModelMetadata } from './model-metadata.ts';
import { notAGguf } from './not-a-gguf.ts';
import { readBeginning, whyNot } from './open-model-file.ts';
import { partsOf } from './split-model.ts';

export type { ModelFacts } from './model-facts.ts';

/**
 * Checks a model before llama.cpp sees it, which aborts the process on some of
 * what can be wrong with one. Reads the header and the vocabulary, some
 * hundredths of a second, and no weights.
 *
 * @throws UserError in one line: what is wrong, and what to do
 */
export function checkModel(path: string): ModelFacts {
  try {
    const beginning = readBeginning(path);
    if (!/^(GGUF|FUGG)/.test(beginning.toString('latin1'))) throw notAGguf(beginning);
    return examine(path);
  } catch (error) {
    const fault = asFault(error);
    throw new UserError(`${oneLine(path)} ${fault.message}: ${fault.remedy}`);
  }
}

function examine(path: string): ModelFacts {
  const first = readGguf(path);
  const metadata = new ModelMetadata(first);
  checkArchitecture(metadata);
  const parts = partsOf(path, first).map((part) => (part === path ? first : readGguf(part)));
  parts.forEach(checkWhole);
  const tensors = parts.flatMap((part) => part.tensors);
  const { kvBytesPerToken, layers, trainedContext, width, feedForwardWidth, heads } =
    checkHyperParameters(metadata);
  const vocabularySize = checkTokenizer(path, metadata);
  checkTensors(tensors, width, vocabularySize);
  return {
    path,
    name: oneLine(basename(path, '.gguf')),
    family: metadata.text('general.basename') ?? metadata.text('general.name'),
    architecture: metadata.architecture,
    fileBytes: sum(parts.map(({ fileBytes }) => fileBytes)),
    trainedContext,
    learnedPositions: tensors.some(({ name }) => name === 'position_embd.weight'),
    layers,
    kvBytesPerToken,
    vocabularySize,
    width,
    feedForwardWidth,
    heads,
    parameters: sum(tensors.map(({ shape }) => shape.reduce((product, n) => product * n, 1))),
    chatTemplate: metadata.text('tokenizer.chat_template'),
    license: shown(metadata.text('general.license')),
    quantization: quantizationOf(tensors),
  };
}

function checkArchitecture(metadata: ModelMetadata): void {
  const { architecture } = metadata;
  const type = metadata.text('general.type');
  if (type === 'adapter') throw new ModelFault('is a LoRA adapter and no model by itself');
  if (type === 'mmproj') throw new ModelFault(SPEECHLESS.get('clip') ?? '');
  const instead = SPEECHLESS.get(architecture);
  if (instead !== undefined) throw new ModelFault(instead);
  if (architecture === '') {
    throw new ModelFault('does not say what kind of model it is', DOWNLOAD_AGAIN);
  }
  if (!ARCHITECTURES.has(architecture)) {
    throw new ModelFault(`is of a kind that llama.cpp does not know (${quote(architecture)})`);
  }
}

function asFault(error: unknown): ModelFault {
  if (error instanceof ModelFault) return error;
  if (!(error instanceof GgufError)) return whyNot(error);
  switch (error.fault) {
    case 'not-gguf':
    case 'broken':
      return new ModelFault(`has a broken header (${error.message})`, DOWNLOAD_AGAIN);
    case 'cut-short':
      return new ModelFault(`is cut short (${error.message})`, DOWNLOAD_AGAIN);
    case 'big-endian':
      return new ModelFault(
        'is a GGUF for big-endian machines',
        'download the little-endian one, or choose another model with --model-path',
      );
    case 'version':
      return new ModelFault(`cannot be read (${error.message})`);
  }
}

/** What the file says of itself, fit for a terminal; null for nothing. */
function shown(words: string | null): string | null {
  const line = oneLine(words ?? '').trim();
  return line === '' ? null : line;
}

function oneLine(words: string): string {
  return words.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
