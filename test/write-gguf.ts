import { writeFileSync } from 'node:fs';
import { GGML_TYPES } from '../src/engine/ggml-type.ts';
import { type GgufScalar, type GgufScalarType, VALUE_TYPES } from '../src/engine/gguf-value.ts';

/** A metadata entry to be written; nothing stops it from being nonsense. */
export type Entry =
  | { readonly type: GgufScalarType; readonly value: GgufScalar }
  | { readonly type: 'array'; readonly of: GgufScalarType; readonly values: readonly GgufScalar[] };

export interface TensorToWrite {
  readonly name: string;
  readonly shape: readonly number[];
  /** As GGML names it; "F32" unless told. */
  readonly type?: string;
  readonly data: Uint8Array;
  /** What the header says of its place, in bytes after the first tensor; the true one unless told. */
  readonly offset?: number;
}

export interface GgufToWrite {
  readonly metadata: Readonly<Record<string, Entry>>;
  readonly tensors: readonly TensorToWrite[];
  /** 3 unless told. */
  readonly version?: number;
}

export const text = (value: string): Entry => ({ type: 'string', value });
export const uint = (value: number): Entry => ({ type: 'uint32', value });
export const float = (value: number): Entry => ({ type: 'float32', value });
export const flag = (value: boolean): Entry => ({ type: 'bool', value });
export const texts = (values: readonly string[]): Entry => ({
  type: 'array',
  of: 'string',
  values,
});
export const ints = (values: readonly number[]): Entry => ({ type: 'array', of: 'int32', values });
export const floats = (values: readonly number[]): Entry => ({
  type: 'array',
  of: 'float32',
  values,
});

const ALIGNMENT = 32;
const TYPE_IDS = new Map([...GGML_TYPES].map(([id, { name }]) => [name, id]));

export function writeGguf(path: string, gguf: GgufToWrite): void {
  writeFileSync(path, encodeGguf(gguf));
}

/** The bytes of a GGUF, little-endian. https://github.com/ggml-org/ggml/blob/master/docs/gguf.md */
export function encodeGguf({ metadata, tensors, version = 3 }: GgufToWrite): Buffer {
  const entries = Object.entries(metadata);
  const header: Buffer[] = [
    Buffer.from('GGUF'),
    scalar('uint32', version),
    scalar('uint64', tensors.length),
    scalar('uint64', entries.length),
  ];
  for (const [key, entry] of entries) {
    header.push(scalar('string', key), typeId(entry.type));
    if (entry.type !== 'array') {
      header.push(scalar(entry.type, entry.value));
      continue;
    }
    header.push(typeId(entry.of), scalar('uint64', entry.values.length));
    for (const value of entry.values) header.push(scalar(entry.of, value));
  }
  let offset = 0;
  const data: Buffer[] = [];
  for (const tensor of tensors) {
    header.push(scalar('string', tensor.name), scalar('uint32', tensor.shape.length));
    for (const elements of tensor.shape) header.push(scalar('uint64', elements));
    header.push(scalar('uint32', TYPE_IDS.get(tensor.type ?? 'F32') ?? 0));
    header.push(scalar('uint64', tensor.offset ?? offset));
    const padded = pad(Buffer.from(tensor.data));
    data.push(padded);
    offset += padded.length;
  }
  return Buffer.concat([pad(Buffer.concat(header)), ...data]);
}

function typeId(type: (typeof VALUE_TYPES)[number]): Buffer {
  return scalar('uint32', VALUE_TYPES.indexOf(type));
}

function scalar(type: GgufScalarType, value: GgufScalar): Buffer {
  const bytes = Buffer.alloc(8);
  const number = Number(value);
  const bits =
    typeof value === 'bigint' ? value : BigInt(Number.isFinite(number) ? Math.trunc(number) : 0);
  switch (type) {
    case 'string': {
      const characters = Buffer.from(String(value));
      return Buffer.concat([scalar('uint64', characters.length), characters]);
    }
    case 'float32':
      return bytes.subarray(0, bytes.writeFloatLE(number));
    case 'float64':
      return bytes.subarray(0, bytes.writeDoubleLE(number));
    case 'uint8':
    case 'int8':
    case 'bool':
      return bytes.subarray(0, bytes.writeUInt8(Number(BigInt.asUintN(8, bits))));
    case 'uint16':
    case 'int16':
      return bytes.subarray(0, bytes.writeUInt16LE(Number(BigInt.asUintN(16, bits))));
    case 'uint32':
    case 'int32':
      return bytes.subarray(0, bytes.writeUInt32LE(Number(BigInt.asUintN(32, bits))));
    case 'uint64':
    case 'int64':
      return bytes.subarray(0, bytes.writeBigUInt64LE(BigInt.asUintN(64, bits)));
  }
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & (ALIGNMENT - 1))]);
}
