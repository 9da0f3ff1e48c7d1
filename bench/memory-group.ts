import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A control group that may use this much memory, file cache included. Needs root.
 *
 * @param bytes its limit
 * @returns the file that takes the processes that shall be in it
 */
export function memoryGroup(bytes: number): string {
  const v1 = existsSync('/sys/fs/cgroup/memory');
  const group = join(
    v1 ? '/sys/fs/cgroup/memory' : '/sys/fs/cgroup',
    `torment-nexus-${process.pid}`,
  );
  mkdirSync(group);
  process.once('exit', () => {
    rmdirSync(group);
  });
  writeFileSync(join(group, v1 ? 'memory.limit_in_bytes' : 'memory.max'), String(bytes));
  return join(group, 'cgroup.procs');
}
