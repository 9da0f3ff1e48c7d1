import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readGguf, readGgufArray } from '../../src/engine/gguf.ts';
import { GgufError, type GgufFault } from '../../src/engine/gguf-error.ts';
import { tinyGguf, tinyModel } from '../tiny-model.ts';
import { encodeGguf, floats, type GgufToWrite, ints, text, texts, uint } from '../write-gguf.ts';
import { diceOf, mutateGguf } from './mutate-gguf.ts';

const directory = mkdtempSync(join(tmpdir(), 'gguf-'));
after(() => {
  rmSync(directory, { recursive: true });
});

function file(bytes: Uint8Array): string {
  const path = join(directory, 'model.gguf');
  writeFileSync(path, bytes);
  return path;
}

function fault(bytes: Uint8Array): GgufFault {
  try {
    readGguf(file(bytes));
  } catch (error) {
    assert.ok(error instanceof GgufError, String(error));
    return error.fault;
  }
  throw new assert.AssertionError({ message: 'it was read' });
}

const small: GgufToWrite = {
  metadata: { 'general.architecture': text('llama'), 'a.number': uint(7) },
  tensors: [
    { name: 'one', shape: [3], data: new Uint8Array(12) },
    { name: 'two', shape: [32, 2], type: 'Q8_0', data: new Uint8Array(68) },
  ],
};

for (const version of [2, 3]) {
  test(`reads what was written, in version ${version}`, () => {
    const bytes = encodeGguf({ ...small, version });
    const header = readGguf(file(bytes));
    assert.equal(header.version, version);
    assert.equal(header.fileBytes, bytes.length);
    assert.deepEqual(header.metadata.get('a.number'), { type: 'uint32', value: 7 });
    assert.deepEqual(header.tensors, [
      { name: 'one', shape: [3], type: 'F32', bytes: 12, offset: header.dataOffset },
      { name: 'two', shape: [32, 2], type: 'Q8_0', bytes: 68, offset: header.dataOffset + 32 },
    ]);
    assert.equal(header.dataOffset + 32 + 96, bytes.length);
  });
}

test('every type of value comes back as it was', () => {
  const values = {
    a: { type: 'uint8', value: 200 },
    b: { type: 'int8', value: -3 },
    c: { type: 'uint16', value: 65_535 },
    d: { type: 'int16', value: -300 },
    e: { type: 'uint32', value: 4_000_000_000 },
    f: { type: 'int32', value: -5 },
    g: { type: 'float32', value: 0.5 },
    h: { type: 'bool', value: true },
    i: { type: 'string', value: 'é火' },
    j: { type: 'uint64', value: 2 ** 40 },
    k: { type: 'int64', value: -7 },
    l: { type: 'float64', value: 0.1 },
    m: { type: 'uint64', value: 2n ** 63n },
  } as const;
  const { metadata } = readGguf(file(encodeGguf({ metadata: values, tensors: [] })));
  assert.deepEqual(Object.fromEntries(metadata), values);
});

test('a short list is kept, a long one is read when it is asked for', () => {
  const words = Array.from({ length: 5000 }, (_, i) => `word ${i}`);
  const path = file(
    encodeGguf({
      metadata: {
        few: ints([1, -2]),
        words: texts(words),
        numbers: floats(words.map((_, i) => i)),
      },
      tensors: [],
    }),
  );
  const { metadata } = readGguf(path);
  const few = metadata.get('few');
  const many = metadata.get('words');
  const numbers = metadata.get('numbers');
  assert.ok(few?.type === 'array' && many?.type === 'array' && numbers?.type === 'array');
  assert.deepEqual(few.values, [1, -2]);
  assert.equal(many.values, null);
  assert.equal(many.length, 5000);
  assert.deepEqual(readGgufArray(path, many), words);
  assert.deepEqual(readGgufArray(path, numbers).slice(-2), [4998, 4999]);
});

test('a vocabulary of 150,000 is passed over in a moment', () => {
  const words = Array.from({ length: 150_000 }, (_, i) => `token number ${i}`);
  const path = file(encodeGguf({ metadata: { words: texts(words) }, tensors: [] }));
  const before = performance.now();
  readGguf(path);
  assert.ok(performance.now() - before < 3000);
});

test('says what is wrong with the beginning', () => {
  const bytes = encodeGguf(small);
  assert.equal(fault(Buffer.from('')), 'not-gguf');
  assert.equal(fault(Buffer.from('<!doctype html>')), 'not-gguf');
  assert.equal(fault(Buffer.from('GGUF')), 'cut-short');
  assert.equal(fault(Buffer.concat([Buffer.from('FUGG'), bytes.subarray(4)])), 'big-endian');
  assert.equal(
    fault(Buffer.concat([bytes.subarray(0, 4), Buffer.from([0, 0, 0, 3])])),
    'big-endian',
  );
  assert.equal(fault(encodeGguf({ ...small, version: 1 })), 'version');
  assert.equal(fault(encodeGguf({ ...small, version: 4 })), 'version');
  assert.equal(fault(Buffer.from('GGUF, said the text file')), 'broken');
});

test('counts beyond any model cost neither time nor memory', () => {
  const bytes = encodeGguf(small);
  for (const [at, what] of [
    [8, 'tensors'],
    [16, 'entries'],
    [24, 'length of the first key'],
  ] as const) {
    for (const count of [2n ** 64n - 1n, 2n ** 63n, 2n ** 53n, 2n ** 32n, 2n ** 31n]) {
      const hostile = Buffer.from(bytes);
      hostile.writeBigUInt64LE(count, at);
      const before = performance.now();
      assert.notEqual(fault(hostile), 'not-gguf', `${what}: ${String(count)}`);
      assert.ok(performance.now() - before < 3000);
    }
  }
});

test('a file cut anywhere in its header is cut short or broken, never a crash', async () => {
  const bytes = encodeGguf(small);
  const { dataOffset } = readGguf(file(bytes));
  for (let length = 4; length < dataOffset - 32; length++) {
    assert.equal(fault(bytes.subarray(0, length)), 'cut-short', `${length} bytes`);
  }
  assert.ok(readGguf(await tinyModel()).tensors.length > 10);
});

test('whatever the bytes are, there is a header or a GgufError', () => {
  const gguf = tinyGguf({ width: 16, trainedContext: 64 });
  const random = diceOf(1);
  for (let seed = 0; seed < 300; seed++) {
    const bytes = mutateGguf(gguf, diceOf(seed));
    for (let i = random(20); i >= 0; i--) bytes[random(bytes.length)] = random(256);
    const path = file(bytes);
    try {
      const header = readGguf(path);
      for (const entry of header.metadata.values()) {
        if (entry.type === 'array') readGgufArray(path, entry);
      }
    } catch (error) {
      assert.ok(error instanceof GgufError, `seed ${seed}: ${String(error)}`);
    }
  }
});
