import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fetchModel } from '../../src/app/fetch-model.ts';
import { findModel, type Wish } from '../../src/app/find-model.ts';
import type { ModelPlaces } from '../../src/app/model-places.ts';
import { UserError } from '../../src/core/user-error.ts';
import { DEFAULT_MODEL } from '../../src/engine/default-model.ts';
import { ModelStore } from '../../src/engine/model-store.ts';
import { ModelServer } from '../model-server.ts';
import { tinyModel } from '../tiny-model.ts';

const tiny = await tinyModel();
const EMBEDDED = '/program/models/mind.gguf';
const DEFAULT_PLACE = `${DEFAULT_MODEL.uri.repo}/${DEFAULT_MODEL.uri.file}`;
const nothing: Wish = { modelPath: null, offline: false };

function places({
  embedded = EMBEDDED,
  endpoint = 'https://huggingface.co',
  stored = [],
}: {
  embedded?: string | null;
  endpoint?: string;
  stored?: readonly string[];
} = {}): ModelPlaces {
  const directory = mkdtempSync(join(tmpdir(), 'find-model-'));
  for (const place of stored) {
    mkdirSync(dirname(join(directory, place)), { recursive: true });
    copyFileSync(tiny, join(directory, place));
  }
  return { hub: { endpoint, token: null }, store: new ModelStore(directory), embedded };
}

/** Fetches what is chosen by default. */
async function fetched(where: ModelPlaces) {
  const choice = findModel(nothing, where);
  assert.ok(choice.kind === 'remote');
  const lines: string[] = [];
  const begin = performance.now();
  const found = await fetchModel(choice, where, {
    signal: new AbortController().signal,
    onProgress: (line) => lines.push(line),
  });
  return { ...found, lines, ms: performance.now() - begin };
}

test('a file that is asked for comes before everything', () => {
  const where = places({ stored: [DEFAULT_PLACE] });
  assert.deepEqual(findModel({ modelPath: 'my.gguf', offline: false }, where), {
    kind: 'here',
    path: 'my.gguf',
    source: 'asked for with --model-path',
  });
});

test('a name that model list shows is as good as its path; a file of that name comes first', () => {
  const where = places({ stored: ['user/name/name-Q8_0.gguf'] });
  const path = (modelPath: string) => {
    const found = findModel({ modelPath, offline: true }, where);
    return found.kind === 'here' && found.path;
  };
  assert.equal(
    path('user/name/name-Q8_0.gguf'),
    join(where.store.directory, 'user/name/name-Q8_0.gguf'),
  );
  assert.equal(path('mind.gguf'), EMBEDDED);
  assert.equal(path('package.json'), 'package.json');
  assert.equal(path('nowhere.gguf'), 'nowhere.gguf');
});

test('then the default model, where it has been downloaded', () => {
  const where = places({ stored: [DEFAULT_PLACE, 'other/model/x.gguf'] });
  for (const offline of [true, false]) {
    const found = findModel({ modelPath: null, offline }, where);
    assert.ok(found.kind === 'here');
    assert.equal(found.path, join(where.store.directory, DEFAULT_PLACE));
    assert.match(found.source, /^the default model/);
  }
});

test('then a download of it, with the embedded mind in its place; with --offline that at once', () => {
  const choice = findModel(nothing, places());
  assert.ok(choice.kind === 'remote');
  assert.equal(choice.uri, DEFAULT_MODEL.uri);
  assert.equal(choice.fallback, EMBEDDED);
  assert.deepEqual(findModel({ modelPath: null, offline: true }, places()), {
    kind: 'here',
    path: EMBEDDED,
    source: 'the embedded mind: --offline',
  });
});

test('nothing at all is one line', () => {
  assert.throws(
    () => findModel({ modelPath: null, offline: true }, places({ embedded: null })),
    /^UserError: there is no model: name a GGUF file with --model-path \(--offline\)$/,
  );
});

test('an address that was pulled needs no network, also by its quantization', () => {
  const where = places({ stored: ['user/name/name-Q8_0.gguf'] });
  for (const modelPath of ['hf:user/name:Q8_0', 'hf:user/name:name-Q8_0.gguf']) {
    const found = findModel({ modelPath, offline: true }, where);
    assert.equal(
      found.kind === 'here' && found.path,
      join(where.store.directory, 'user/name/name-Q8_0.gguf'),
    );
  }
  assert.throws(
    () => findModel({ modelPath: 'hf:user/name:Q4_0', offline: true }, where),
    (error) =>
      error instanceof UserError && /has not been downloaded.*model pull/.test(error.message),
  );
});

test('no network: the embedded mind within 3 s, saying why', async () => {
  const server = await ModelServer.start();
  const endpoint = server.url;
  await server[Symbol.asyncDispose]();
  const { path, source, ms } = await fetched(places({ endpoint }));
  assert.equal(path, EMBEDDED);
  assert.match(source, /^the embedded mind: 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)$/);
  assert.ok(ms < 3000);
});

test('a hub that never answers: the embedded mind within 3 s, saying why', async () => {
  const path = `/${DEFAULT_MODEL.uri.repo}/resolve/${DEFAULT_MODEL.commit}/${DEFAULT_MODEL.uri.file}`;
  await using silent = await ModelServer.start({
    [path]: { bytes: readFileSync(tiny), silent: true },
  });
  const { path: found, source, ms } = await fetched(places({ endpoint: silent.url }));
  assert.equal(found, EMBEDDED);
  assert.match(source, /does not answer$/);
  assert.ok(ms < 3000);
});

test('a hub that gives something else: the embedded mind, and nothing is kept', async () => {
  const path = `/${DEFAULT_MODEL.uri.repo}/resolve/${DEFAULT_MODEL.commit}/${DEFAULT_MODEL.uri.file}`;
  await using server = await ModelServer.start({ [path]: { bytes: readFileSync(tiny) } });
  const where = places({ endpoint: server.url });
  const { source, path: found } = await fetched(where);
  assert.equal(found, EMBEDDED);
  assert.match(source, /should have 105,454,432$/);
  assert.deepEqual(where.store.list(), []);
});

test('what was asked for is fetched, and nothing takes its place', async () => {
  await using server = await ModelServer.start({
    '/user/name/resolve/main/tiny.gguf': { bytes: readFileSync(tiny) },
  });
  const where = places({ endpoint: server.url });
  const fetchIt = async (modelPath: string) => {
    const choice = findModel({ modelPath, offline: false }, where);
    assert.ok(choice.kind === 'remote');
    const { signal } = new AbortController();
    return fetchModel(choice, where, { signal, onProgress: () => undefined });
  };
  const found = await fetchIt('hf:user/name/tiny.gguf');
  assert.deepEqual(readFileSync(found.path), readFileSync(tiny));
  assert.equal(found.source, 'hf:user/name/tiny.gguf, asked for with --model-path');
  await assert.rejects(fetchIt('hf:user/name/none.gguf'), /no such file/);
});
