import { DEFAULT_MODEL } from '../../engine/default-model.ts';
import { megabytes } from '../bytes.ts';
import type { Finding } from './finding.ts';
import type { Machine } from './machine.ts';

/** @param wanted whether a model is still to be downloaded */
export function checkDisk(machine: Machine, directory: string, wanted: boolean): Finding {
  const { free, writable } = machine.disk(directory);
  const finding = {
    topic: 'disk',
    says: [`${megabytes(free)} free for models in ${directory}`],
    measured: { free, directory },
  };
  if (!wanted) return { ...finding, state: 'good' };
  if (!writable) {
    return {
      ...finding,
      state: 'warning',
      says: [`${directory} cannot be written to`],
      change: 'choose another directory for models with --models-dir',
    };
  }
  if (free < 1.2 * DEFAULT_MODEL.bytes) {
    return {
      ...finding,
      state: 'warning',
      change: `make room: the default model has ${megabytes(DEFAULT_MODEL.bytes)}`,
    };
  }
  return { ...finding, state: 'good' };
}
