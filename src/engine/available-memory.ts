import { posix } from 'node:path';

/** The text of a file, or null where there is none that can be read. */
export type ReadFile = (path: string) => string | null;

const KIB = 1024;
const CGROUPS = '/sys/fs/cgroup';
const CGROUPS_V1 = `${CGROUPS}/memory`;

/**
 * Memory that this process could still be given: what the kernel would find
 * without swapping (`MemAvailable`), or what its control group leaves it, where
 * that is less.
 *
 * @returns bytes; Infinity where the system does not say (not a Linux)
 */
export function availableMemory(readFile: ReadFile): number {
  const machine = fromMeminfo(readFile, 'MemAvailable') ?? Infinity;
  const groups = limits(readFile).map(({ limit, used, reclaimable }) =>
    Math.max(0, limit - Math.max(0, used - reclaimable)),
  );
  return Math.min(machine, ...groups);
}

/**
 * Memory that this process could be given if it had the machine to itself: the
 * machine's, or its control group's limit, where that is less.
 *
 * @returns bytes; Infinity where the system does not say (not a Linux)
 */
export function totalMemory(readFile: ReadFile): number {
  const machine = fromMeminfo(readFile, 'MemTotal') ?? Infinity;
  return Math.min(machine, ...limits(readFile).map(({ limit }) => limit));
}

/** https://docs.kernel.org/filesystems/proc.html#meminfo: "kB" is 1024 bytes. */
function fromMeminfo(readFile: ReadFile, name: string): number | null {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFile('/proc/meminfo') ?? '');
  return match === null ? null : Number(match[1]) * KIB;
}

interface Limit {
  readonly limit: number;
  readonly used: number;
  /** Of what is used: cached files, which the kernel drops when it needs to. */
  readonly reclaimable: number;
}

/** The limits that hold for this process: of its control group and of all groups around it. */
function limits(readFile: ReadFile): readonly Limit[] {
  const membership = readFile('/proc/self/cgroup') ?? '';
  const v2 = /^0::(.*)$/m.exec(membership)?.[1];
  const v1 = /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)$/m.exec(membership)?.[1];
  return [
    ...(v2 === undefined ? [] : upwards(v2)).map((path) => limitV2(readFile, CGROUPS + path)),
    ...(v1 === undefined ? [] : upwards(v1)).map((path) => limitV1(readFile, CGROUPS_V1 + path)),
  ].filter((limit) => limit !== null);
}

/** "/a/b", "/a" and "". A container may see less of its path than the kernel names: what is not there says nothing. */
function upwards(path: string): readonly string[] {
  const paths: string[] = [];
  // A process outside its namespace's root is named "/../…".
  let at = posix.normalize(posix.join('/', path));
  for (; at !== '/'; at = posix.dirname(at)) paths.push(at);
  return [...paths, ''];
}

/** https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files */
function limitV2(readFile: ReadFile, group: string): Limit | null {
  return limitOf(
    readFile(`${group}/memory.max`),
    readFile(`${group}/memory.current`),
    readFile(`${group}/memory.stat`),
  );
}

/** https://docs.kernel.org/admin-guide/cgroup-v1/memory.html */
function limitV1(readFile: ReadFile, group: string): Limit | null {
  return limitOf(
    readFile(`${group}/memory.limit_in_bytes`),
    readFile(`${group}/memory.usage_in_bytes`),
    readFile(`${group}/memory.stat`),
  );
}

function limitOf(limit: string | null, used: string | null, stat: string | null): Limit | null {
  // No limit is "max" in v2, and a number near 2^63 in v1.
  if (limit === null || !/^\d+$/.test(limit.trim()) || Number(limit) >= 2 ** 60) return null;
  const files = [...(stat ?? '').matchAll(/^(?:total_)?(?:in)?active_file (\d+)$/gm)];
  const totals = files.filter(([line]) => line.startsWith('total_'));
  // In v1 the plain lines count this group alone, and the totals those in it as well.
  const counted = totals.length > 0 ? totals : files;
  return {
    limit: Number(limit),
    used: Number(used ?? 0),
    reclaimable: counted.reduce((sum, [, bytes]) => sum + Number(bytes), 0),
  };
}
