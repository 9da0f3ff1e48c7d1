import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { UserError } from '../../src/core/user-error.ts';
import { checkModel } from '../../src/engine/check-model.ts';
import { CHATML, tinyGguf, tinyModel, type TinyModelOptions } from '../tiny-model.ts';
import {
  encodeGguf,
  type Entry,
  flag,
  float,
  type GgufToWrite,
  ints,
  text,
  texts,
  uint,
  writeGguf,
} from '../write-gguf.ts';

const directory = mkdtempSync(join(tmpdir(), 'check-model-'));
after(() => {
  rmSync(directory, { recursive: true });
});

const small: TinyModelOptions = { width: 32, trainedContext: 256 };

/** What the user is told, without the path. */
function complaint(path: string): string {
  try {
    checkModel(path);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.exitStatus, 1);
    assert.ok(error.message.startsWith(`${path} `));
    assert.doesNotMatch(error.message, /\p{Cc}/u);
    return error.message.slice(path.length + 1);
  }
  throw new assert.AssertionError({ message: 'it passed' });
}

function complaintOf(contents: GgufToWrite | Uint8Array | string): string {
  const path = join(directory, 'model.gguf');
  const encoded =
    typeof contents === 'string' || contents instanceof Uint8Array
      ? contents
      : encodeGguf(contents);
  writeFileSync(path, encoded);
  return complaint(path);
}

const withMetadata = (metadata: Record<string, Entry | null>, options: TinyModelOptions = {}) =>
  complaintOf(tinyGguf({ ...small, ...options, metadata }));

test('says what a model is', async () => {
  const path = await tinyModel({}, directory);
  const facts = checkModel(path);
  assert.equal(facts.path, path);
  assert.match(facts.name, /^tiny-[0-9a-f]+$/);
  assert.equal(facts.architecture, 'llama');
  assert.equal(facts.fileBytes, readFileSync(path).length);
  assert.equal(facts.trainedContext, 2048);
  assert.equal(facts.learnedPositions, false);
  assert.equal(facts.layers, 2);
  // 2 layers × 2 heads × (16 + 16) numbers × 2 bytes.
  assert.equal(facts.kvBytesPerToken, 256);
  assert.equal(facts.chatTemplate, CHATML);
  assert.equal(facts.license, 'cc0-1.0');
  assert.equal(facts.quantization, 'F32');
});

test('every kind of the tiny model passes', async () => {
  for (const architecture of ['llama', 'qwen2', 'gpt2'] as const) {
    for (const vocabulary of ['spm', 'bpe'] as const) {
      const facts = checkModel(await tinyModel({ ...small, architecture, vocabulary }, directory));
      assert.equal(facts.learnedPositions, architecture === 'gpt2');
    }
  }
});

test('the KV cache counts the heads of each layer, and keys and values of their own length', async () => {
  const perLayer = { 'llama.attention.head_count_kv': ints([4, 1]) };
  const facts = checkModel(await tinyModel({ ...small, metadata: perLayer }, directory));
  assert.equal(facts.kvBytesPerToken, (4 + 1) * (8 + 8) * 2);
  const longer = { 'qwen2moe.x': uint(1), 'gpt2.attention.value_length': uint(12) };
  const gpt2 = await tinyModel({ ...small, architecture: 'gpt2', metadata: longer }, directory);
  assert.equal(checkModel(gpt2).kvBytesPerToken, 2 * 4 * (8 + 12) * 2);
});

test('a model has the name of its file, and no name reaches the terminal as it is', () => {
  const path = join(directory, 'my\u001b[2J mind.gguf');
  const evil = { 'general.license': text('\u001b[2J\n') };
  writeGguf(path, tinyGguf({ ...small, metadata: evil }));
  const facts = checkModel(path);
  assert.equal(facts.name, 'my [2J mind');
  assert.equal(facts.license, '[2J');
});

test('a file that is not there, or no file', () => {
  assert.match(complaint(join(directory, 'nowhere.gguf')), /^does not exist: check its path/);
  assert.match(complaint(directory), /^is a directory: name a GGUF/);
  assert.match(complaint('/dev/null'), /^is not a file/);
  assert.match(complaintOf(''), /^is empty/);
});

test('a file that this user cannot read', { skip: process.getuid?.() === 0 }, async () => {
  const path = await tinyModel({ seed: 99 }, directory);
  chmodSync(path, 0);
  assert.match(complaint(path), /^cannot be read: give this user the right/);
});

test('what is no GGUF is called by its name', () => {
  assert.match(
    complaintOf('\n<!DOCTYPE html><html>'),
    /^is a web page, so the download went wrong/,
  );
  assert.match(complaintOf('<html lang="en">'), /^is a web page/);
  assert.match(complaintOf('version https://git-lfs.github.com/spec/v1\n'), /Git LFS/);
  const length = Buffer.alloc(8);
  length.writeUInt8(200);
  const safetensors = Buffer.concat([length, Buffer.from('{"__metadata__":')]);
  assert.match(complaintOf(safetensors), /^is a safetensors file, not a GGUF: convert it/);
  assert.match(complaintOf(Buffer.from('PK\u0003\u0004archive/data.pkl')), /^is a PyTorch file/);
  assert.match(complaintOf(Buffer.from([0x80, 2, 0x8a])), /^is a PyTorch file/);
  assert.match(complaintOf('tjgg\u0003'), /^is of a format older than GGUF/);
  assert.match(complaintOf('Once upon a time'), /^is not a GGUF: download/);
});

test('another byte order, another version', () => {
  const bytes = encodeGguf(tinyGguf(small));
  const reversed = Buffer.from(bytes);
  reversed.writeUInt32BE(3, 4);
  assert.match(complaintOf(reversed), /^is a GGUF for big-endian machines/);
  assert.match(complaintOf({ ...tinyGguf(small), version: 1 }), /version 1, and only 2 and 3/);
});

test('a download that was cut short: how many bytes are missing', () => {
  const bytes = encodeGguf(tinyGguf(small));
  assert.match(
    complaintOf(bytes.subarray(0, -1000)),
    /^is cut short: 1,000 of its [\d,]+ bytes are missing: download it again/,
  );
  assert.match(complaintOf(bytes.subarray(0, 1000)), /^is cut short .*header.*: download it again/);
});

test('a model that cannot speak', () => {
  const architecture = (name: string) => withMetadata({ 'general.architecture': text(name) });
  assert.match(architecture('nomic-bert'), /^makes embeddings and cannot speak: choose another/);
  assert.match(architecture('clip'), /projector/);
  assert.match(architecture('t5'), /cannot speak/);
  assert.match(architecture('gpt7'), /llama.cpp does not know \("gpt7"\)/);
  assert.match(withMetadata({ 'general.architecture': null }), /^does not say what kind/);
  assert.match(withMetadata({ 'general.type': text('adapter') }), /LoRA/);
  assert.match(withMetadata({ 'llama.attention.causal': flag(false) }), /cannot speak/);
});

test('a model without a tokenizer, or with one that would crash', () => {
  assert.match(withMetadata({ 'tokenizer.ggml.model': null }), /^has no tokenizer/);
  assert.match(withMetadata({ 'tokenizer.ggml.model': text('no_vocab') }), /^has no tokenizer/);
  assert.match(withMetadata({ 'tokenizer.ggml.tokens': null }), /^has no tokenizer/);
  assert.match(withMetadata({ 'tokenizer.ggml.model': text('mine') }), /does not know \("mine"\)/);
  assert.match(withMetadata({ 'tokenizer.ggml.tokens': texts(['a', 'a']) }), /broken header/);
  assert.match(withMetadata({ 'tokenizer.ggml.scores': ints([1, 2]) }), /scores are of type int32/);
  assert.match(withMetadata({ 'tokenizer.ggml.token_type': ints([1, 2]) }), /2 token types/);
  const { metadata } = tinyGguf(small);
  const tokens = metadata['tokenizer.ggml.tokens'];
  assert.ok(tokens?.type === 'array');
  const without = tokens.values.map((token) => (token === '<0xFF>' ? 'other' : String(token)));
  assert.match(
    withMetadata({ 'tokenizer.ggml.tokens': texts(without) }),
    /no token for the byte 255/,
  );
  const twice = tokens.values.map((token, i) => (i === 300 ? '<s>' : String(token)));
  assert.match(
    withMetadata({ 'tokenizer.ggml.tokens': texts(twice) }),
    /two of its tokens are the same/,
  );
});

test('numbers with which llama.cpp would divide by zero or abort', () => {
  const broken: [Record<string, Entry | null>, RegExp][] = [
    [{ 'llama.block_count': uint(0) }, /block_count/],
    [{ 'llama.block_count': uint(513) }, /block_count/],
    [{ 'llama.block_count': null }, /block_count/],
    [{ 'llama.context_length': uint(0) }, /context_length/],
    [{ 'llama.embedding_length': uint(0) }, /embedding_length/],
    [{ 'llama.embedding_length': text('32') }, /embedding_length/],
    [{ 'llama.feed_forward_length': uint(0) }, /no feed-forward/],
    [{ 'llama.attention.head_count': uint(0) }, /no heads/],
    [{ 'llama.attention.head_count': uint(64) }, /64 heads share 32 numbers/],
    [{ 'llama.attention.head_count_kv': uint(0) }, /no heads/],
    [{ 'llama.attention.head_count_kv': uint(3) }, /4 heads cannot share 3 keys/],
    [{ 'llama.attention.head_count_kv': ints([2, 2, 2]) }, /3 values for 2 layers/],
    [{ 'llama.attention.value_length': uint(4) }, /values of 4/],
    [{ 'llama.attention.layer_norm_rms_epsilon': float(-1) }, /epsilon/],
    [{ 'llama.attention.layer_norm_rms_epsilon': float(NaN) }, /epsilon/],
    [{ 'llama.rope.dimension_count': uint(7) }, /7 of 8 numbers/],
    [{ 'llama.rope.dimension_count': uint(4) }, /rotates 4 of 8/],
    [{ 'llama.rope.scaling.type': text('spiral') }, /spiral/],
    [{ 'llama.expert_used_count': uint(2) }, /2 of 0 experts/],
    [{ 'llama.expert_count': uint(8) }, /0 of 8 experts/],
    [{ 'split.count': flag(true) }, /split.count/],
  ];
  for (const [metadata, expected] of broken) {
    const message = withMetadata(metadata);
    assert.match(message, /^has a broken header \(/);
    assert.match(message, expected);
  }
});

test('tensors that would stop llama.cpp while it computes', () => {
  const gguf = tinyGguf(small);
  const change = (name: string, type: string, bytes: number) =>
    complaintOf({
      ...gguf,
      tensors: gguf.tensors.map((tensor) =>
        tensor.name === name ? { ...tensor, type, data: new Uint8Array(bytes) } : tensor,
      ),
    });
  assert.match(change('output_norm.weight', 'F16', 64), /"output_norm.weight" is of type F16/);
  assert.match(change('blk.0.attn_q.weight', 'I32', 4096), /is of type I32/);
  const without = gguf.tensors.filter(({ name }) => name !== 'token_embd.weight');
  assert.match(complaintOf({ ...gguf, tensors: without }), /no token_embd.weight/);
  const wider = { 'llama.embedding_length': uint(64), 'llama.rope.dimension_count': uint(16) };
  assert.match(withMetadata(wider), /(\d+) × 64 in a token_embd.weight of 32 × \1/);
});

test('a model in parts needs all of them, and to be named by its first', () => {
  const part = (no: number, count: number) => join(directory, `big-0000${no}-of-0000${count}.gguf`);
  const { metadata, tensors } = tinyGguf(small);
  const split = (no: number): Record<string, Entry> => ({
    'split.no': { type: 'uint16', value: no },
    'split.count': { type: 'uint16', value: 2 },
  });
  writeGguf(part(1, 2), { metadata: { ...metadata, ...split(0) }, tensors: tensors.slice(0, 4) });
  assert.match(complaint(part(1, 2)), /^lacks 1 of its 2 parts: download big-00002-of-00002.gguf/);
  const rest = { ...split(1), 'general.architecture': text('llama') };
  writeGguf(part(2, 2), { metadata: rest, tensors: tensors.slice(4) });
  assert.match(complaint(part(2, 2)), /^is not the first part.*: name big-00001-of-00002.gguf/);
  const sizes = [part(1, 2), part(2, 2)].map((path) => readFileSync(path).length);
  assert.equal(checkModel(part(1, 2)).fileBytes, sizes[0]! + sizes[1]!);
  copyFileSync(part(1, 2), join(directory, 'renamed.gguf'));
  assert.match(complaint(join(directory, 'renamed.gguf')), /^is one of 2 parts/);
});
