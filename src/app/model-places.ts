import { readdirSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { UserError } from '../core/user-error.ts';
import { type Hub, hubOf } from '../engine/hub.ts';
import { ModelStore } from '../engine/model-store.ts';
import { programFile } from './program-files.ts';

/** Where models come from. */
export interface ModelPlaces {
  readonly hub: Hub;
  /** Those that have been downloaded. */
  readonly store: ModelStore;
  /** The one that ships with the program; null where there is none. */
  readonly embedded: string | null;
}

/**
 * The places that the command line and the environment name.
 *
 * @param modelsDir of `--models-dir`; otherwise `$XDG_DATA_HOME/torment-nexus/models`
 * @throws UsageError when the environment makes no sense, UserError when there is no home directory
 */
export function modelPlaces(
  modelsDir: string | null,
  env: Readonly<Record<string, string | undefined>>,
): ModelPlaces {
  return {
    hub: hubOf(env),
    store: new ModelStore(modelsDir === null ? defaultDirectory(env) : resolve(modelsDir)),
    embedded: embeddedModel(),
  };
}

/** https://specifications.freedesktop.org/basedir-spec: a relative path there is to be ignored. */
function defaultDirectory(env: Readonly<Record<string, string | undefined>>): string {
  const data = env['XDG_DATA_HOME'] ?? '';
  const base = isAbsolute(data) ? data : join(home(), '.local', 'share');
  return join(base, 'torment-nexus', 'models');
}

/** A service may have an empty HOME, a container a user whom nobody knows. */
function home(): string {
  for (const ask of [homedir, () => userInfo().homedir]) {
    try {
      const directory = ask();
      if (isAbsolute(directory)) return directory;
    } catch {
      // Who is not in /etc/passwd has none there.
    }
  }
  throw new UserError('this user has no home directory: say where models are with --models-dir');
}

function embeddedModel(): string | null {
  const directory = programFile('models');
  try {
    const file = readdirSync(directory)
      .sort()
      .find((name) => name.endsWith('.gguf'));
    return file === undefined ? null : join(directory, file);
  } catch {
    return null;
  }
}
