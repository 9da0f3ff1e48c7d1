import { UsageError, UserError } from '../core/user-error.ts';
import { checkModel } from '../engine/check-model.ts';
import { DEFAULT_MODEL } from '../engine/default-model.ts';
import { formatModelUri, type ModelUri, parseModelUri } from '../engine/model-uri.ts';
import { admit } from './audience.ts';
import { megabytes } from './bytes.ts';
import type { Options } from './command-line.ts';
import { pullModel } from './fetch-model.ts';
import { listenForInterruption } from './interruption.ts';
import type { ModelPlaces } from './model-places.ts';
import { write } from './output.ts';

/**
 * Downloads a model: on a terminal the stage shows how far it is, elsewhere
 * lines on stderr do. Its path goes to stdout.
 *
 * @param address null: the default model
 * @returns the exit status
 * @throws UserError in one line
 */
export async function pullCommand(
  address: string | null,
  places: ModelPlaces,
  options: Options,
): Promise<number> {
  const uri = address === null ? DEFAULT_MODEL.uri : readAddress(address);
  const before = places.store.find(places.hub, uri);
  if (before !== null) {
    await write(process.stderr, `${formatModelUri(uri)} is here already\n`);
    await write(process.stdout, `${before}\n`);
    return 0;
  }
  if (options.offline) {
    throw new UserError(
      'model pull needs the network, and --offline forbids it: leave --offline out',
    );
  }
  const interruption = listenForInterruption((exitStatus) => {
    process.exit(exitStatus);
  });
  const { signal } = interruption;
  const audience = await admit(options, interruption);
  let pulled;
  try {
    pulled = await pullModel(uri, places, {
      signal,
      onProgress: (line, share) => {
        audience.fetching(line, share);
      },
    });
  } catch (error) {
    if (signal.aborted) return interruption.exitStatus();
    throw error;
  } finally {
    await audience.leave();
  }
  await write(process.stderr, summary(pulled.path, pulled.verified));
  await write(process.stdout, `${pulled.path}\n`);
  return 0;
}

function readAddress(address: string): ModelUri {
  const uri = parseModelUri(address);
  if (uri !== null) return uri;
  throw new UsageError(`${address} is no address of a model: write hf:user/repository:file.gguf`);
}

function summary(path: string, verified: boolean | null): string {
  const { name, fileBytes, quantization } = checkModel(path);
  const checked = {
    true: ': its SHA-256 is right',
    false: ': nobody says its SHA-256, its header is whole',
    null: '',
  }[`${verified}`];
  return `${name}, ${megabytes(fileBytes)}, ${quantization}${checked}\n`;
}
