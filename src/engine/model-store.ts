import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Hub } from './hub.ts';
import type { ModelUri } from './model-uri.ts';
import { hasTag, knownModel, type RemoteModel } from './remote-model.ts';

/** A model that has been downloaded. */
export interface StoredModel {
  readonly path: string;
  /** Where it is among the others: "user/repo/file.gguf". */
  readonly place: string;
  readonly bytes: number;
}

/** The models that have been downloaded: a directory, with a folder for each repository. */
export class ModelStore {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** Where a model is, or will be. */
  pathOf(model: RemoteModel): string {
    return join(this.directory, model.place);
  }

  /** The file of a model that is here as a whole; null where it is not. */
  find(hub: Hub, uri: ModelUri): string | null {
    if (uri.kind !== 'tag') {
      const path = this.pathOf(knownModel(hub, uri));
      return existsSync(path) ? path : null;
    }
    const { place } = knownModel(hub, { ...uri, kind: 'file', file: '' });
    return (
      this.list().find((model) => model.place.startsWith(place) && hasTag(model.place, uri.tag))
        ?.path ?? null
    );
  }

  /** Those that are here as a whole, by name. */
  list(): readonly StoredModel[] {
    return this.#files('.gguf');
  }

  /** What is here of those whose download was interrupted. */
  parts(): readonly StoredModel[] {
    return this.#files('.part').map((part) => ({
      ...part,
      place: part.place.slice(0, -'.part'.length),
    }));
  }

  #files(extension: string): readonly StoredModel[] {
    return filesIn(this.directory)
      .filter((place) => place.endsWith(extension))
      .sort()
      .flatMap((place) => {
        const path = join(this.directory, place);
        // A link may lead nowhere.
        const stats = statSync(path, { throwIfNoEntry: false });
        return stats?.isFile() === true ? [{ path, place, bytes: stats.size }] : [];
      });
  }
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' });
  } catch {
    return []; // Nothing has ever been downloaded.
  }
}
