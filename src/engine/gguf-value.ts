import type { ByteWindow } from './byte-window.ts';

/** Bytes of each type of fixed size, and how it is read. */
export const SCALARS = {
  uint8: { bytes: 1, read: (file: ByteWindow): GgufScalar => file.u8() },
  int8: { bytes: 1, read: (file: ByteWindow): GgufScalar => file.i8() },
  uint16: { bytes: 2, read: (file: ByteWindow): GgufScalar => file.u16() },
  int16: { bytes: 2, read: (file: ByteWindow): GgufScalar => file.i16() },
  uint32: { bytes: 4, read: (file: ByteWindow): GgufScalar => file.u32() },
  int32: { bytes: 4, read: (file: ByteWindow): GgufScalar => file.i32() },
  float32: { bytes: 4, read: (file: ByteWindow): GgufScalar => file.f32() },
  bool: { bytes: 1, read: (file: ByteWindow): GgufScalar => file.u8() !== 0 },
  uint64: { bytes: 8, read: (file: ByteWindow): GgufScalar => file.u64() },
  int64: { bytes: 8, read: (file: ByteWindow): GgufScalar => file.i64() },
  float64: { bytes: 8, read: (file: ByteWindow): GgufScalar => file.f64() },
} as const;

/** The types by their number in a file. */
export const VALUE_TYPES = [
  'uint8',
  'int8',
  'uint16',
  'int16',
  'uint32',
  'int32',
  'float32',
  'bool',
  'string',
  'array',
  'uint64',
  'int64',
  'float64',
] as const;

export type GgufScalarType = keyof typeof SCALARS | 'string';

export type GgufScalar = number | bigint | boolean | string;

export interface GgufArray {
  readonly type: 'array';
  readonly of: GgufScalarType;
  readonly length: number;
  /** Null for an array of more than {@link KEPT} elements: `readGgufArray` reads those. */
  readonly values: readonly GgufScalar[] | null;
  /** Where in the file its first element begins, in bytes. */
  readonly offset: number;
}

export type GgufValue = { readonly type: GgufScalarType; readonly value: GgufScalar } | GgufArray;

/** Elements up to which an array is kept: enough for one value a layer, too few for a vocabulary. */
export const KEPT = 1024;
