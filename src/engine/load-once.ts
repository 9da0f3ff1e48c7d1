import type { GgufInsights } from 'node-llama-cpp';
import { KNOWN_VERSION } from './known-version.ts';

/** An answer that nobody reads. */
const unread = () => Promise.resolve({ cpuRam: 0, gpuVram: 0 });

/**
 * Keeps node-llama-cpp from loading each model twice.
 *
 * Before it loads a model or makes a context, it does so in a simulation, to
 * learn what memory that would take. With a number for `gpuLayers` and
 * `ignoreMemorySafetyChecks` it does nothing with the answer, but what the
 * simulation has had of memory stays: 30 MiB with SmolLM2. There is no option
 * for that: the two methods that would simulate are replaced.
 *
 * @param version of node-llama-cpp, as it says itself
 */
export function loadOnce({ prototype }: typeof GgufInsights, version: string): void {
  if (version !== KNOWN_VERSION) return;
  prototype.estimateModelResourceRequirementsV2 = unread;
  prototype.estimateContextResourceRequirementsV2 = unread;
}
