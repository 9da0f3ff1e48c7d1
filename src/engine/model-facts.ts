import type { GgufTensor } from './gguf.ts';

/** What is known of a model before it is loaded. */
export interface ModelFacts {
  /** Of the file, or of the first of its parts. */
  readonly path: string;
  /** The file's, by which people know it: SmolLM2's own is "Smollm2 135M 8k Lc100K Mix1 Ep2". */
  readonly name: string;
  /** What it descends from, in its own words: "smollm2"; null where it does not say. */
  readonly family: string | null;
  /** As llama.cpp names it: "llama". */
  readonly architecture: string;
  /** Of all its parts. */
  readonly fileBytes: number;
  /** Tokens it was trained to hold. */
  readonly trainedContext: number;
  /** Whether it learned each position by itself, so that there are none beyond the trained ones. */
  readonly learnedPositions: boolean;
  readonly layers: number;
  /** Of the KV cache in f16. */
  readonly kvBytesPerToken: number;
  /** Tokens. */
  readonly vocabularySize: number;
  /** Numbers per token between its layers. */
  readonly width: number;
  /** Of the widest of them. */
  readonly feedForwardWidth: number;
  /** Of the layer that has the most. */
  readonly heads: number;
  readonly parameters: number;
  /** In Jinja; null for a base model. */
  readonly chatTemplate: string | null;
  /** As the file says it: "apache-2.0". */
  readonly license: string | null;
  /** The types of its weights, the largest share first: "Q4_1 89 %, Q8_0 11 %". */
  readonly quantization: string;
}

/** How the weights are stored, by their share of the bytes; less than one percent is not named. */
export function quantizationOf(tensors: readonly GgufTensor[]): string {
  const bytesOf = new Map<string, number>();
  for (const { type, bytes } of tensors) bytesOf.set(type, (bytesOf.get(type) ?? 0) + bytes);
  const total = tensors.reduce((sum, { bytes }) => sum + bytes, 0);
  const shares = [...bytesOf]
    .map(([type, bytes]) => ({ type, percent: Math.round((100 * bytes) / total) }))
    .filter(({ percent }) => percent > 0)
    .sort((a, b) => b.percent - a.percent);
  const [only] = shares;
  if (only !== undefined && shares.length === 1) return only.type;
  return shares.map(({ type, percent }) => `${type} ${percent} %`).join(', ');
}
