import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { GgufHeader } from './gguf.ts';
import { quote } from './gguf-error.ts';
import { damaged, ModelFault } from './model-fault.ts';

const MAX_PARTS = 9999;

/**
 * The files of a model: itself, or all of its parts where it was split with
 * llama-gguf-split ("name-00001-of-00003.gguf").
 *
 * @throws ModelFault when it is not the first, or others are missing
 */
export function partsOf(path: string, header: GgufHeader): readonly string[] {
  // llama.cpp aborts on a list.
  if (header.metadata.get('split.tensors.count')?.type === 'array') {
    throw damaged('"split.tensors.count" is a list');
  }
  const count = numberAt(header, 'split.count');
  if (count <= 1) return [path];
  const match = /^(.*)-\d{5}-of-(\d{5})\.gguf$/.exec(basename(path));
  if (match === null || Number(match[2]) !== count || count > MAX_PARTS) {
    throw new ModelFault(
      `is one of ${count} parts of a model`,
      'give all of them the names they were downloaded with',
    );
  }
  const [, prefix = ''] = match;
  const parts = Array.from({ length: count }, (_, i) =>
    join(dirname(path), `${prefix}-${digits(i + 1)}-of-${digits(count)}.gguf`),
  );
  const [first = path] = parts;
  if (numberAt(header, 'split.no') !== 0) {
    throw new ModelFault('is not the first part of its model', `name ${basename(first)}`);
  }
  const missing = parts.filter((part) => !existsSync(part));
  const [oneMissing] = missing;
  if (oneMissing !== undefined) {
    throw new ModelFault(
      `lacks ${missing.length} of its ${count} parts`,
      `download ${basename(oneMissing)}${missing.length > 1 ? ' and the others' : ''} beside it`,
    );
  }
  return parts;
}

function numberAt(header: GgufHeader, key: string): number {
  const entry = header.metadata.get(key);
  if (entry === undefined) return 0;
  if (entry.type === 'uint16') return Number(entry.value);
  throw damaged(`${quote(key)} is of type ${entry.type}`);
}

function digits(part: number): string {
  return String(part).padStart(5, '0');
}
