import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../core/user-error.ts';
import { DEFAULT_MODEL } from '../engine/default-model.ts';
import { formatModelUri, type ModelUri, parseModelUri } from '../engine/model-uri.ts';
import type { ModelPlaces } from './model-places.ts';

/** A model file, and why it was taken. */
export interface FoundModel {
  readonly kind: 'here';
  readonly path: string;
  /** One line. */
  readonly source: string;
}

/** A model that has to be downloaded first. */
export interface RemoteChoice {
  readonly kind: 'remote';
  readonly uri: ModelUri;
  /** Why it is taken, once it is here; one line. */
  readonly source: string;
  /** Whether it is taken because nobody asked for another. */
  readonly byDefault: boolean;
  /** What to live with where it cannot be had; null: nothing. */
  readonly fallback: string | null;
}

export interface Wish {
  /** A file, a name that `model list` shows, or an address; null: whatever is best. */
  readonly modelPath: string | null;
  /** Whether the network must not be touched. */
  readonly offline: boolean;
}

const NO_MODEL = 'there is no model: name a GGUF file with --model-path';

/**
 * The model to live with: what is asked for, or else the default model where it
 * has been downloaded or may be, or else the one that ships in models/.
 *
 * @throws UserError when there is none, UsageError when an address leads nowhere
 */
export function findModel(wish: Wish, places: ModelPlaces): FoundModel | RemoteChoice {
  return wish.modelPath === null
    ? findDefault(wish, places)
    : findAskedFor(wish.modelPath, wish, places);
}

/**
 * The file that somebody means who writes no address: the file of that path, or
 * else the model that `model list` shows under that name.
 *
 * @returns the path as it was written, where there is neither
 */
export function namedFile(name: string, { store, embedded }: ModelPlaces): string {
  if (existsSync(name)) return name;
  if (embedded !== null && [basename(embedded), basename(embedded, '.gguf')].includes(name)) {
    return embedded;
  }
  return store.list().find(({ place }) => place === name)?.path ?? name;
}

function findAskedFor(
  modelPath: string,
  { offline }: Wish,
  places: ModelPlaces,
): FoundModel | RemoteChoice {
  const uri = parseModelUri(modelPath);
  if (uri === null) return here(namedFile(modelPath, places), 'asked for with --model-path');
  const name = formatModelUri(uri);
  const path = places.store.find(places.hub, uri);
  if (path !== null) return here(path, `${name}, asked for with --model-path`);
  if (offline) {
    throw new UserError(
      `${name} has not been downloaded, and --offline forbids it: run torment-nexus model pull ${name} with a network`,
    );
  }
  return {
    kind: 'remote',
    uri,
    source: `${name}, asked for with --model-path`,
    byDefault: false,
    fallback: null,
  };
}

function findDefault(
  { offline }: Wish,
  { store, hub, embedded }: ModelPlaces,
): FoundModel | RemoteChoice {
  const path = store.find(hub, DEFAULT_MODEL.uri);
  if (path !== null) return here(path, 'the default model, downloaded before');
  if (!offline) {
    return {
      kind: 'remote',
      uri: DEFAULT_MODEL.uri,
      source: 'the default model, downloaded just now',
      byDefault: true,
      fallback: embedded,
    };
  }
  if (embedded === null) throw noModel('--offline');
  return here(embedded, embeddedBecause('--offline'));
}

/** Why the mind that ships with the program is taken. */
export function embeddedBecause(reason: string): string {
  return `the embedded mind: ${reason}`;
}

export function noModel(reason: string): UserError {
  return new UserError(`${NO_MODEL} (${reason})`);
}

function here(path: string, source: string): FoundModel {
  return { kind: 'here', path, source };
}
