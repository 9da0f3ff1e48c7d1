import { UsageError } from '../core/user-error.ts';

/** What is to be done. */
export type Command =
  | { readonly name: 'perform' }
  | { readonly name: 'doctor' }
  | { readonly name: 'model'; readonly action: ModelAction };

export type ModelAction =
  | { readonly name: 'list' }
  /** Null: the default model. */
  | { readonly name: 'pull'; readonly uri: string | null }
  | { readonly name: 'inspect'; readonly model: string };

/**
 * Reads the words of the command line that are no options.
 *
 * @throws UsageError when they make no sense
 */
export function readCommand(words: readonly string[]): Command {
  const [name, ...rest] = words;
  switch (name) {
    case undefined:
      return { name: 'perform' };
    case 'doctor':
      nothingMore(words, rest, 0);
      return { name };
    case 'model':
      return { name, action: readModelAction(words, rest) };
    default:
      throw new UsageError(
        `unknown command "${words.join(' ')}": see --help; put a text of several words in quotes, and "--" between npm start and its options`,
      );
  }
}

function readModelAction(
  words: readonly string[],
  [name, ...rest]: readonly string[],
): ModelAction {
  const [first] = rest;
  switch (name) {
    case 'list':
      nothingMore(words, rest, 0);
      return { name };
    case 'pull':
      nothingMore(words, rest, 1);
      return { name, uri: first ?? null };
    case 'inspect':
      nothingMore(words, rest, 1);
      if (first === undefined) throw new UsageError('model inspect needs a file: see --help');
      return { name, model: first };
    default:
      throw new UsageError(`"${words.join(' ')}" is no command: model list, pull or inspect`);
  }
}

function nothingMore(words: readonly string[], rest: readonly string[], most: number): void {
  const more = rest[most];
  if (more !== undefined) {
    throw new UsageError(`"${more}" is too much in "${words.join(' ')}": see --help`);
  }
}
