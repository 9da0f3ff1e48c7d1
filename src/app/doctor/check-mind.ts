import { UserError } from '../../core/user-error.ts';
import { checkModel, type ModelFacts } from '../../engine/check-model.ts';
import { DEFAULT_MODEL } from '../../engine/default-model.ts';
import {
  checkContextSize,
  largestContext,
  memoryBudget,
  memoryNeeded,
  stillNeeded,
} from '../../engine/memory-budget.ts';
import { formatModelUri } from '../../engine/model-uri.ts';
import { megabytes } from '../bytes.ts';
import { embeddedBecause, findModel, type FoundModel, type Wish } from '../find-model.ts';
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
  const topic = 'model';
  try {
    const choice = findModel(wish, places);
    if (choice.kind === 'here') return { findings: examine(machine, choice, wish), remote: false };
    const name = formatModelUri(choice.uri);
    const size = choice.byDefault ? ` (${megabytes(DEFAULT_MODEL.bytes)})` : '';
    const says = [`${name}${size} would be downloaded first`];
    if (choice.fallback === null) {
      const change = `run torment-nexus model pull ${choice.byDefault ? '' : name}`.trim();
      return { findings: [{ topic, state: 'warning', says, change }], remote: true };
    }
    const embedded = {
      kind: 'here',
      path: choice.fallback,
      source: embeddedBecause('where there is no network'),
    } as const;
    const [mind, ...rest] = examine(machine, embedded, wish);
    const findings =
      mind === undefined ? [] : [{ ...mind, says: [...says, ...mind.says] }, ...rest];
    return { findings, remote: true };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { findings: [bad(topic, error)], remote: false };
  }
}

function examine(
  machine: Machine,
  { path, source }: FoundModel,
  { contextSize }: { readonly contextSize: number },
): readonly Finding[] {
  const facts = checkModel(path);
  const model: Finding = {
    topic: 'model',
    state: contextSize > facts.trainedContext ? 'warning' : 'good',
    says: [`${facts.name}, ${facts.quantization}, ${megabytes(facts.fileBytes)}`, source, path],
    ...(contextSize > facts.trainedContext
      ? { change: `it has learned ${facts.trainedContext} tokens: take no larger --context-size` }
      : {}),
    measured: { path, source, parameters: facts.parameters, trainedContext: facts.trainedContext },
  };
  return [model, checkMemory(machine, facts, contextSize)];
}

function checkMemory({ memory }: Machine, facts: ModelFacts, contextSize: number): Finding {
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
