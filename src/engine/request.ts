import type { IncomingMessage } from 'node:http';
import { get, headerOf } from './get.ts';
import { authorization, type Hub } from './hub.ts';
import { refused, TransferFault, unreachable } from './transfer-fault.ts';

/** What a server answered, after all redirections. */
export interface Answer {
  readonly response: IncomingMessage;
  /** Where the answer came from in the end. */
  readonly url: string;
  /** SHA-256 of the whole file, where the hub says it; in hexadecimal. */
  readonly sha256: string | null;
}

const MOST_REDIRECTIONS = 8;
const SHA256 = /^(?:W\/)?"?([0-9a-f]{64})"?$/i;

/**
 * Asks for a URL and follows redirections by hand: the hub says the file's
 * SHA-256 in the answer that redirects, and a token is for the hub alone, not
 * for where it redirects to.
 *
 * @param headers what to ask with, beside the token
 * @returns an answer of 200, 206 or 416
 * @throws TransferFault, or the signal's reason
 */
export async function request(
  hub: Hub,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer> {
  let at = url;
  let sha256: string | null = null;
  for (let hops = 0; hops <= MOST_REDIRECTIONS; hops++) {
    const response = await ask(hub, at, headers, signal);
    sha256 ??= SHA256.exec(headerOf(response, 'x-linked-etag') ?? '')?.[1]?.toLowerCase() ?? null;
    const status = response.statusCode ?? 0;
    if (status === 200 || status === 206 || status === 416) {
      return { response: uncompressed(response, at), url: at, sha256 };
    }
    response.destroy();
    const location = headerOf(response, 'location');
    if (status < 300 || status >= 400 || location === null) throw refused(at, response);
    if (!URL.canParse(location, at) || !/^https?:/.test(new URL(location, at).protocol)) {
      throw new TransferFault(`it leads to ${location}`, 'check the address');
    }
    at = new URL(location, at).href;
  }
  throw new TransferFault('it leads from one address to the next without end', 'check the address');
}

async function ask(
  hub: Hub,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  try {
    // A range of a compressed answer would not be a range of the file.
    const plain = { 'accept-encoding': 'identity' };
    return await get(url, { ...plain, ...authorization(hub, url), ...headers }, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable(url, error);
  }
}

/** Nothing else was asked for. Only names of compressions are: some stores say others of plain files. */
function uncompressed(response: IncomingMessage, url: string): IncomingMessage {
  const coding = headerOf(response, 'content-encoding') ?? '';
  if (!/\b(gzip|deflate|compress|br|zstd)\b/i.test(coding)) return response;
  response.destroy();
  throw new TransferFault(
    `${new URL(url).host} compresses it (${coding})`,
    'download it with another program, and name the file with --model-path',
  );
}
