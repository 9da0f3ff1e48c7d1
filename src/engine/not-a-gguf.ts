import { DOWNLOAD_AGAIN, ModelFault } from './model-fault.ts';

const CONVERT = 'convert it with convert_hf_to_gguf.py of llama.cpp, or download a GGUF of it';

/**
 * Says what a file is that does not begin as a GGUF does.
 *
 * @param beginning its first bytes, a few hundred
 */
export function notAGguf(beginning: Buffer): ModelFault {
  const text = beginning.toString('latin1');
  if (/^[\s\u00ef\u00bb\u00bf]*<(!doctype|html|head|\?xml)/i.test(text)) {
    return new ModelFault('is a web page, so the download went wrong', DOWNLOAD_AGAIN);
  }
  if (text.startsWith('version https://git-lfs')) {
    return new ModelFault('only points to a model (Git LFS)', 'fetch it with git lfs pull');
  }
  // Eight bytes of length, then the JSON of the tensors.
  if (text.startsWith('{', 8)) return new ModelFault('is a safetensors file, not a GGUF', CONVERT);
  // A ZIP archive, or a pickle of protocol 2 and newer.
  if (text.startsWith('PK\u0003\u0004') || /^\u0080[\u0002-\u0005]/.test(text)) {
    return new ModelFault('is a PyTorch file (pickle), not a GGUF', CONVERT);
  }
  if (/^(lmgg|fmgg|tjgg|ggml|ggjt|ggla)/.test(text)) {
    return new ModelFault('is of a format older than GGUF', 'download a GGUF of it');
  }
  return new ModelFault('is not a GGUF', 'download a GGUF file');
}
