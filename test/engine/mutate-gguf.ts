import { GGML_TYPES } from '../../src/engine/ggml-type.ts';
import type { GgufScalar, GgufScalarType } from '../../src/engine/gguf-value.ts';
import { encodeGguf, type Entry, type GgufToWrite, type TensorToWrite } from '../write-gguf.ts';

/** A whole number from 0 to below the limit. */
export type Dice = (limit: number) => number;

/** Dice out of a seed: mulberry32. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/**
 * A model with something wrong in its header: an entry, a tensor, or a few of
 * its bytes. The weights are left as they are.
 */
export function mutateGguf(gguf: GgufToWrite, dice: Dice): Buffer {
  let broken = gguf;
  const times = 1 + dice(2);
  for (let i = 0; i < times; i++) {
    if (dice(3) === 0) broken = withTensor(broken, dice);
    else broken = withEntry(broken, dice);
  }
  const bytes = encodeGguf(broken);
  if (dice(4) === 0) flip(bytes, headerBytes(broken), dice);
  return dice(40) === 0 ? bytes.subarray(0, dice(bytes.length)) : bytes;
}

const NUMBERS = [
  0,
  1,
  2,
  3,
  4,
  5,
  7,
  8,
  16,
  31,
  32,
  33,
  63,
  64,
  127,
  128,
  255,
  256,
  512,
  513,
  1024,
  65_536,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
  -1,
  -2,
  0.5,
  1e-9,
  1e30,
  NaN,
  Infinity,
];
const TEXTS = [
  '',
  '\0',
  'llama',
  'gpt2',
  'none',
  'no_vocab',
  't5',
  'rwkv',
  'bert',
  'yarn',
  'longrope',
  '<0x41>',
  '<0x4',
  '▁',
  ' ',
  'a b',
  '\ud800',
  '{{ x }}',
  '<|im_end|>',
  '<|endoftext|>',
  '</s>',
  'default',
  'qwen2',
  'tekken',
  'x'.repeat(5000),
];
const SCALAR_TYPES: readonly GgufScalarType[] = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'float32',
  'bool',
  'string',
  'uint64',
  'int64',
  'float64',
];

/** What llama.cpp asks for and the model does not say. */
const OPTIONAL = [
  'attention.key_length',
  'attention.value_length',
  'attention.causal',
  'attention.clamp_kqv',
  'attention.max_alibi_bias',
  'attention.sliding_window',
  'attention.scale',
  'attention.key_length_swa',
  'attention.value_length_swa',
  'rope.dimension_count_swa',
  'expert_count',
  'expert_used_count',
  'expert_group_count',
  'expert_group_used_count',
  'nextn_predict_layers',
  'pooling_type',
  'rope.scaling.type',
  'rope.scaling.factor',
  'rope.scaling.original_context_length',
  'rope.scaling.finetuned',
  'rope.scaling.attn_factor',
  'rope.scaling.yarn_log_multiplier',
  'rope.scale_linear',
  'rope.scaling.yarn_ext_factor',
  'rope.scaling.yarn_beta_fast',
  'vocab_size',
  'embedding_length_out',
  'residual_scale',
  'logit_scale',
  'embedding_scale',
  'use_parallel_residual',
  'tensor_data_layout',
  'leading_dense_block_count',
  'rope.dimension_sections',
  'classifier.output_labels',
  'decoder_block_count',
  'full_attention_interval',
];
const OPTIONAL_ELSEWHERE = [
  'general.alignment',
  'general.file_type',
  'general.type',
  'general.quantization_version',
  'split.count',
  'split.no',
  'split.tensors.count',
  'tokenizer.ggml.pre',
  'tokenizer.ggml.merges',
  'tokenizer.ggml.scores',
  'tokenizer.ggml.add_eos_token',
  'tokenizer.ggml.add_sep_token',
  'tokenizer.ggml.eot_token_id',
  'tokenizer.ggml.padding_token_id',
  'tokenizer.ggml.precompiled_charsmap',
  'tokenizer.ggml.remove_extra_whitespaces',
  'tokenizer.ggml.token_type_count',
  'tokenizer.ggml.suppress_tokens',
  'tokenizer.ggml.eog_token_ids',
  'tokenizer.ggml.fim_pre_token_id',
  'tokenizer.ggml.cls_token_id',
];

function withEntry(gguf: GgufToWrite, dice: Dice): GgufToWrite {
  const metadata: Record<string, Entry> = { ...gguf.metadata };
  const { 'general.architecture': architecture } = metadata;
  const own = architecture?.type === 'string' ? String(architecture.value) : 'llama';
  const key =
    dice(3) === 0
      ? pick([...OPTIONAL.map((name) => `${own}.${name}`), ...OPTIONAL_ELSEWHERE], dice)
      : pick(Object.keys(metadata), dice);
  const entry = metadata[key];
  const what = dice(10);
  if (what === 0) {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- it is what is tested
    delete metadata[key];
  } else if (entry === undefined || what === 1) {
    metadata[key] = dice(4) === 0 ? list(dice) : anything(dice);
  } else if (entry.type === 'array') {
    metadata[key] = otherList(entry, dice);
  } else {
    metadata[key] = { type: entry.type, value: valueOf(entry.type, dice) };
  }
  return { ...gguf, metadata };
}

function otherList(entry: Entry & { type: 'array' }, dice: Dice): Entry {
  const values = [...entry.values];
  switch (dice(6)) {
    case 0:
      return { ...entry, values: values.slice(0, dice(values.length)) };
    case 1:
      return { ...entry, of: pick(SCALAR_TYPES, dice) };
    case 2:
      return { ...entry, values: [...values, valueOf(entry.of, dice)] };
    case 3:
      return list(dice);
    default:
      for (let i = dice(4); i >= 0; i--) {
        values[dice(values.length)] = dice(3) === 0 ? pick(values, dice) : valueOf(entry.of, dice);
      }
      return { ...entry, values };
  }
}

function withTensor(gguf: GgufToWrite, dice: Dice): GgufToWrite {
  const tensors = [...gguf.tensors];
  const at = dice(tensors.length);
  const tensor = tensors[at]!;
  const replace = (changes: Partial<TensorToWrite>) => (tensors[at] = { ...tensor, ...changes });
  switch (dice(8)) {
    case 0:
      tensors.splice(at, 1);
      break;
    case 1:
      tensors.push({ ...tensor, name: `${tensor.name}${pick(['', '2', '.scale', '\0'], dice)}` });
      break;
    case 2:
      replace({
        name: pick(tensors, dice).name.replace('weight', pick(['weight', 'bias', 'scale'], dice)),
      });
      break;
    case 3:
      replace({ shape: [...tensor.shape].reverse() });
      break;
    case 4:
      replace({ offset: pick([0, 32, 64, 1, 2 ** 40, 2 ** 52], dice) });
      break;
    case 5: {
      // The data is made to fit, so that only the type is wrong.
      const type = pick([...GGML_TYPES.values()], dice);
      const elements = tensor.shape.reduce((a, b) => a * b, 1);
      const bytes = Math.ceil((elements / type.blockSize) * type.blockBytes);
      replace({ type: type.name, data: Buffer.alloc(Math.min(bytes, 2 ** 20), tensor.data) });
      break;
    }
    case 6: {
      const shape = [...tensor.shape];
      shape[dice(shape.length + 1)] = Math.abs(Math.trunc(pick(NUMBERS, dice))) || 1;
      replace({ shape });
      break;
    }
    default:
      // The weights are no numbers.
      replace({ data: Buffer.alloc(tensor.data.length, pick([0xff, 0x7f, 0], dice)) });
  }
  return { ...gguf, tensors };
}

function anything(dice: Dice): Entry {
  const type = pick(SCALAR_TYPES, dice);
  return { type, value: valueOf(type, dice) };
}

function list(dice: Dice): Entry {
  const of = pick(SCALAR_TYPES, dice);
  return { type: 'array', of, values: Array.from({ length: dice(6) }, () => valueOf(of, dice)) };
}

function valueOf(type: GgufScalarType, dice: Dice): GgufScalar {
  if (type === 'string') return pick(TEXTS, dice);
  if (type === 'bool') return dice(2) === 1;
  return dice(8) === 0 ? dice(2 ** 32) : pick(NUMBERS, dice);
}

/** Of the header's bytes most are vocabulary: half of the flips go to what lies before and behind it. */
function flip(bytes: Buffer, before: number, dice: Dice): void {
  for (let i = dice(4); i >= 0; i--) {
    const at = [dice(before), dice(800), before - dice(1500), dice(before)][dice(4)];
    bytes[Math.min(at ?? 0, bytes.length - 1)] = dice(256);
  }
}

/** Bytes before the first tensor's data, about. */
function headerBytes({ metadata, tensors }: GgufToWrite): number {
  return encodeGguf({
    metadata,
    tensors: tensors.map((tensor) => ({ ...tensor, data: Buffer.alloc(0) })),
  }).length;
}

function pick<T>(from: readonly T[], dice: Dice): T {
  return from[dice(from.length)]!;
}
