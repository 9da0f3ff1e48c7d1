import { readGgufArray } from './gguf.ts';
import { quote } from './gguf-error.ts';
import type { GgufArray, GgufScalarType } from './gguf-value.ts';
import { damaged, ModelFault } from './model-fault.ts';
import type { ModelMetadata } from './model-metadata.ts';

/** What llama.cpp knows by `tokenizer.ggml.model`. */
const TOKENIZERS: ReadonlySet<string> = new Set([
  'llama',
  'gpt2',
  'bert',
  't5',
  'rwkv',
  'plamo2',
  'gemma4',
  'hybriddna',
  'whitespace',
]);

/** Those that spell unknown characters with tokens of one byte each. */
const SPELLS_BYTES: ReadonlySet<string> = new Set(['llama', 't5', 'plamo2', 'gemma4']);

const MAX_TOKENS = 2 ** 22;
const BYTE_TOKEN = 6;

/**
 * Checks that the vocabulary is one with which llama.cpp can turn text into
 * tokens and back. It takes the lists on trust: of another type they are read
 * past their end, and a missing byte token ends the process.
 *
 * @param path where the vocabulary is read from
 * @returns how many tokens there are
 * @throws ModelFault
 * @throws GgufError
 */
export function checkTokenizer(path: string, metadata: ModelMetadata): number {
  const model = metadata.text('tokenizer.ggml.model');
  const tokens = metadata.array('tokenizer.ggml.tokens');
  if (model === null || model === 'no_vocab' || model === 'none' || tokens === null) {
    throw new ModelFault('has no tokenizer and cannot read or speak');
  }
  if (!TOKENIZERS.has(model)) {
    throw new ModelFault(`has a tokenizer that llama.cpp does not know (${quote(model)})`);
  }
  expect(tokens, 'tokens', ['string'], 1);
  if (tokens.length > MAX_TOKENS) throw damaged(`a vocabulary of ${tokens.length}`);
  const scores = metadata.array('tokenizer.ggml.scores');
  if (scores !== null) expect(scores, 'scores', ['float32'], tokens.length);
  const types = metadata.array('tokenizer.ggml.token_type');
  if (types !== null) expect(types, 'token types', ['int32', 'uint32'], tokens.length);
  const merges = metadata.array('tokenizer.ggml.merges');
  if (merges !== null) expect(merges, 'merges', ['string'], 0);

  const vocabulary = distinct(readGgufArray(path, tokens).map(String));
  const typeOf = types === null ? [] : readGgufArray(path, types);
  if (SPELLS_BYTES.has(model)) checkBytes(vocabulary, typeOf);
  // GPT-2's bytes are characters; the others have no way back from a token to its byte.
  else if (model !== 'gpt2' && typeOf.includes(BYTE_TOKEN)) {
    throw damaged(`tokens of one byte in a tokenizer of the kind ${quote(model)}`);
  }
  return tokens.length;
}

function expect(
  array: GgufArray,
  what: string,
  types: readonly GgufScalarType[],
  least: number,
): void {
  if (!types.includes(array.of)) throw damaged(`its ${what} are of type ${array.of}`);
  if (array.length < least) throw damaged(`it has ${array.length} ${what}`);
}

/** The tokens as llama.cpp keeps them: cut at a NUL, and none without a name. No two may be the same. */
function distinct(tokens: readonly string[]): ReadonlyMap<string, number> {
  const vocabulary = new Map<string, number>();
  tokens.forEach((token, id) => {
    const end = token.indexOf('\0');
    const name = end < 0 ? token : token.slice(0, end);
    vocabulary.set(name === '' ? `[EMPTY_${id}]` : name, id);
  });
  if (vocabulary.size !== tokens.length) throw damaged('two of its tokens are the same');
  return vocabulary;
}

function checkBytes(vocabulary: ReadonlyMap<string, number>, types: readonly unknown[]): void {
  for (let byte = 0; byte < 256; byte++) {
    const name = `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
    const itself = byte < 0x80 && byte > 0 && vocabulary.has(String.fromCharCode(byte));
    if (!vocabulary.has(name) && !itself) throw damaged(`it has no token for the byte ${byte}`);
  }
  for (const [token, id] of vocabulary) {
    if (types[id] === BYTE_TOKEN && !/^<0x[0-9A-F]{2}>$/.test(token)) {
      throw damaged(`its token ${quote(token)} is no byte`);
    }
  }
}
