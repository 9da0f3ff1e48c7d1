import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { availableMemory, totalMemory } from '../engine/available-memory.ts';

/** Memory of the machine, or of the control group that this process may not leave; in bytes. */
export function machineMemory(): { readonly total: number; readonly available: number } {
  // Not a Linux: what the machine has in all is still known.
  return { total: Math.min(totalMemory(read), totalmem()), available: availableMemory(read) };
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
