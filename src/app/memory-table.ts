import type { MemoryBudget } from '../engine/memory-budget.ts';
import { megabytes } from './bytes.ts';

/** A memory budget as rows of a table, its sum last. */
export function budgetRows(budget: MemoryBudget): readonly (readonly string[])[] {
  const { weights, cache, compute, vocabulary, program } = budget;
  const sum = weights + cache + compute + vocabulary + program;
  return [
    ['weights', megabytes(weights), 'mapped from the file'],
    ['KV cache', megabytes(cache), 'what it has said and heard'],
    ['compute', megabytes(compute), 'buffers to compute in'],
    ['vocabulary', megabytes(vocabulary), ''],
    ['program', megabytes(program), 'Node, llama.cpp, the stage'],
    ['in all', megabytes(sum), ''],
  ];
}
