import type { IncomingMessage } from 'node:http';
import { UserError } from '../core/user-error.ts';
import { headerOf } from './get.ts';

/** Why a transfer went wrong. */
export class TransferFault extends Error {
  override readonly name = 'TransferFault';
  /** What to do about it. */
  readonly remedy: string;
  /** Whether the next try may go better. */
  readonly passing: boolean;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number;

  constructor(
    message: string,
    remedy: string,
    { passing = false, retryAfterMs = 0 }: { passing?: boolean; retryAfterMs?: number } = {},
  ) {
    super(message);
    this.remedy = remedy;
    this.passing = passing;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The download has failed for good. */
export class DownloadError extends UserError {
  override readonly name = 'DownloadError';
  /** Why, in a few words: "huggingface.co cannot be reached". */
  readonly reason: string;

  constructor(what: string, { message, remedy }: { message: string; remedy: string }) {
    super(`cannot download ${what}: ${message}: ${remedy}`);
    this.reason = message;
  }
}

/** There is no connection, or no longer one. */
export function unreachable(url: string, error: unknown): TransferFault {
  const { host } = new URL(url);
  const code = codeOf(error);
  return new TransferFault(
    `${host} cannot be reached${code === '' ? '' : ` (${code})`}`,
    remedyFor(code),
    { passing: true },
  );
}

/** @param code the system's, or OpenSSL's */
function remedyFor(code: string): string {
  // A board without a battery wakes in the past.
  if (/^CERT_(NOT_YET_VALID|HAS_EXPIRED)$/.test(code)) return 'set the clock of this machine';
  if (/SELF_SIGNED|UNABLE_TO_\w*(ISSUER|LEAF)/.test(code)) {
    return 'where this network has a certificate of its own, name its file in NODE_EXTRA_CA_CERTS';
  }
  return 'check the network and try again';
}

/** An answer that is not the file. */
export function refused(url: string, response: IncomingMessage): TransferFault {
  const { host } = new URL(url);
  const status = response.statusCode ?? 0;
  if (status === 401 || status === 403) {
    return new TransferFault(
      `${host} does not give it to everybody (${status})`,
      'put a token that may read it into HF_TOKEN, or check the name',
    );
  }
  if (status === 404 || status === 410) {
    return new TransferFault(`there is no such file at ${host} (${status})`, 'check its name');
  }
  const passing = status >= 500 || status === 408 || status === 425 || status === 429;
  return new TransferFault(
    `${host} answered ${status}`,
    passing ? 'try again later' : 'check the address',
    {
      passing,
      retryAfterMs: 1000 * (Number(headerOf(response, 'retry-after')) || 0),
    },
  );
}

/** The system's name for it: "ENOTFOUND". */
function codeOf(error: unknown): string {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ('code' in e && typeof e.code === 'string') return e.code;
  }
  return '';
}
