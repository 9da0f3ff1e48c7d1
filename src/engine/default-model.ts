import type { ModelSize } from './memory-budget.ts';
import type { HubFile } from './model-uri.ts';

/** A file of the hub of which every byte is known. */
export interface PinnedModel {
  readonly uri: HubFile;
  /** The commit it is fetched from, whatever its branch has become. */
  readonly commit: string;
  readonly sha256: string;
  readonly bytes: number;
  /** What it will need in memory, before it is here. */
  readonly size: Omit<ModelSize, 'fileBytes'>;
}

/**
 * The mind of the piece: SmolLM2-135M-Instruct, Apache-2.0, 101 MiB.
 *
 * Commit, size and SHA-256 were written without a network, from what eight
 * public projects that pin this file agree on. If they were wrong, nothing would
 * be downloaded but the embedded mind would speak.
 */
export const DEFAULT_MODEL: PinnedModel = {
  uri: {
    kind: 'file',
    repo: 'bartowski/SmolLM2-135M-Instruct-GGUF',
    revision: 'main',
    file: 'SmolLM2-135M-Instruct-Q4_K_M.gguf',
  },
  commit: '09816acd5d99df7be770d85ea30822623dab342c',
  sha256: '2e8040ceae7815abe0dcb3540b9995eaa1fa0d2ca9e797d0a635ae4433c68c2d',
  bytes: 105_454_432,
  size: {
    name: 'SmolLM2-135M-Instruct-Q4_K_M',
    trainedContext: 8192,
    learnedPositions: false,
    kvBytesPerToken: 23_040,
    vocabularySize: 49_152,
    width: 576,
    feedForwardWidth: 1536,
    heads: 9,
  },
};
