/**
 * Writes to a stream and resolves once it is out: a slow reader slows the mind
 * down, and nothing is lost when the process ends right after.
 *
 * @throws NodeJS.ErrnoException EPIPE, when the reader has gone away
 */
export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Says a line on stderr, if it can be said: the exit status says it too. */
export async function complain(line: string): Promise<void> {
  await write(process.stderr, `${line}\n`).catch(() => undefined);
}
