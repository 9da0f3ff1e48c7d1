import { readFileSync } from 'node:fs';

/** Of the clock in which Linux counts the time of a process: `getconf CLK_TCK`. */
const TICK_MS = 10;

/**
 * CPU time of all threads of a process so far, in milliseconds, to the nearest 10.
 *
 * @throws the system's own error when there is no such process
 */
export function processorMs(pid: number): number {
  // utime and stime: 14 and 15.
  return sumOf(pid, 11);
}

/** CPU time of the processes that this one has started and that have ended, likewise. */
export function childrenMs(): number {
  // cutime and cstime: 16 and 17.
  return sumOf(process.pid, 13);
}

/** @param field of /proc/<pid>/stat, counted from the one after the name; the next one is added to it */
function sumOf(pid: number, field: number): number {
  // The name, in parentheses, may have blanks in it.
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'ascii').split(') ');
  const [user, system] = fields
    .split(' ')
    .slice(field, field + 2)
    .map(Number);
  return ((user ?? 0) + (system ?? 0)) * TICK_MS;
}
