import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  type FileHandle,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';

/** What is known of the file of which a part is here. */
export interface PartNotes {
  readonly url: string;
  /** What `If-Range` asks for it with: a strong ETag, or the date of its last change. */
  readonly validator: string | null;
  /** Bytes of the whole file; null where the server does not say. */
  readonly total: number | null;
  /** In hexadecimal; null where nobody says it. */
  readonly sha256: string | null;
}

/**
 * A download that is not whole yet, beside the file that it will be: what has
 * come in `….part`, and what it is a part of in `….part.json`.
 */
export class PartFile {
  readonly path: string;
  readonly #notesPath: string;
  readonly #target: string;

  constructor(target: string) {
    this.#target = target;
    this.path = `${target}.part`;
    this.#notesPath = `${target}.part.json`;
  }

  /** Bytes that are here. */
  async size(): Promise<number> {
    return (await stat(this.path).catch(() => null))?.size ?? 0;
  }

  /** Null where there are none that can be relied on. */
  async notes(): Promise<PartNotes | null> {
    try {
      return JSON.parse(await readFile(this.#notesPath, 'utf8')) as PartNotes;
    } catch {
      return null;
    }
  }

  /** Opens it to be written on; from its beginning, unless told to go on. */
  async open(notes: PartNotes, goOn: boolean): Promise<FileHandle> {
    await mkdir(dirname(this.path), { recursive: true });
    if (!goOn) await rm(this.path, { force: true });
    await writeFile(this.#notesPath, JSON.stringify(notes));
    return open(this.path, 'a');
  }

  async sha256(): Promise<string> {
    const hash = createHash('sha256');
    for await (const bytes of createReadStream(this.path, { highWaterMark: 2 ** 20 })) {
      hash.update(bytes as Buffer);
    }
    return hash.digest('hex');
  }

  /** It is whole, and gets its name: also after a power cut it is either whole or not there. */
  async finish(): Promise<void> {
    await synced(this.path);
    await rename(this.path, this.#target);
    await synced(dirname(this.#target));
    await rm(this.#notesPath, { force: true });
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
    await rm(this.#notesPath, { force: true });
  }
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } catch {
    // Some file systems cannot sync a directory; then it is not worse than it was.
  } finally {
    await handle.close();
  }
}
