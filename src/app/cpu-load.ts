import type { CpuInfo } from 'node:os';

/** What all cores of a machine have done since it was started, in milliseconds. */
export interface CpuTime {
  readonly busy: number;
  readonly total: number;
}

/** @param cores as `os.cpus()` tells of them */
export function cpuTime(cores: readonly Pick<CpuInfo, 'times'>[]): CpuTime {
  let busy = 0;
  let idle = 0;
  for (const { times } of cores) {
    busy += times.user + times.nice + times.sys + times.irq;
    idle += times.idle;
  }
  return { busy, total: busy + idle };
}

/** How busy the machine was between two readings, 0 to 1; 0 where no time has passed. */
export function cpuLoad(before: CpuTime, after: CpuTime): number {
  const total = after.total - before.total;
  if (total <= 0) return 0;
  // A core that goes to sleep may take its time with it.
  return Math.min(1, Math.max(0, (after.busy - before.busy) / total));
}
