import { NEEDS_EXPERTS, NEEDS_ROPE_SECTIONS, NOT_ALL_ATTENTION } from './architectures.ts';
import { quote } from './gguf-error.ts';
import { damaged, ModelFault } from './model-fault.ts';
import type { ModelMetadata } from './model-metadata.ts';

/** The numbers of a model that the rest depends on. */
export interface HyperParameters {
  readonly layers: number;
  /** Tokens. */
  readonly trainedContext: number;
  /** Numbers per token between two layers. */
  readonly width: number;
  /** The same inside the widest of its layers. */
  readonly feedForwardWidth: number;
  /** Of the layer that has the most. */
  readonly heads: number;
  /** Bytes of the KV cache for each token, in f16. */
  readonly kvBytesPerToken: number;
}

// What llama.cpp allows (llama-hparams.h), and what is beyond any model.
const MAX_LAYERS = 512;
const MAX_EXPERTS = 512;
const MAX_HEADS = 2 ** 16;
const MAX_WIDTH = 2 ** 20;
const MAX_U32 = 2 ** 32 - 1;

const BYTES_OF_F16 = 2;

/**
 * Checks the numbers with which llama.cpp would divide by zero or abort: it
 * checks the shapes of tensors itself and reports them, but asserts the rest.
 *
 * @throws ModelFault
 */
export function checkHyperParameters(metadata: ModelMetadata): HyperParameters {
  const layers = metadata.ownRequired('block_count', 1, MAX_LAYERS);
  const trainedContext = metadata.ownRequired('context_length', 1, 2 ** 31 - 1);
  const width = metadata.ownRequired('embedding_length', 1, MAX_WIDTH);
  const feedForward = metadata.perLayer('feed_forward_length', layers, 0, 2 ** 24) ?? [0];
  metadata.own('nextn_predict_layers', 0, layers - 1);
  checkFloats(metadata);
  const experts = checkExperts(metadata, layers);
  if (experts === 0 && feedForward.includes(0) && !NOT_ALL_ATTENTION.has(metadata.architecture)) {
    throw damaged('a layer has no feed-forward');
  }
  if (metadata.flag(`${metadata.architecture}.attention.causal`) === false) {
    throw new ModelFault('does not read from left to right and cannot speak word by word');
  }
  return {
    layers,
    trainedContext,
    width,
    feedForwardWidth: Math.max(...feedForward),
    ...checkAttention(metadata, layers, width),
  };
}

function checkFloats(metadata: ModelMetadata): void {
  for (const [key, value] of metadata.ownScalars()) {
    if (typeof value !== 'number') continue;
    if (!Number.isFinite(value)) throw damaged(`${quote(key)} is not a number`);
    if (key.endsWith('epsilon') && value < 0) throw damaged(`${quote(key)} is negative`);
  }
}

function checkAttention(
  metadata: ModelMetadata,
  layers: number,
  width: number,
): Pick<HyperParameters, 'heads' | 'kvBytesPerToken'> {
  const heads = metadata.perLayer('attention.head_count', layers, 0, MAX_HEADS);
  const headsKv = metadata.perLayer('attention.head_count_kv', layers, 0, MAX_HEADS) ?? heads;
  // Without attention (Mamba, RWKV) there are no heads, and nothing to divide by.
  const first = heads?.[0] ?? 0;
  if (!NOT_ALL_ATTENTION.has(metadata.architecture)) {
    if ([heads, headsKv].some((numbers) => numbers === null || numbers.includes(0))) {
      throw damaged('a layer has no heads');
    }
  }
  if (heads === null || headsKv === null || first === 0) {
    return { heads: 0, kvBytesPerToken: 0 };
  }
  heads.forEach((head, layer) => {
    const kv = headsKv[layer] ?? 0;
    if (kv > 0 && head % kv !== 0) throw damaged(`${head} heads cannot share ${kv} keys`);
  });
  const usual = Math.floor(width / first);
  if (usual === 0) throw damaged(`${first} heads share ${width} numbers`);
  const keyLength = metadata.own('attention.key_length', 1, MAX_WIDTH) ?? usual;
  const valueLength = metadata.own('attention.value_length', 1, MAX_WIDTH) ?? usual;
  checkRope(metadata, keyLength, valueLength);
  const keys = headsKv.reduce((sum, kv) => sum + kv, 0);
  return {
    heads: Math.max(...heads),
    kvBytesPerToken: keys * (keyLength + valueLength) * BYTES_OF_F16,
  };
}

/** Architectures in which llama.cpp asserts that a key is as long as a value, and all of it rotated. */
const ALL_ROTATED: ReadonlySet<string> = new Set(
  'llama deci mistral3 qwen qwen2 qwen2moe qwen3 qwen3moe internlm2 xverse baichuan smollm3 minicpm ernie4_5 exaone olmo arcee nanbeige gemma gemma2 gemma3 falcon orion'.split(
    ' ',
  ),
);

function checkRope(metadata: ModelMetadata, keyLength: number, valueLength: number): void {
  const rotated = metadata.own('rope.dimension_count', 0, MAX_U32) ?? keyLength;
  if (rotated > keyLength || rotated % 2 !== 0) {
    throw damaged(`${rotated} of ${keyLength} numbers cannot be rotated in pairs`);
  }
  if (ALL_ROTATED.has(metadata.architecture)) {
    if (valueLength !== keyLength) throw damaged(`keys of ${keyLength}, values of ${valueLength}`);
    if (rotated !== keyLength) throw damaged(`it rotates ${rotated} of ${keyLength} numbers`);
  }
  const scaling = metadata.text(`${metadata.architecture}.rope.scaling.type`);
  if (scaling !== null && !['none', 'linear', 'yarn', 'longrope'].includes(scaling)) {
    throw damaged(`the unknown rope scaling ${quote(scaling)}`);
  }
  if (
    NEEDS_ROPE_SECTIONS.has(metadata.architecture) &&
    metadata.array(`${metadata.architecture}.rope.dimension_sections`) === null
  ) {
    throw damaged('it does not say its rope.dimension_sections');
  }
}

/** @returns how many experts a layer has */
function checkExperts(metadata: ModelMetadata, layers: number): number {
  const experts = metadata.own('expert_count', 0, MAX_EXPERTS) ?? 0;
  const used = metadata.perLayer('expert_used_count', layers, 0, MAX_EXPERTS) ?? [0];
  const mostUsed = Math.max(...used);
  if (mostUsed > experts || (experts > 0 && mostUsed === 0)) {
    throw damaged(`it uses ${mostUsed} of ${experts} experts`);
  }
  if (experts === 0 && NEEDS_EXPERTS.has(metadata.architecture)) throw damaged('it has no experts');
  const groups = metadata.own('expert_group_count', 0, MAX_EXPERTS) ?? 0;
  const groupsUsed = metadata.own('expert_group_used_count', 0, MAX_EXPERTS) ?? 0;
  if (groups > 0 && (groups >= experts || experts % groups !== 0)) {
    throw damaged(`${experts} experts in ${groups} groups`);
  }
  if (groups > 1 && (groupsUsed === 0 || groupsUsed >= groups)) {
    throw damaged(`it uses ${groupsUsed} of ${groups} groups of experts`);
  }
  return experts;
}
