import type { IncomingMessage } from 'node:http';
import { notAGguf } from './not-a-gguf.ts';
import { TransferFault, unreachable } from './transfer-fault.ts';

/** Bytes by which a file is known for what it is. */
const BEGINNING = 512;

/**
 * The bytes of an answer, as they come.
 *
 * @throws TransferFault when the connection breaks
 */
export async function* bytesOf(response: IncomingMessage, url: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of response) yield piece as Uint8Array;
  } catch (error) {
    throw unreachable(url, error);
  }
}

/**
 * The same from the beginning of a model: a web page is known by its first
 * bytes, so that the rest of it need not come.
 *
 * @throws TransferFault when it is no GGUF
 */
export async function* modelBytes(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let beginning: Uint8Array | null = new Uint8Array();
  for await (const piece of pieces) {
    if (beginning === null) {
      yield piece;
      continue;
    }
    beginning = Buffer.concat([beginning, piece]);
    if (beginning.length < BEGINNING) continue;
    yield checked(beginning);
    beginning = null;
  }
  if (beginning !== null) yield checked(beginning);
}

function checked(bytes: Uint8Array): Uint8Array {
  const beginning = Buffer.from(bytes.subarray(0, BEGINNING));
  if (/^(GGUF|FUGG)/.test(beginning.toString('latin1'))) return bytes;
  if (beginning.length === 0) throw new TransferFault('it is empty there', 'check the address');
  throw new TransferFault(`it ${notAGguf(beginning).message}`, 'check the address');
}
