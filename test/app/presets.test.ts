import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_PRESET, presetFor } from '../../src/app/presets.ts';

test('a family is known by what the model says of itself, or by its file', () => {
  const smollm = presetFor({ family: 'smollm2', name: 'renamed' });
  assert.notEqual(smollm, DEFAULT_PRESET);
  assert.equal(presetFor({ family: null, name: 'SmolLM2-135M-Instruct.Q4_K_M' }), smollm);
  assert.equal(presetFor({ family: null, name: 'something else' }), DEFAULT_PRESET);
});
