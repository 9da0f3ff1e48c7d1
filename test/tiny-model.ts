import { createHash } from 'node:crypto';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytePairs, sentencePieces, type TokenRole } from './tiny-vocabulary.ts';
import {
  encodeGguf,
  type Entry,
  float,
  type GgufToWrite,
  type TensorToWrite,
  text,
  uint,
} from './write-gguf.ts';

export interface TinyModelOptions {
  /** @default 1 */
  readonly seed?: number;
  /** Null: a base model. @default ChatML */
  readonly chatTemplate?: string | null;
  /** SentencePiece with byte fallback, or byte-level BPE. @default "spm" */
  readonly vocabulary?: 'spm' | 'bpe';
  /** "gpt2" has learned positions, "qwen2" biases. @default "llama" */
  readonly architecture?: 'llama' | 'qwen2' | 'gpt2';
  /** Whether it wants its text to begin with BOS. @default false */
  readonly addBos?: boolean;
  /** Standard deviation of its logits: 0.2 babbles, 3 has habits. @default 1 */
  readonly scale?: number;
  /** How likely its text ends with each token, about. 0: almost never. @default 0.01 */
  readonly endings?: number;
  /** @default 2048 */
  readonly trainedContext?: number;
  /** Numbers per token between its layers; a multiple of 16. @default 64 */
  readonly width?: number;
  /** Metadata on top of its own; null takes an entry away. */
  readonly metadata?: Readonly<Record<string, Entry | null>>;
}

export const CHATML =
  "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

/**
 * A real model of half a megabyte, the same for the same options, for tests
 * that need llama.cpp. Its weights are noise, but its last layer is made so
 * that it speaks words, now and then spells a character byte by byte, and now
 * and then ends its text.
 *
 * @param directory where it is written; without, a folder that all tests share
 * @returns its path
 */
export async function tinyModel(
  options: TinyModelOptions = {},
  directory = join(tmpdir(), 'torment-nexus-tiny-models'),
): Promise<string> {
  const bytes = encodeGguf(tinyGguf(options));
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const path = join(directory, `tiny-${digest}.gguf`);
  const there = await stat(path).catch(() => null);
  if (there?.size === bytes.length) return path;
  await mkdir(directory, { recursive: true });
  // Tests that run at the same time never see half of it.
  await writeFile(`${path}.${process.pid}`, bytes);
  await rename(`${path}.${process.pid}`, path);
  return path;
}

const LAYERS = 2;
const HEADS = 4;
const HEADS_KV = 2;

/** The parts of the tiny model, for tests that break it before they write it. */
export function tinyGguf(options: TinyModelOptions = {}): GgufToWrite {
  const {
    seed = 1,
    chatTemplate = CHATML,
    vocabulary = 'spm',
    architecture = 'llama',
    addBos = false,
    trainedContext = 2048,
    width = 64,
    metadata = {},
  } = options;
  const { roles, metadata: tokenizer } = (vocabulary === 'spm' ? sentencePieces : bytePairs)(
    addBos,
  );
  const entries: Record<string, Entry | null> = {
    'general.architecture': text(architecture),
    'general.name': text('Tiny'),
    'general.license': text('cc0-1.0'),
    [`${architecture}.context_length`]: uint(trainedContext),
    [`${architecture}.embedding_length`]: uint(width),
    [`${architecture}.block_count`]: uint(LAYERS),
    [`${architecture}.feed_forward_length`]: uint(2 * width),
    [`${architecture}.attention.head_count`]: uint(HEADS),
    ...(architecture === 'gpt2'
      ? { 'gpt2.attention.layer_norm_epsilon': float(1e-5) }
      : {
          [`${architecture}.attention.head_count_kv`]: uint(HEADS_KV),
          [`${architecture}.attention.layer_norm_rms_epsilon`]: float(1e-5),
          [`${architecture}.rope.dimension_count`]: uint(width / HEADS),
          [`${architecture}.rope.freq_base`]: float(10_000),
        }),
    ...tokenizer,
    ...(chatTemplate === null ? {} : { 'tokenizer.chat_template': text(chatTemplate) }),
    ...metadata,
  };
  const noise = gaussian(seed);
  return {
    metadata: Object.fromEntries(
      Object.entries(entries).flatMap(([key, entry]) => (entry === null ? [] : [[key, entry]])),
    ),
    tensors: [
      ...ends(roles, width, noise, options),
      ...Array.from({ length: LAYERS }, (_, layer) =>
        (architecture === 'gpt2' ? gpt2Layer : llamaLayer)(layer, width, noise, architecture),
      ).flat(),
      ...(architecture === 'gpt2'
        ? [
            matrix('position_embd.weight', [width, trainedContext], () => 0.02 * noise()),
            matrix('output_norm.bias', [width], () => 0),
          ]
        : []),
    ],
  };
}

type Noise = () => number;

/**
 * The first two numbers of a token's vector are kept for saying what may follow:
 * 0 is high after the first byte of a character, and 1 is the same for every
 * token, so that a weight on it makes a token likely or not at all times.
 */
function ends(
  roles: readonly TokenRole[],
  width: number,
  noise: Noise,
  { scale = 1, endings = 0.01 }: TinyModelOptions,
): TensorToWrite[] {
  const embeddings = roles.flatMap((role) =>
    Array.from({ length: width }, (_, i) => {
      if (i === 0) return role === 'lead' ? 6 : 0;
      return i === 1 ? 2 : noise();
    }),
  );
  // The norm before the output makes the length of every vector √width.
  const spread = scale / Math.sqrt(width);
  const words = roles.filter((role) => role === 'word').length;
  const likely: Readonly<Record<TokenRole, readonly [afterLead: number, always: number]>> = {
    word: [0, 0],
    lead: [-4, 1.5],
    continuation: [4, -7],
    byte: [0, -7],
    control: [0, -9],
    end: [-4, endings > 0 ? Math.log(endings * words) / 1.7 : -9],
  };
  const output = roles.flatMap((role) =>
    Array.from({ length: width }, (_, i) => (i < 2 ? likely[role][i]! : spread * noise())),
  );
  return [
    matrix('token_embd.weight', [width, roles.length], (i) => embeddings[i]!),
    matrix('output_norm.weight', [width], () => 1),
    matrix('output.weight', [width, roles.length], (i) => output[i]!),
  ];
}

function llamaLayer(
  layer: number,
  width: number,
  noise: Noise,
  architecture: string,
): TensorToWrite[] {
  const keys = (width / HEADS) * HEADS_KV;
  const small = () => (0.5 / Math.sqrt(width)) * noise();
  const tensor = (name: string, shape: number[], value: Noise = small) =>
    matrix(`blk.${layer}.${name}`, shape, value);
  const bias = (name: string, elements: number) =>
    architecture === 'qwen2' ? [tensor(`${name}.bias`, [elements], () => 0.1 * noise())] : [];
  return [
    tensor('attn_norm.weight', [width], () => 1),
    tensor('attn_q.weight', [width, width]),
    ...bias('attn_q', width),
    tensor('attn_k.weight', [width, keys]),
    ...bias('attn_k', keys),
    tensor('attn_v.weight', [width, keys]),
    ...bias('attn_v', keys),
    tensor('attn_output.weight', [width, width]),
    tensor('ffn_norm.weight', [width], () => 1),
    tensor('ffn_gate.weight', [width, 2 * width]),
    tensor('ffn_up.weight', [width, 2 * width]),
    tensor('ffn_down.weight', [2 * width, width]),
  ];
}

function gpt2Layer(layer: number, width: number, noise: Noise): TensorToWrite[] {
  const small = () => (0.5 / Math.sqrt(width)) * noise();
  const tensor = (name: string, shape: number[], value: Noise = small) =>
    matrix(`blk.${layer}.${name}`, shape, value);
  const linear = (name: string, from: number, to: number) => [
    tensor(`${name}.weight`, [from, to]),
    tensor(`${name}.bias`, [to], () => 0),
  ];
  const norm = (name: string) => [
    tensor(`${name}.weight`, [width], () => 1),
    tensor(`${name}.bias`, [width], () => 0),
  ];
  return [
    ...norm('attn_norm'),
    ...linear('attn_qkv', width, 3 * width),
    ...linear('attn_output', width, width),
    ...norm('ffn_norm'),
    ...linear('ffn_up', width, 2 * width),
    ...linear('ffn_down', 2 * width, width),
  ];
}

function matrix(name: string, shape: number[], value: (i: number) => number): TensorToWrite {
  const elements = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => value(i));
  return { name, shape, data: new Uint8Array(elements.buffer) };
}

/** Normal deviates out of a seed: mulberry32, Box and Muller. */
function gaussian(seed: number): Noise {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
