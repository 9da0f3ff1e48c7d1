import { NOT_FOR_WEIGHTS } from './ggml-type.ts';
import type { GgufHeader, GgufTensor } from './gguf.ts';
import { quote } from './gguf-error.ts';
import { damaged, DOWNLOAD_AGAIN, ModelFault } from './model-fault.ts';

/**
 * Checks that all of the weights are in the file.
 *
 * @throws ModelFault that says how much is missing
 */
export function checkWhole({ tensors, fileBytes }: GgufHeader): void {
  const end = tensors.reduce((last, { offset, bytes }) => Math.max(last, offset + bytes), 0);
  if (end > fileBytes) {
    throw new ModelFault(
      `is cut short: ${(end - fileBytes).toLocaleString('en')} of its ${end.toLocaleString('en')} bytes are missing`,
      DOWNLOAD_AGAIN,
    );
  }
}

/** Added and multiplied element by element: llama.cpp aborts on anything but F32. */
const ELEMENTWISE = /norm\.weight$|\.bias$|\.scale$/;

/** Which expert a token goes to, which token of a smaller vocabulary it is: these are whole numbers. */
const TABLE_OF_IDS = /tid2eid|d2t/;

/**
 * Checks the tensors for what llama.cpp would only notice while it computes. It
 * compares shapes with the hyper-parameters itself.
 *
 * @throws ModelFault
 */
export function checkTensors(
  tensors: readonly GgufTensor[],
  width: number,
  vocabularySize: number,
): void {
  const embeddings = tensors.find(({ name }) => name === 'token_embd.weight');
  if (embeddings === undefined) throw damaged('it has no token_embd.weight');
  const [columns, rows] = embeddings.shape;
  if (columns !== width || rows !== vocabularySize) {
    throw damaged(
      `a vocabulary of ${vocabularySize} × ${width} in a token_embd.weight of ${embeddings.shape.join(' × ')}`,
    );
  }
  for (const { name, type } of tensors) {
    if (TABLE_OF_IDS.test(name)) continue;
    if (NOT_FOR_WEIGHTS.has(type) || (ELEMENTWISE.test(name) && type !== 'F32')) {
      throw damaged(`tensor ${quote(name)} is of type ${type}`);
    }
  }
}
