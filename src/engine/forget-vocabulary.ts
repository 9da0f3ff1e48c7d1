import type { LlamaModel } from 'node-llama-cpp';
import { KNOWN_VERSION } from './known-version.ts';

/**
 * Lets go of the texts of a vocabulary, which node-llama-cpp has read into
 * JavaScript beside the one that llama.cpp has: nobody asks for more of them
 * than how many there are.
 *
 * @param version of node-llama-cpp, as it says itself
 */
export function forgetVocabulary(model: LlamaModel, version: string): void {
  if (version !== KNOWN_VERSION) return;
  const { tokens, merges } = model.fileInfo.metadata.tokenizer.ggml;
  (tokens as string[]).fill('');
  (merges as string[] | undefined)?.splice(0);
}
