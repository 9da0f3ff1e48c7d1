import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadLlamaEngine } from '../../src/engine/llama-engine.ts';
import { CHATML, tinyModel } from '../tiny-model.ts';
import { uint } from '../write-gguf.ts';

// By itself: the native library speaks to the first logger of a process only.
test('what llama.cpp cannot load is an error of one line, with its reason', async () => {
  const modelPath = await tinyModel({ metadata: { 'llama.feed_forward_length': uint(17) } });
  await assert.rejects(
    loadLlamaEngine({
      modelPath,
      model: 'broken',
      chatTemplate: CHATML,
      contextSize: 64,
      threads: 1,
      gpuLayers: 0,
      now: () => 0,
      onProgress: () => undefined,
    }),
    {
      name: 'UserError',
      message: `llama.cpp cannot load ${modelPath} (check_tensor_dims: tensor 'blk.0.ffn_gate.weight' has wrong shape; expected 64, 17, got 64, 128, 1, 1): try another GGUF with --model-path`,
    },
  );
});
