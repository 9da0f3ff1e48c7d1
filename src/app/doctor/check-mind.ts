import { UserError } from '../../core/user-error.ts';
import { checkModel } from '../../engine/check-model.ts';
import { DEFAULT_MODEL } from '../../engine/default-model.ts';
import {
  checkContextSize,
  largestContext,
  memoryBudget,
  memoryNeeded,
  type ModelSize,
  stillNeeded,
} from '../../engine/memory-budget.ts';
import { formatModelUri } from '../../engine/model-uri.ts';
import { megabytes } from '../bytes.ts';
import { findModel, type FoundModel, type RemoteChoice, type Wish } from '../find-model.ts';
import { budgetRows } from '../memory-table.ts';
import type { ModelPlaces } from '../model-places.ts';
import type { Finding } from './finding.ts';
import type { Machine } from './machine.ts';

/** Above this share of what is free, the weights are read again and again when anything else runs. */
const TIGHT = 0.85;

/** The model, and whether it fits. */
export function checkMind(
  machine: Machine,
  places: ModelPlaces,
  wish: Wish & { readonly contextSize: number },
): { readonly findings: readonly Finding[]; readonly remote: boolean } {
  try {
    const choice = findModel(wish, places);
    return choice.kind === 'here'
      ? { findings: present(machine, choice, wish.contextSize), remote: false }
      : { findings: absent(machine, choice, wish.contextSize), remote: true };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { findings: [bad('model', error)], remote: false };
  }
}

function present(
  machine: Machine,
  { path, source }: FoundModel,
  contextSize: number,
): readonly Finding[] {
  const facts = checkModel(path);
  const { parameters, trainedContext } = facts;
  const model: Finding = {
    ...knownModel(facts, contextSize),
    says: [`${facts.name}, ${facts.quantization}, ${megabytes(facts.fileBytes)}`, source, path],
    measured: { path, source, parameters, trainedContext },
  };
  return [model, checkMemory(machine, facts, contextSize)];
}

/** What is known of a model that would be downloaded first. */
function absent(
  machine: Machine,
  { uri, byDefault, fallback }: RemoteChoice,
  contextSize: number,
): readonly Finding[] {
  if (!byDefault) {
    const name = formatModelUri(uri);
    const unknown: Finding = {
      topic: 'model',
      state: 'warning',
      says: [name, 'would be downloaded first; what it needs in memory is not known before'],
      change: `run torment-nexus model pull ${name} and ask again`,
    };
    return [unknown];
  }
  const size = { ...DEFAULT_MODEL.size, fileBytes: DEFAULT_MODEL.bytes };
  const model: Finding = {
    ...knownModel(size, contextSize),
    says: [`${size.name}, ${megabytes(size.fileBytes)}, would be downloaded first`],
    measured: { path: null, source: null, trainedContext: size.trainedContext },
  };
  const counted = checkMemory(machine, size, contextSize);
  const memory = { ...counted, says: [...counted.says, `counted for ${size.name}`] };
  if (fallback === null) {
    return [{ ...model, state: 'warning', change: 'run torment-nexus model pull' }, memory];
  }
  const embedded = checkModel(fallback);
  const needed = megabytes(memoryNeeded(embedded, contextSize));
  const fits = stillNeeded(embedded, contextSize) <= machine.memory.available;
  return [
    {
      ...model,
      says: [...model.says, `without a network ${embedded.name} would live, with ${needed}`],
    },
    memory.change === undefined || !fits
      ? memory
      : { ...memory, change: `${memory.change}; or take --offline, for ${embedded.name}` },
  ];
}

function knownModel(
  { trainedContext }: ModelSize,
  contextSize: number,
): Pick<Finding, 'topic' | 'state' | 'change'> {
  if (contextSize <= trainedContext) return { topic: 'model', state: 'good' };
  const change = `it was trained for ${trainedContext} tokens: take no larger --context-size`;
  return { topic: 'model', state: 'warning', change };
}

function checkMemory({ memory }: Machine, facts: ModelSize, contextSize: number): Finding {
  const { available, total } = memory;
  const needed = memoryNeeded(facts, contextSize);
  const budget = memoryBudget(facts, contextSize);
  const finding = {
    topic: 'memory',
    rows: budgetRows(budget),
    measured: {
      ...budget,
      needed,
      available: Number.isFinite(available) ? available : null,
      total: Number.isFinite(total) ? total : null,
      contextSize,
    },
  };
  try {
    checkContextSize(facts, contextSize, available);
  } catch (error) {
    if (error instanceof UserError) return { ...finding, ...bad('memory', error) };
    throw error;
  }
  const free = Number.isFinite(available)
    ? `${megabytes(available)} more are free`
    : 'unknown what is free';
  const says = [`${megabytes(needed)} with --context-size ${contextSize}; ${free}`];
  if (stillNeeded(facts, contextSize) <= TIGHT * available)
    return { ...finding, state: 'good', says };
  const roomy = largestContext(facts, TIGHT * available);
  return {
    ...finding,
    state: 'warning',
    says: [...says, 'it fits, but tightly'],
    change: `stop what else runs${roomy > 0 ? `, or take --context-size ${roomy}` : ''}`,
  };
}

function bad(topic: string, { message }: UserError): Finding {
  // "what is wrong: what to do"
  const [, says = message, change] = /^(.*): ([^:]+)$/.exec(message) ?? [];
  return { topic, state: 'bad', says: [says], ...(change === undefined ? {} : { change }) };
}
