import { once } from 'node:events';

/**
 * Writes a piece of a stream to stdout, and waits where the reader is slower
 * than the mind.
 */
export async function write(stdout: NodeJS.WriteStream, text: string): Promise<void> {
  if (text !== '' && !stdout.write(text)) await once(stdout, 'drain');
}
