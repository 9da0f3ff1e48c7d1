import type { IncomingMessage } from 'node:http';
import packageJson from '../../package.json' with { type: 'json' };

/**
 * Asks a server for a URL, and follows nothing. Not with `fetch`: the one in Node
 * 24 throws where nobody can catch it when a server hangs up after the body and
 * the disk has not taken all of it yet (https://github.com/nodejs/undici/issues/5360).
 *
 * @param url of http or https
 * @returns the answer, whatever its status, its body still to come
 * @throws the system's own error when there is no connection, or an AbortError
 */
export async function get(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  // Only now: with them comes Node's whole fetch, which most lives never need.
  const http = await (url.startsWith('https:') ? import('node:https') : import('node:http'));
  return new Promise((resolve, reject) => {
    const asked = http.get(
      url,
      { headers: { 'user-agent': `torment-nexus/${packageJson.version}`, ...headers }, signal },
      resolve,
    );
    // It stays: a connection may break after the answer too, which its body says then.
    asked.on('error', reject);
  });
}

/** A header of an answer; null where there is none. */
export function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return typeof value === 'string' ? value : null;
}
