import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { ModelFault } from './model-fault.ts';

const CHECK_THE_PATH = 'check its path';

/**
 * Checks that there is a file that can be read, before anything is opened that
 * would not end (a pipe) or is no file.
 *
 * @returns its first bytes, 512 or as many as there are
 * @throws ModelFault
 */
export function readBeginning(path: string): Buffer {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) throw new ModelFault('is a directory', 'name a GGUF file in it');
    if (!stats.isFile()) throw new ModelFault('is not a file', CHECK_THE_PATH);
    if (stats.size === 0) throw new ModelFault('is empty', 'download it again');
    const fd = openSync(path, 'r');
    try {
      const beginning = Buffer.alloc(512);
      return beginning.subarray(0, readSync(fd, beginning, 0, beginning.length, 0));
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw error instanceof ModelFault ? error : whyNot(error);
  }
}

/** The file system's refusal in words. */
export function whyNot(error: unknown): ModelFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new ModelFault('does not exist', `${CHECK_THE_PATH}, or take a name from model list`);
    case 'EACCES':
    case 'EPERM':
      return new ModelFault('cannot be read', 'give this user the right to read it (chmod a+r)');
    default:
      return new ModelFault(`cannot be read (${code})`, CHECK_THE_PATH);
  }
}
