import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemClock, type Clock } from '../core/clock.ts';
import { checkSpace, diskFault, isDiskFull } from './disk-fault.ts';
import { takeLock } from './download-lock.ts';
import { type DownloadProgress, progressMeter } from './download-progress.ts';
import type { Hub } from './hub.ts';
import { PartFile, type PartNotes } from './part-file.ts';
import type { RemoteModel } from './remote-model.ts';
import { transfer } from './transfer.ts';
import { DownloadError, TransferFault } from './transfer-fault.ts';
import { Unusable, verifyPart } from './verify-part.ts';

/** How long a server is waited for. */
export interface Patience {
  /** Until it answers, in milliseconds. */
  readonly answerMs: number;
  /** Between two pieces, in milliseconds. */
  readonly stallMs: number;
  /** How often in a row it may fail without having brought anything. */
  readonly tries: number;
  /** Before the second try, in milliseconds; twice as long before each further one. */
  readonly backoffMs: number;
}

/** For who has asked for this model. */
export const PATIENT: Patience = { answerMs: 15_000, stallMs: 20_000, tries: 4, backoffMs: 1000 };

export interface DownloadOptions {
  readonly hub: Hub;
  readonly model: RemoteModel;
  /** The file that it will be. */
  readonly target: string;
  /** @default PATIENT */
  readonly patience?: Patience;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DownloadProgress) => void;
  /** Another process is downloading the same; called once. */
  readonly onWait?: (pid: number) => void;
  readonly clock?: Clock;
}

export interface Downloaded {
  /**
   * Whether its SHA-256 was known, and is right; null where another process has
   * downloaded it. Its header was checked in any case.
   */
  readonly verified: boolean | null;
}

const LONGEST_PAUSE_MS = 60_000;

/**
 * Downloads a model so that under its name there is either all of it or
 * nothing: into `….part`, from where an earlier try has ended; then its SHA-256
 * (where anybody says it) and its header are checked; then it gets its name.
 *
 * @throws DownloadError in one line, or the signal's reason
 */
export async function downloadModel(options: DownloadOptions): Promise<Downloaded> {
  const { target, model, signal, clock = systemClock, onWait = () => undefined } = options;
  let made: string | undefined;
  try {
    made = await mkdir(dirname(target), { recursive: true });
    const lock = await takeLock(`${target}.lock`, clock, signal, onWait);
    try {
      // Somebody else may have been faster.
      if ((await stat(target).catch(() => null)) !== null) return { verified: null };
      const { sha256 } = await download(options, clock);
      return { verified: sha256 !== null };
    } finally {
      await lock.release();
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new DownloadError(model.name, inWords(error, target));
  } finally {
    if (made !== undefined) await removeEmpty(dirname(target), made);
  }
}

/** The folders that were made for it, where nothing came. */
async function removeEmpty(directory: string, upTo: string): Promise<void> {
  try {
    for (let at = directory; at.length >= upTo.length; at = dirname(at)) await rmdir(at);
  } catch {
    // It is not empty.
  }
}

async function download(options: DownloadOptions, clock: Clock): Promise<PartNotes> {
  const part = new PartFile(options.target);
  const resumed = (await part.size()) > 0;
  try {
    return await attempt(options, part, clock);
  } catch (error) {
    if (!resumed || !(error instanceof Unusable)) throw error;
    // An old part may be of another file, or damaged by a power cut: once more, from nothing.
    return await attempt(options, part, clock);
  }
}

async function attempt(options: DownloadOptions, part: PartFile, clock: Clock): Promise<PartNotes> {
  const notes = await persist(options, part, clock);
  try {
    await verifyPart(part, notes);
  } catch (error) {
    await part.remove();
    throw error;
  }
  await part.finish();
  return notes;
}

/** Tries until all of it is here, or nothing more comes. */
async function persist(options: DownloadOptions, part: PartFile, clock: Clock): Promise<PartNotes> {
  const { patience = PATIENT, signal, target } = options;
  const meter = progressMeter(clock.now);
  for (let failures = 0; ;) {
    const before = await part.size();
    try {
      return await transfer({
        hub: options.hub,
        model: options.model,
        part,
        answerMs: patience.answerMs,
        stallMs: patience.stallMs,
        signal,
        onSize: (bytes) => checkSpace(dirname(target), bytes),
        onProgress: (received, total) => {
          options.onProgress(meter(received, total));
        },
      });
    } catch (error) {
      if (isDiskFull(error)) await part.remove();
      if (!(error instanceof TransferFault)) throw error;
      const brought = (await part.size()) > before;
      if (!error.passing) throw error;
      failures = brought ? 0 : failures + 1;
      if (failures >= patience.tries) throw keeping(error, await part.size());
      const pause = patience.backoffMs * 2 ** Math.max(0, failures - 1);
      await clock.sleep(Math.min(Math.max(pause, error.retryAfterMs), LONGEST_PAUSE_MS), signal);
      signal.throwIfAborted();
    }
  }
}

function keeping(fault: TransferFault, size: number): TransferFault {
  if (size === 0) return fault;
  return new TransferFault(
    fault.message,
    `${fault.remedy}; the ${megabytes(size)} that are here are kept, and it goes on from there`,
  );
}

function inWords(error: unknown, target: string): { message: string; remedy: string } {
  if (error instanceof TransferFault) return error;
  const message = error instanceof Error ? error.message : String(error);
  return diskFault(error, dirname(target)) ?? { message, remedy: 'please report this' };
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}
