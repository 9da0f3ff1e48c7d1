import type { FileHandle } from 'node:fs/promises';
import { headerOf } from './get.ts';
import type { Hub } from './hub.ts';
import { bytesOf, modelBytes } from './model-bytes.ts';
import type { PartFile, PartNotes } from './part-file.ts';
import { type Answer, request } from './request.ts';
import type { RemoteModel } from './remote-model.ts';
import { TransferFault, unreachable } from './transfer-fault.ts';
import { watchdog } from './watchdog.ts';

export interface TransferOptions {
  readonly hub: Hub;
  readonly model: RemoteModel;
  readonly part: PartFile;
  /** Until the first answer, in milliseconds. */
  readonly answerMs: number;
  /** Between one piece and the next, in milliseconds. */
  readonly stallMs: number;
  readonly signal: AbortSignal;
  /** Called before anything is written, with the bytes that are still to come; where that is known. */
  readonly onSize: (bytes: number) => Promise<void>;
  readonly onProgress: (received: number, total: number | null) => void;
}

/**
 * One try to get a model, or the rest of it.
 *
 * @returns what is now known of the file, which is here as a whole
 * @throws TransferFault, the file system's own error, or the signal's reason
 */
export async function transfer(options: TransferOptions): Promise<PartNotes> {
  const { hub, model, part, answerMs, stallMs, signal } = options;
  const { host } = new URL(model.url);
  const dog = watchdog(host, answerMs, signal);
  try {
    const { here, notes: before } = await resumable(part, model);
    const headers = here > 0 ? range(here, before) : {};
    let answer = await request(hub, model.url, headers, dog.signal);
    let goOn = here > 0 && answer.response.statusCode === 206 && goesOn(answer, here, before);
    if (here > 0 && answer.response.statusCode === 416) {
      answer.response.destroy();
      // "bytes */123": nothing is missing but the name.
      const total = Number(/\/(\d+)$/.exec(contentRange(answer))?.[1]);
      if (before !== null && total === here) return { ...before, total };
    }
    if (!goOn && answer.response.statusCode !== 200) {
      answer.response.destroy();
      dog.feed(answerMs);
      answer = await request(hub, model.url, {}, dog.signal);
      goOn = false;
      if (answer.response.statusCode !== 200) {
        throw new TransferFault(`${host} does not give the whole file`, 'try again later');
      }
    }
    const notes = notesOf(model, answer, goOn ? here : 0, goOn ? before : null);
    const from = goOn ? here : 0;
    if (notes.total !== null) await options.onSize(notes.total - from);
    dog.feed(stallMs);
    const received = await write(options, answer, notes, from, () => {
      dog.feed(stallMs);
    });
    // Who hangs up may end the body of an answer as if it were whole.
    dog.signal.throwIfAborted();
    if (notes.total !== null && received < notes.total) {
      throw unreachable(model.url, new Error('cut short'));
    }
    return { ...notes, total: received };
  } catch (error) {
    dog.signal.throwIfAborted();
    throw error;
  } finally {
    dog.stop();
  }
}

/** How much is here that the server may be asked to go on from. */
async function resumable(
  part: PartFile,
  model: RemoteModel,
): Promise<{ here: number; notes: PartNotes | null }> {
  const [size, notes] = [await part.size(), await part.notes()];
  const same = notes !== null && notes.url === model.url;
  // Without either nobody would notice that it is another file by now.
  const safe = same && (notes.validator !== null || (model.sha256 ?? notes.sha256) !== null);
  return safe && size > 0 ? { here: size, notes } : { here: 0, notes: null };
}

function range(from: number, notes: PartNotes | null): Readonly<Record<string, string>> {
  return {
    range: `bytes=${from}-`,
    ...(notes?.validator == null ? {} : { 'if-range': notes.validator }),
  };
}

/** Whether a partial answer is the part that was asked for, of the same file. */
function goesOn(answer: Answer, from: number, before: PartNotes | null): boolean {
  const { sha256 } = answer;
  const changed = sha256 !== null && before?.sha256 != null && sha256 !== before.sha256;
  return contentRange(answer).startsWith(`bytes ${from}-`) && !changed;
}

function contentRange({ response }: Answer): string {
  return headerOf(response, 'content-range') ?? '';
}

function notesOf(
  model: RemoteModel,
  { response, sha256 }: Answer,
  from: number,
  before: PartNotes | null,
): PartNotes {
  const etag = headerOf(response, 'etag');
  const length = headerOf(response, 'content-length');
  const total = length === null ? (before?.total ?? null) : from + Number(length);
  if (model.bytes !== null && total !== null && total !== model.bytes) {
    throw new TransferFault(
      `it has ${total.toLocaleString('en')} bytes there and should have ${model.bytes.toLocaleString('en')}`,
      'check the address, or use another network',
    );
  }
  return {
    url: model.url,
    // A weak ETag may not be used with ranges: RFC 9110, 13.1.5.
    validator: etag?.startsWith('"') === true ? etag : headerOf(response, 'last-modified'),
    total: total ?? model.bytes,
    sha256: model.sha256 ?? sha256 ?? before?.sha256 ?? null,
  };
}

async function write(
  { part, model, onProgress }: TransferOptions,
  { response }: Answer,
  notes: PartNotes,
  from: number,
  onPiece: () => void,
): Promise<number> {
  let received = from;
  let file: FileHandle | null = null;
  try {
    const pieces = bytesOf(response, model.url);
    for await (const piece of from === 0 ? modelBytes(pieces) : pieces) {
      // What is here already is only given up for something that may be a model.
      file ??= await part.open(notes, from > 0);
      onPiece();
      await file.appendFile(piece);
      received += piece.length;
      onProgress(received, notes.total);
    }
    await file?.datasync();
  } finally {
    await file?.close();
  }
  return received;
}
