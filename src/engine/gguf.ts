import { closeSync, fstatSync, openSync } from 'node:fs';
import { ByteWindow, EndOfFile } from './byte-window.ts';
import { GGML_TYPES } from './ggml-type.ts';
import { broken, GgufError, quote } from './gguf-error.ts';
import {
  type GgufArray,
  type GgufScalar,
  type GgufScalarType,
  type GgufValue,
  KEPT,
  SCALARS,
  VALUE_TYPES,
} from './gguf-value.ts';

/**
 * Reads the header of a GGUF file: what the model is, and where its weights lie.
 * https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */

export interface GgufTensor {
  readonly name: string;
  /** Elements along each dimension; the first is the one that is contiguous. */
  readonly shape: readonly number[];
  /** As GGML names it: "F32", "Q4_K". */
  readonly type: string;
  readonly bytes: number;
  /** Where in the file it begins, in bytes. */
  readonly offset: number;
}

export interface GgufHeader {
  readonly version: number;
  readonly metadata: ReadonlyMap<string, GgufValue>;
  readonly tensors: readonly GgufTensor[];
  /** Where in the file the weights begin, in bytes. */
  readonly dataOffset: number;
  readonly fileBytes: number;
}

// A header may claim anything. These are far beyond any model, and keep a
// hostile one from costing more than a second and some megabytes.
const MAX_HEADER_BYTES = 256 * 2 ** 20;
const MAX_STRING_BYTES = 64 * 2 ** 20;
const MAX_NAME_BYTES = 64 * 1024;
const MAX_ENTRIES = 65_536;
const MAX_STRINGS = 2 ** 22;
const MAX_TOTAL_KEPT_BYTES = 128 * 2 ** 20;

const DEFAULT_ALIGNMENT = 32;

/**
 * Reads the header of a GGUF (versions 2 and 3, little-endian). Whatever the
 * bytes are, it ends with a header or with a {@link GgufError}, and reads no
 * weights and no vocabulary into memory.
 *
 * @throws GgufError
 * @throws the file system's own error when the file cannot be opened or read
 */
export function readGguf(path: string): GgufHeader {
  return withFile(path, (fd, fileBytes) => new HeaderReader(fd, fileBytes).read());
}

/**
 * Reads the elements of an array that was too long to be kept.
 *
 * @throws GgufError when the file is no longer what it was
 */
export function readGgufArray(path: string, array: GgufArray): readonly GgufScalar[] {
  return (
    array.values ??
    withFile(path, (fd, fileBytes) => {
      const reader = new HeaderReader(fd, fileBytes, array.offset);
      return Array.from({ length: array.length }, () => reader.scalar(array.of));
    })
  );
}

function withFile<T>(path: string, use: (fd: number, fileBytes: number) => T): T {
  const fd = openSync(path, 'r');
  try {
    return use(fd, fstatSync(fd).size);
  } catch (error) {
    if (!(error instanceof EndOfFile)) throw error;
    throw new GgufError('cut-short', 'the file ends in the middle of its header');
  } finally {
    closeSync(fd);
  }
}

class HeaderReader {
  readonly #file: ByteWindow;
  readonly #fileBytes: number;
  #keptBytes = 0;

  constructor(fd: number, fileBytes: number, from = 0) {
    this.#file = new ByteWindow(fd, from);
    this.#fileBytes = fileBytes;
  }

  read(): GgufHeader {
    const version = this.#preamble();
    const tensorCount = this.#count('tensors', MAX_ENTRIES);
    const metadata = this.#metadata(this.#count('metadata entries', MAX_ENTRIES));
    const alignment = alignmentOf(metadata);
    const tensors = Array.from({ length: tensorCount }, () => this.#tensor());
    const names = new Set(tensors.map(({ name }) => name));
    if (names.size !== tensors.length) throw broken('two tensors have the same name');
    const dataOffset = Math.ceil(this.#file.position / alignment) * alignment;
    return {
      version,
      metadata,
      tensors: tensors.map((tensor) => ({ ...tensor, offset: dataOffset + tensor.offset })),
      dataOffset,
      fileBytes: this.#fileBytes,
    };
  }

  /** One value of this type, from where the file is. */
  scalar(type: GgufScalarType): GgufScalar {
    return type === 'string' ? this.#string(MAX_STRING_BYTES) : SCALARS[type].read(this.#file);
  }

  #preamble(): number {
    const magic = this.#file.bytes(Math.min(4, this.#fileBytes)).toString('latin1');
    if (magic === 'FUGG') throw new GgufError('big-endian', 'its bytes are in big-endian order');
    if (magic !== 'GGUF') throw new GgufError('not-gguf', 'it does not begin with "GGUF"');
    const version = this.#file.u32();
    if (version !== 0 && version % 0x10000 === 0) {
      throw new GgufError('big-endian', 'its bytes are in big-endian order');
    }
    // Formats are counted in ones.
    if (version > 99) throw new GgufError('broken', `format version ${version}`);
    if (version !== 2 && version !== 3) {
      throw new GgufError(
        'version',
        `its format is version ${version}, and only 2 and 3 can be read`,
      );
    }
    return version;
  }

  #metadata(count: number): ReadonlyMap<string, GgufValue> {
    const metadata = new Map<string, GgufValue>();
    for (let i = 0; i < count; i++) {
      const key = this.#string(MAX_NAME_BYTES);
      if (key === '') throw broken('a metadata entry has no name');
      if (metadata.has(key)) throw broken(`it has ${quote(key)} twice`);
      metadata.set(key, this.#value(key));
    }
    return metadata;
  }

  #value(key: string): GgufValue {
    const type = this.#valueType(key);
    if (type !== 'array') return { type, value: this.scalar(type) };
    const of = this.#valueType(key);
    if (of === 'array') throw broken(`${quote(key)} is an array of arrays`);
    const length = this.#count(`elements of ${quote(key)}`, this.#fileBytes);
    const offset = this.#file.position;
    if (length <= KEPT) {
      const values = Array.from({ length }, () => this.scalar(of));
      return { type, of, length, values, offset };
    }
    this.#skipElements(key, of, length);
    return { type, of, length, values: null, offset };
  }

  #skipElements(key: string, of: GgufScalarType, length: number): void {
    if (of !== 'string') {
      this.#skip(length * SCALARS[of].bytes);
      return;
    }
    if (length > MAX_STRINGS) throw broken(`${quote(key)} claims ${length} elements`);
    for (let i = 0; i < length; i++) this.#skip(this.#length(MAX_STRING_BYTES));
  }

  #tensor(): GgufTensor {
    const name = this.#string(MAX_NAME_BYTES);
    const dimensions = this.#file.u32();
    if (dimensions > 4) throw broken(`tensor ${quote(name)} claims ${dimensions} dimensions`);
    const shape = Array.from({ length: dimensions }, () =>
      this.#count(`elements of tensor ${quote(name)}`, Number.MAX_SAFE_INTEGER),
    );
    if (shape.includes(0)) throw broken(`tensor ${quote(name)} is empty`);
    const id = this.#file.u32();
    const type = GGML_TYPES.get(id);
    if (type === undefined) throw broken(`tensor ${quote(name)} has the unknown type ${id}`);
    const [row = 1] = shape;
    if (row % type.blockSize !== 0) {
      throw broken(`tensor ${quote(name)} has rows of ${row}, not a multiple of ${type.blockSize}`);
    }
    const elements = shape.reduce((product, n) => product * n, 1);
    const bytes = (elements / type.blockSize) * type.blockBytes;
    const offset = this.#count(`bytes before tensor ${quote(name)}`, Number.MAX_SAFE_INTEGER);
    if (!Number.isSafeInteger(bytes + offset)) throw broken(`tensor ${quote(name)} is too large`);
    return { name, shape, type: type.name, bytes, offset };
  }

  #valueType(key: string): (typeof VALUE_TYPES)[number] {
    const id = this.#file.u32();
    const type = VALUE_TYPES[id];
    if (type === undefined) throw broken(`${quote(key)} has the unknown type ${id}`);
    return type;
  }

  #count(of: string, most: number): number {
    const count = this.#file.u64();
    if (typeof count === 'bigint' || count > most) throw broken(`it claims ${String(count)} ${of}`);
    return count;
  }

  /** The length of a string that the file has room for, in bytes. */
  #length(most: number): number {
    const length = this.#count('bytes of text in one place', most);
    if (length > this.#fileBytes - this.#file.position) throw new EndOfFile();
    return length;
  }

  #string(most: number): string {
    const length = this.#length(most);
    this.#keptBytes += length;
    if (this.#keptBytes > MAX_TOTAL_KEPT_BYTES) throw broken('its header is too large');
    const text = this.#file.text(length);
    this.#limit();
    return text;
  }

  #skip(bytes: number): void {
    if (bytes > this.#fileBytes - this.#file.position) throw new EndOfFile();
    this.#file.skip(bytes);
    this.#limit();
  }

  #limit(): void {
    if (this.#file.position > MAX_HEADER_BYTES) throw broken('its header is too large');
  }
}

function alignmentOf(metadata: ReadonlyMap<string, GgufValue>): number {
  const entry = metadata.get('general.alignment');
  if (entry === undefined) return DEFAULT_ALIGNMENT;
  const alignment = entry.type === 'uint32' ? Number(entry.value) : 0;
  if (alignment === 0 || !Number.isInteger(Math.log2(alignment))) {
    throw broken('its general.alignment is not a power of two');
  }
  return alignment;
}
