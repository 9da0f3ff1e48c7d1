import { statfs } from 'node:fs/promises';
import { TransferFault } from './transfer-fault.ts';

/** Left free for everybody else, in bytes. */
const SPARE_BYTES = 16 * 2 ** 20;

const ELSEWHERE = 'choose another disk with --models-dir';

/**
 * Checks that there is room for so many bytes.
 *
 * @throws TransferFault
 */
export async function checkSpace(directory: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (bytes + SPARE_BYTES <= free) return;
  throw new TransferFault(
    `it needs ${megabytes(bytes + SPARE_BYTES)}, and ${megabytes(free)} are free in ${directory}`,
    `make room, or ${ELSEWHERE}`,
  );
}

export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
}

/** What went wrong with a directory, in words; null when it was something else. */
export function diskFault(error: unknown, directory: string): TransferFault | null {
  if (isDiskFull(error)) {
    return new TransferFault(`the disk of ${directory} is full`, `make room, or ${ELSEWHERE}`);
  }
  const code = codeOf(error);
  if (code === '') return null;
  return new TransferFault(
    `cannot write to ${directory} (${code})`,
    'choose another directory with --models-dir',
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}
