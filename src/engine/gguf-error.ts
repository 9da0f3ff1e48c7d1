export type GgufFault = 'not-gguf' | 'big-endian' | 'version' | 'cut-short' | 'broken';

/** These bytes are no header of a GGUF that can be read. The message says what is broken. */
export class GgufError extends Error {
  override readonly name = 'GgufError';
  readonly fault: GgufFault;

  constructor(fault: GgufFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

export function broken(message: string): GgufError {
  return new GgufError('broken', message);
}

/** A name out of the file, fit to be shown on one line. */
export function quote(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '\ufffd');
  return `"${line.length > 60 ? `${line.slice(0, 60)}…` : line}"`;
}
