import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statfsSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { machineMemory } from '../machine-memory.ts';

/** What the doctor may ask of a machine; handed in, so that a test can be any machine. */
export interface Machine {
  /** Such as "linux". */
  readonly platform: string;
  /** Such as "arm64". */
  readonly arch: string;
  /** Such as "24.21.0". */
  readonly nodeVersion: string;
  /** Such as "2.36"; null where there is none (a Mac) or it is another library (Alpine). */
  readonly glibc: string | null;
  readonly cores: number;
  /** Bytes. */
  readonly memory: { readonly total: number; readonly available: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Null where stdout is none. */
  readonly terminal: Terminal | null;
  /** The text of a file; null where it cannot be read. */
  readonly readFile: (path: string) => string | null;
  /** The names in a directory; none where it cannot be read. */
  readonly list: (directory: string) => readonly string[];
  /** The nearest directory above that exists: its free bytes, and whether it can be written to. */
  readonly disk: (directory: string) => { readonly free: number; readonly writable: boolean };
}

export interface Terminal {
  /** Cells. */
  readonly columns: number;
  readonly rows: number;
  /** Bits of colour: 1, 4, 8 or 24. */
  readonly depth: number;
  /** Its device, such as "/dev/tty1"; null where the system does not say. */
  readonly device: string | null;
}

/** The machine that this runs on. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    nodeVersion: process.versions.node,
    glibc: glibcVersion(),
    cores: availableParallelism(),
    memory: machineMemory(),
    env: process.env,
    terminal: terminal(),
    readFile: (path) => quietly(() => readFileSync(path, 'utf8')),
    list: (directory) => quietly(() => readdirSync(directory)) ?? [],
    disk,
  };
}

function terminal(): Terminal | null {
  const { stdout } = process;
  if (!stdout.isTTY) return null;
  return {
    columns: stdout.columns,
    rows: stdout.rows,
    depth: stdout.getColorDepth(),
    device: quietly(() => readlinkSync('/proc/self/fd/1')),
  };
}

function glibcVersion(): string | null {
  if (process.platform !== 'linux') return null;
  // Otherwise it asks name servers about every connection. (The types do not know it yet.)
  Object.assign(process.report, { excludeNetwork: true });
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime ?? null;
}

function disk(directory: string): { free: number; writable: boolean } {
  let at = directory;
  while (!existsSync(at) && at !== dirname(at)) at = dirname(at);
  const stats = quietly(() => statfsSync(at));
  const writable = quietly(() => {
    accessSync(at, constants.W_OK);
    return true;
  });
  return { free: stats === null ? 0 : stats.bavail * stats.bsize, writable: writable ?? false };
}

function quietly<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}
