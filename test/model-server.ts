import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path of the server gives, and how. */
export interface Served {
  readonly bytes: Uint8Array;
  /** Breaks the connection after this many bytes of each answer. */
  readonly cutAfter?: number;
  /** Says nothing more from here on, in bytes of the file. */
  readonly stallAt?: number;
  /** Never answers at all. */
  readonly silent?: boolean;
  /** Neither a length nor ranges. */
  readonly chunked?: boolean;
  /** @default a strong one of its content */
  readonly etag?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers with this, and with no file. */
  readonly status?: number;
  readonly redirect?: string;
}

export interface Asked {
  readonly path: string;
  readonly range: string | null;
  readonly authorization: string | null;
}

/** A small web server on loopback that can misbehave. */
export class ModelServer implements AsyncDisposable {
  readonly files = new Map<string, Served>();
  /** What has been asked for. */
  readonly asked: Asked[] = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response);
    });
  }

  static async start(files: Readonly<Record<string, Served>> = {}): Promise<ModelServer> {
    const server = new ModelServer();
    for (const [path, served] of Object.entries(files)) server.files.set(path, served);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURIComponent((request.url ?? '').replace(/\?.*$/, ''));
    const { range = null, authorization = null } = request.headers;
    this.asked.push({ path, range, authorization });
    const served = this.files.get(path);
    if (served === undefined) {
      response.writeHead(404).end('Not found');
      return;
    }
    if (served.silent === true) return;
    const { bytes, redirect, status, chunked = false, cutAfter, stallAt = Infinity } = served;
    for (const [name, value] of Object.entries(served.headers ?? {}))
      response.setHeader(name, value);
    if (redirect !== undefined || status !== undefined) {
      if (redirect !== undefined) response.setHeader('location', redirect);
      response.writeHead(status ?? 302).end('elsewhere');
      return;
    }
    const etag = served.etag === undefined ? `"${sha256(bytes).slice(0, 16)}"` : served.etag;
    if (etag !== null) response.setHeader('etag', etag);
    const ifRange = request.headers['if-range'];
    const wanted = chunked ? null : /^bytes=(\d+)-$/.exec(range ?? '');
    const from =
      wanted === null || (ifRange !== undefined && ifRange !== etag) ? 0 : Number(wanted[1]);
    if (wanted !== null && from >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    if (from > 0)
      response.setHeader('content-range', `bytes ${from}-${bytes.length - 1}/${bytes.length}`);
    if (!chunked) response.setHeader('content-length', bytes.length - from);
    response.writeHead(from > 0 ? 206 : 200);
    const end = Math.min(bytes.length, Math.max(from, stallAt), from + (cutAfter ?? Infinity));
    response.write(bytes.subarray(from, end), () => {
      if (end === bytes.length) response.end();
      // What is on its way is to arrive: a client drops what it has not read when a connection breaks.
      else if (cutAfter !== undefined) setTimeout(() => response.destroy(), 30);
    });
  }
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
