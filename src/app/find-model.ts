import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../core/user-error.ts';
import { programFile } from './program-files.ts';

/** A model file, and why it was taken. */
export interface FoundModel {
  readonly path: string;
  /** One line. */
  readonly source: string;
}

/**
 * The model to live with: the one that is asked for, or else the one that ships in models/.
 *
 * @throws UserError when there is none
 */
export function findModel(modelPath: string | null): FoundModel {
  if (modelPath !== null) return { path: modelPath, source: 'asked for with --model-path' };
  const embedded = embeddedModel();
  if (embedded === null) {
    throw new UserError('there is no model: name a GGUF file with --model-path');
  }
  return { path: embedded, source: 'the embedded mind' };
}

function embeddedModel(): string | null {
  const directory = programFile('models');
  try {
    const file = readdirSync(directory).find((name) => name.endsWith('.gguf'));
    return file === undefined ? null : join(directory, file);
  } catch {
    return null;
  }
}
