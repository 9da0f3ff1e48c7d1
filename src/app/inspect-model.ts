import { UserError } from '../core/user-error.ts';
import { checkModel, type ModelFacts } from '../engine/check-model.ts';
import { readGguf } from '../engine/gguf.ts';
import { checkContextSize, largestContext, memoryBudget } from '../engine/memory-budget.ts';
import { ModelMetadata } from '../engine/model-metadata.ts';
import { formatModelUri, parseModelUri } from '../engine/model-uri.ts';
import { megabytes } from './bytes.ts';
import { namedFile } from './find-model.ts';
import { hang } from './hang.ts';
import { machineMemory } from './machine-memory.ts';
import { budgetRows } from './memory-table.ts';
import type { ModelPlaces } from './model-places.ts';
import { table } from './table.ts';

/**
 * What a model is, from its header, and what it would cost here.
 *
 * @param model a file, an address, or a name as `model list` writes it
 * @param contextSize tokens
 * @throws UserError where it is not here, or could not live anywhere
 */
export function inspectModel(model: string, places: ModelPlaces, contextSize: number): string {
  const facts = checkModel(locate(model, places));
  const metadata = new ModelMetadata(readGguf(facts.path));
  const tokenizer = [
    metadata.text('tokenizer.ggml.model'),
    metadata.text('tokenizer.ggml.pre'),
  ].filter((name) => name !== null);
  return [
    `${facts.name}\n`,
    table([
      ['file', facts.path],
      ['size', megabytes(facts.fileBytes)],
      ['architecture', `${facts.architecture}, ${facts.layers} layers of ${facts.width}`],
      ['parameters', count(facts.parameters)],
      ['quantization', facts.quantization],
      ['tokenizer', `${tokenizer.join(', ')}, ${facts.vocabularySize.toLocaleString('en')} tokens`],
      ['context', `${facts.trainedContext} tokens${facts.learnedPositions ? ', and no more' : ''}`],
      ['chat template', chatTemplate(facts)],
      ['licence', facts.license ?? 'the file does not say'],
    ]),
    `\nHere, with --context-size ${contextSize}\n`,
    table(budgetRows(memoryBudget(facts, contextSize)), { right: [1] }),
    hang('  ', verdict(facts, contextSize), 2),
  ].join('');
}

function locate(model: string, places: ModelPlaces): string {
  const uri = parseModelUri(model);
  if (uri === null) return namedFile(model, places);
  const path = places.store.find(places.hub, uri);
  if (path !== null) return path;
  const name = formatModelUri(uri);
  throw new UserError(`${name} has not been downloaded: run torment-nexus model pull ${name}`);
}

function chatTemplate({ chatTemplate: template }: ModelFacts): string {
  if (template === null) return 'none: a base model, which is told things as plain text';
  return template.includes('<|im_start|>') ? 'ChatML' : 'its own';
}

function verdict(facts: ModelFacts, contextSize: number): string {
  const { available } = machineMemory();
  try {
    checkContextSize(facts, contextSize, available);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  const { trainedContext } = facts;
  const free =
    available === Infinity
      ? 'This system does not say how much memory is free'
      : `${megabytes(available)} are free: it fits`;
  if (contextSize > trainedContext) {
    return `${free}, but it was trained for ${trainedContext} tokens: beyond them it speaks nonsense.`;
  }
  const largest = largestContext(facts, available);
  return largest < trainedContext
    ? `${free}, with up to ${largest} of the ${trainedContext} tokens that it was trained for.`
    : `${free}, with all ${trainedContext} tokens that it was trained for.`;
}

/** "135 million". */
function count(parameters: number): string {
  const [size, unit] = parameters >= 1e9 ? [1e9, 'billion'] : [1e6, 'million'];
  return `${(parameters / size).toPrecision(3)} ${unit}`;
}
