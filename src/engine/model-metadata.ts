import type { GgufHeader } from './gguf.ts';
import { quote } from './gguf-error.ts';
import type { GgufArray, GgufScalar } from './gguf-value.ts';
import { damaged } from './model-fault.ts';

/** Asks the metadata of a model, and refuses answers that are not of the kind asked for. */
export class ModelMetadata {
  readonly #entries: GgufHeader['metadata'];
  /** What stands before the model's own keys: "llama". */
  readonly architecture: string;

  constructor(header: GgufHeader) {
    this.#entries = header.metadata;
    this.architecture = this.text('general.architecture') ?? '';
  }

  text(key: string): string | null {
    const value = this.#scalar(key);
    if (value === null || typeof value === 'string') return value;
    throw damaged(`${quote(key)} is not a text`);
  }

  array(key: string): GgufArray | null {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.type === 'array') return entry ?? null;
    throw damaged(`${quote(key)} is not a list`);
  }

  flag(key: string): boolean | null {
    const value = this.#scalar(key);
    if (value === null || typeof value === 'boolean') return value;
    throw damaged(`${quote(key)} is neither true nor false`);
  }

  /** A whole number of the architecture's own: `own("block_count", …)` is "llama.block_count". */
  own(key: string, least: number, most: number): number | null {
    const full = `${this.architecture}.${key}`;
    const value = this.#scalar(full);
    return value === null ? null : whole(full, value, least, most);
  }

  /** The same, where it has to be. */
  ownRequired(key: string, least: number, most: number): number {
    const value = this.own(key, least, most);
    if (value === null) throw damaged(`it does not say its ${key}`);
    return value;
  }

  /** A whole number per layer, which may be one number for all of them. */
  perLayer(key: string, layers: number, least: number, most: number): readonly number[] | null {
    const full = `${this.architecture}.${key}`;
    const entry = this.#entries.get(full);
    if (entry === undefined) return null;
    if (entry.type !== 'array') {
      return new Array<number>(layers).fill(whole(full, entry.value, least, most));
    }
    if (entry.length !== layers || entry.values === null) {
      throw damaged(`${quote(full)} has ${entry.length} values for ${layers} layers`);
    }
    return entry.values.map((value) => whole(full, value, least, most));
  }

  /** The architecture's own entries. */
  *ownScalars(): Generator<readonly [key: string, value: GgufScalar]> {
    for (const [key, entry] of this.#entries) {
      if (!key.startsWith(`${this.architecture}.`)) continue;
      if (entry.type !== 'array') yield [key, entry.value];
      else for (const value of entry.values ?? []) yield [key, value];
    }
  }

  #scalar(key: string): GgufScalar | null {
    const entry = this.#entries.get(key);
    if (entry === undefined) return null;
    if (entry.type === 'array') throw damaged(`${quote(key)} is a list`);
    return entry.value;
  }
}

function whole(key: string, value: GgufScalar, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
    return value;
  }
  throw damaged(`${quote(key)} is ${quote(String(value))}`);
}
