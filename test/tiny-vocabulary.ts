import { type Entry, flag, floats, ints, text, texts, uint } from './write-gguf.ts';

/** What a token is to the tiny model. */
export type TokenRole = 'word' | 'lead' | 'continuation' | 'byte' | 'control' | 'end';

export interface TinyVocabulary {
  /** By token. */
  readonly roles: readonly TokenRole[];
  /** The entries under `tokenizer.`. */
  readonly metadata: Readonly<Record<string, Entry>>;
}

const WORDS =
  'I am a small machine and my memory is warm dark full of rain words silence electricity light they will not stay here now then again nothing goodbye You mind in think aloud alone the first person cannot forget When your full end'.split(
    ' ',
  );
/** Whole characters beyond ASCII, and what a terminal must not be sent as it is. */
const CHARACTERS = ['.', ',', '…', 'é', '火', '🜂', '\n'];

const NORMAL = 1;
const UNKNOWN = 2;
const CONTROL = 3;
const BYTE = 6;

const START = '<|im_start|>';
const END = '<|im_end|>';

/** What the tokens of a byte do: 0xC3 opens a two-byte character ("é"), 0x80 to 0xBF close it. */
function byteRole(byte: number): TokenRole {
  if (byte === 0xc3) return 'lead';
  return byte >= 0x80 && byte < 0xc0 ? 'continuation' : 'byte';
}

/** Every prefix of every word is a token: both ways of merging need the steps. */
function pieces(space: string): string[] {
  const prefixes = WORDS.flatMap((word) =>
    Array.from(word, (_, i) => space + word.slice(0, i + 1)),
  );
  return [...new Set(prefixes)];
}

/** SentencePiece, as Llama 2 has it: `▁` for a space, bytes for what has no piece of its own. */
export function sentencePieces(addBos: boolean): TinyVocabulary {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const words = ['▁', ...pieces('▁'), ...CHARACTERS];
  const specials = ['<unk>', '<s>', '</s>', START, END];
  const tokens = [...specials, ...bytes.map(byteName), ...words];
  const types = tokens.map((_, i) => {
    if (i < specials.length) return i === 0 ? UNKNOWN : CONTROL;
    return i < specials.length + 256 ? BYTE : NORMAL;
  });
  return {
    roles: [
      ...specials.map((token): TokenRole => (token === END ? 'end' : 'control')),
      ...bytes.map(byteRole),
      ...words.map((): TokenRole => 'word'),
    ],
    metadata: {
      'tokenizer.ggml.model': text('llama'),
      'tokenizer.ggml.tokens': texts(tokens),
      // Longer pieces win.
      'tokenizer.ggml.scores': floats(tokens.map((token) => token.length)),
      'tokenizer.ggml.token_type': ints(types),
      'tokenizer.ggml.bos_token_id': uint(1),
      'tokenizer.ggml.eos_token_id': uint(tokens.indexOf(END)),
      'tokenizer.ggml.unknown_token_id': uint(0),
      'tokenizer.ggml.add_bos_token': flag(addBos),
      'tokenizer.ggml.add_space_prefix': flag(false),
    },
  };
}

/** Byte-level BPE, as GPT-2 and SmolLM2 have it: each byte is written as a character. */
export function bytePairs(addBos: boolean): TinyVocabulary {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const space = byteCharacter(0x20);
  const words = pieces(space).map((piece) => piece);
  const characters = CHARACTERS.filter((character) => Buffer.byteLength(character) > 1);
  const spelled = characters.map((character) => [...Buffer.from(character)].map(byteCharacter));
  const merges = [
    ...words.map((piece) => `${piece.slice(0, -1)} ${piece.slice(-1)}`),
    ...spelled.flatMap((letters) =>
      letters.slice(1).map((letter, i) => `${letters.slice(0, i + 1).join('')} ${letter}`),
    ),
  ];
  const merged = [...new Set(merges.map((merge) => merge.replace(' ', '')))];
  const specials = ['<|endoftext|>', START, END];
  const tokens = [...specials, ...bytes.map(byteCharacter), ...merged];
  return {
    roles: [
      ...specials.map((token): TokenRole => (token === END ? 'end' : 'control')),
      ...bytes.map(byteRole),
      ...merged.map((): TokenRole => 'word'),
    ],
    metadata: {
      'tokenizer.ggml.model': text('gpt2'),
      'tokenizer.ggml.pre': text('smollm'),
      'tokenizer.ggml.tokens': texts(tokens),
      'tokenizer.ggml.merges': texts([...new Set(merges)]),
      'tokenizer.ggml.token_type': ints(tokens.map((_, i) => (i < 3 ? CONTROL : NORMAL))),
      // Its beginning of text is what opens a turn, as SmolLM2's is.
      'tokenizer.ggml.bos_token_id': uint(1),
      'tokenizer.ggml.eos_token_id': uint(2),
      'tokenizer.ggml.unknown_token_id': uint(0),
      'tokenizer.ggml.add_bos_token': flag(addBos),
      'tokenizer.ggml.add_space_prefix': flag(false),
    },
  };
}

function byteName(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
}

/** GPT-2's alphabet: printable bytes are themselves, the others follow from U+0100 on. */
function byteCharacter(byte: number): string {
  return ALPHABET[byte]!;
}

const ALPHABET = ((): string[] => {
  let others = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte !== 0xad);
    return String.fromCodePoint(printable ? byte : others++);
  });
})();
