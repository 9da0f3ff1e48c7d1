import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import type { Clock } from '../core/clock.ts';

/** How often its owner says that it is alive, and after what silence it is not; in milliseconds. */
const HEARTBEAT_MS = 5000;
const SILENCE_MS = 20_000;
const LOOK_MS = 250;

/** A lock that is held. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * Takes a lock that is a file, or waits until it is free. Who holds it touches
 * it every few seconds: a lock that was left behind, even by a power cut, does
 * not hold for long. (A process number alone may be another process by then.)
 *
 * @param onWait called once, with the process that holds it, when it has to wait
 * @throws the file system's own error, or the signal's reason
 */
export async function takeLock(
  path: string,
  clock: Clock,
  signal: AbortSignal,
  onWait: (pid: number) => void,
): Promise<Lock> {
  for (let waited = false; ; waited = true) {
    signal.throwIfAborted();
    if (await create(path)) return hold(path);
    const holder = await holderOf(path);
    if (holder === null) {
      await rm(path, { force: true });
      continue;
    }
    if (!waited) onWait(holder);
    await clock.sleep(LOOK_MS, signal);
  }
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function hold(path: string): Lock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      await rm(path, { force: true });
    },
  };
}

/** The process that holds the lock; null when nobody does any more. */
async function holderOf(path: string): Promise<number | null> {
  const [text, stats] = await Promise.all([
    readFile(path, 'ascii').catch(() => null),
    stat(path).catch(() => null),
  ]);
  if (text === null || stats === null) return null;
  // A machine without a battery may have gone back in time.
  const silent = Math.abs(Date.now() - stats.mtimeMs) > SILENCE_MS;
  const pid = Number(text);
  // Empty for the moment between its making and its filling.
  return silent || (pid > 0 && !isAlive(pid)) ? null : pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
