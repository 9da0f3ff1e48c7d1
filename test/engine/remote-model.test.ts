import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_MODEL } from '../../src/engine/default-model.ts';
import { hubOf } from '../../src/engine/hub.ts';
import { parseModelUri } from '../../src/engine/model-uri.ts';
import { hasTag, knownModel, resolveModel } from '../../src/engine/remote-model.ts';
import { DownloadError } from '../../src/engine/transfer-fault.ts';
import { ModelServer } from '../model-server.ts';

const hub = hubOf({});

/** A hub with one repository of these files. */
function hubWith(...paths: string[]): Promise<ModelServer> {
  const listing = paths.map((path) => ({
    type: 'file',
    path,
    size: 1234,
    ...(path.endsWith('.gguf') ? { lfs: { oid: 'ab'.repeat(32), size: 1234 } } : {}),
  }));
  return ModelServer.start({
    '/api/models/user/name/tree/main': { bytes: Buffer.from(JSON.stringify(listing)) },
  });
}

function resolve(server: ModelServer, written: string) {
  const uri = parseModelUri(written);
  assert.ok(uri !== null);
  const { signal } = new AbortController();
  return resolveModel({ endpoint: server.url, token: 'secret' }, uri, 500, signal);
}

test('a quantization is looked up at the hub, with its size and SHA-256', async () => {
  await using server = await hubWith(
    'README.md',
    'mmproj-name-Q4_K_M.gguf',
    'name-Q4_K_S.gguf',
    'name-Q4_K_M-00001-of-00002.gguf',
    'name.q4_k_m.gguf',
  );
  const model = await resolve(server, 'hf:user/name:Q4_K_M');
  assert.equal(model.url, `${server.url}/user/name/resolve/main/name.q4_k_m.gguf`);
  assert.equal(model.place, 'user/name/name.q4_k_m.gguf');
  assert.equal(model.sha256, 'ab'.repeat(32));
  assert.equal(model.bytes, 1234);
  assert.equal(server.asked[0]?.authorization, 'Bearer secret');
});

test('a quantization that is not there, or only in parts, is one line', async () => {
  await using server = await hubWith(
    'name-Q8_0-00001-of-00002.gguf',
    'name-Q8_0-00002-of-00002.gguf',
  );
  await assert.rejects(resolve(server, 'hf:user/name:Q4_0'), /has no Q4_0: look at its files/);
  await assert.rejects(resolve(server, 'hf:user/name:Q8_0'), /has Q8_0 in 2 parts/);
  await assert.rejects(resolve(server, 'hf:other/name:Q8_0'), /no such file/);
});

test('a listing cannot lead out of the place where models are', async () => {
  for (const path of ['../../../etc/x-Q8_0.gguf', 'a/../../x-Q8_0.gguf', 'x\u001b[2J-Q8_0.gguf']) {
    await using server = await hubWith(path);
    await assert.rejects(resolve(server, 'hf:user/name:Q8_0'), /has no Q8_0/);
  }
});

test('a URL that is escaped wrongly still has a name here', () => {
  const { place } = knownModel(hub, { kind: 'web', url: 'https://a.example/b/100%25%zz.gguf' });
  assert.equal(place, 'a.example/100_25_zz.gguf');
});

test('a hub that answers with something else is one line', async () => {
  await using server = await ModelServer.start({
    '/api/models/user/name/tree/main': { bytes: Buffer.from('<html>') },
  });
  await assert.rejects(
    resolve(server, 'hf:user/name'),
    (error) => error instanceof DownloadError && error.message.includes('list of files'),
  );
});

test('a file needs no looking up; HF_ENDPOINT says where it is', () => {
  const uri = parseModelUri('hf:user/name/a b.gguf');
  assert.ok(uri !== null && uri.kind !== 'tag');
  const mirror = hubOf({ HF_ENDPOINT: 'https://mirror.example/hf/' });
  assert.equal(
    knownModel(mirror, uri).url,
    'https://mirror.example/hf/user/name/resolve/main/a%20b.gguf',
  );
  assert.throws(() => hubOf({ HF_TOKEN: 'hf_a\nb' }), /HF_TOKEN has characters that no token has/);
  assert.throws(() => hubOf({ HF_ENDPOINT: 'mirror' }), /HF_ENDPOINT=mirror is no URL/);
});

test('the default model is pinned, however it is written', () => {
  const uri = parseModelUri(`hf:${DEFAULT_MODEL.uri.repo}:${DEFAULT_MODEL.uri.file}`);
  assert.ok(uri !== null && uri.kind !== 'tag');
  const model = knownModel(hub, uri);
  assert.equal(model.sha256, DEFAULT_MODEL.sha256);
  assert.match(model.sha256, /^[0-9a-f]{64}$/);
  assert.equal(model.bytes, DEFAULT_MODEL.bytes);
  assert.ok(model.url.includes(`/resolve/${DEFAULT_MODEL.commit}/`));
});

test('two revisions, and two sites, have places of their own', () => {
  const places = [
    'hf:user/name/f.gguf',
    'hf:user/name/f.gguf#refs/pr/1',
    'https://a.example/x/f.gguf?token=1',
    'http://127.0.0.1:8000/..%2Ff.gguf',
  ].map((written) => {
    const uri = parseModelUri(written);
    assert.ok(uri !== null && uri.kind !== 'tag');
    return knownModel(hub, uri).place;
  });
  assert.deepEqual(places, [
    'user/name/f.gguf',
    'user/name@refs_pr_1/f.gguf',
    'a.example/f.gguf',
    '127.0.0.1_8000/_f.gguf',
  ]);
});

test('a tag is a word of the name', () => {
  assert.ok(hasTag('a/SmolLM2-135M-Instruct-Q4_K_M.gguf', 'q4_k_m'));
  assert.ok(hasTag('SmolLM2-135M-Instruct.Q4_K_M.gguf', 'Q4_K_M'));
  assert.ok(!hasTag('name-IQ4_K_M.gguf', 'Q4_K_M'));
  assert.ok(!hasTag('name-Q4_K.gguf', 'Q4_K_M'));
  assert.ok(!hasTag('name-Q4_K_M.bin', 'Q4_K_M'));
});
