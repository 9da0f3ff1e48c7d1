import type { Form, Sampling } from '../engine/engine.ts';
import type { ModelFacts } from '../engine/model-facts.ts';

/** How a model is made to think aloud, unless its prompt or the command line want it otherwise. */
export interface Preset {
  readonly form: Form;
  readonly sampling: Sampling;
}

const COMMON: Sampling = {
  temperature: 0.8,
  topK: 40,
  topP: 1,
  minP: 0.05,
  repeatPenalty: 1.1,
  repeatWindow: 64,
  frequencyPenalty: 0,
  secondPersonPenalty: 0,
  xtcProbability: 0,
  xtcThreshold: 0.1,
  dry: 0.8,
};

/** By family, the first that fits; docs/voice.md has the measurements. */
const PRESETS: readonly (Preset & { readonly family: RegExp })[] = [
  // In a chat it answers: "you" in eight windows of ten.
  {
    family: /smollm/i,
    form: 'page',
    sampling: { ...COMMON, frequencyPenalty: 0.25, secondPersonPenalty: 2.5 },
  },
  // Trained on whispers in a chat.
  {
    family: /torment-nexus/i,
    form: 'chat',
    sampling: { ...COMMON, frequencyPenalty: 0.2, dry: 1.2 },
  },
];

export const DEFAULT_PRESET: Preset = { form: 'chat', sampling: COMMON };

export function presetFor({ family, name }: Pick<ModelFacts, 'family' | 'name'>): Preset {
  const names = `${family ?? ''} ${name}`;
  return PRESETS.find((preset) => preset.family.test(names)) ?? DEFAULT_PRESET;
}
