import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { DownloadProgress } from '../../src/engine/download-progress.ts';
import { downloadModel, type Patience } from '../../src/engine/download-model.ts';
import type { Hub } from '../../src/engine/hub.ts';
import type { RemoteModel } from '../../src/engine/remote-model.ts';
import { DownloadError } from '../../src/engine/transfer-fault.ts';
import { ModelServer, type Served, sha256 } from '../model-server.ts';
import { tinyModel } from '../tiny-model.ts';
import { text } from '../write-gguf.ts';

const bytes = readFileSync(await tinyModel());
const digest = sha256(bytes);
const HASTY: Patience = { answerMs: 400, stallMs: 150, tries: 2, backoffMs: 5 };

/** A server with one file, and a place on this machine where it is wanted. */
async function scene(served: Partial<Served> = {}, known: Partial<RemoteModel> = {}) {
  const server = await ModelServer.start({ '/tiny.gguf': { bytes, ...served } });
  const directory = mkdtempSync(join(tmpdir(), 'download-'));
  const target = join(directory, 'user', 'repo', 'tiny.gguf');
  const progress: DownloadProgress[] = [];
  const url = `${server.url}/tiny.gguf`;
  const hub: Hub = { endpoint: server.url, token: null };
  const download = (options: Partial<Parameters<typeof downloadModel>[0]> = {}): Promise<unknown> =>
    downloadModel({
      hub,
      model: {
        name: 'hf:user/repo/tiny.gguf',
        url,
        place: '',
        sha256: null,
        bytes: null,
        ...known,
      },
      target,
      patience: HASTY,
      signal: new AbortController().signal,
      onProgress: (step) => progress.push(step),
      ...options,
    });
  return {
    server,
    directory,
    target,
    progress,
    url,
    download,
    /** Every file that is there. */
    left: () =>
      existsSync(directory)
        ? readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()
        : [],
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const WHOLE = ['user', 'user/repo', 'user/repo/tiny.gguf'];

/** It fails with one line that says what to do. */
async function failure(download: Promise<unknown>): Promise<string> {
  try {
    await download;
  } catch (error) {
    assert.ok(error instanceof DownloadError, String(error));
    assert.match(error.message, /^cannot download hf:user\/repo\/tiny\.gguf: [^\n]+: [^\n]+$/);
    return error.message;
  }
  throw new assert.AssertionError({ message: 'it was downloaded' });
}

test('a whole download: every byte, its progress, and nothing beside it', async () => {
  await using it = await scene({}, { sha256: digest, bytes: bytes.length });
  await it.download();
  assert.deepEqual(readFileSync(it.target), bytes);
  assert.deepEqual(it.left(), WHOLE);
  const last = it.progress.at(-1);
  assert.equal(last?.received, bytes.length);
  assert.equal(last.total, bytes.length);
});

test('what is there already is not downloaded again', async () => {
  await using it = await scene();
  await it.download();
  await it.download();
  assert.equal(it.server.asked.length, 1);
});

for (let tenth = 1; tenth < 10; tenth++) {
  test(`cut after ${tenth} tenths and left alone: the next run goes on from there`, async () => {
    const stallAt = Math.floor((bytes.length * tenth) / 10);
    await using it = await scene({ stallAt }, { sha256: digest });
    const controller = new AbortController();
    const cut = it.download({
      signal: controller.signal,
      patience: { ...HASTY, stallMs: 60_000 },
      onProgress: ({ received }) => {
        if (received === stallAt) controller.abort(new Error('off'));
      },
    });
    await assert.rejects(cut, /off/);
    it.server.files.set('/tiny.gguf', { bytes });
    await it.download();
    assert.deepEqual(readFileSync(it.target), bytes);
    assert.deepEqual(it.left(), WHOLE);
    assert.equal(it.server.asked[1]?.range, `bytes=${stallAt}-`);
  });
}

test('cut at every tenth: as long as something comes, it goes on by itself', async () => {
  await using it = await scene({ cutAfter: Math.ceil(bytes.length / 10) });
  await it.download();
  assert.deepEqual(readFileSync(it.target), bytes);
  assert.ok(it.server.asked.length >= 10);
});

test('under its name there is never a part of it', async () => {
  await using it = await scene({ cutAfter: Math.ceil(bytes.length / 10) });
  await it.download({
    onProgress: () => {
      assert.equal(existsSync(it.target), false);
    },
  });
});

test('a file that has changed in between is downloaded from its beginning', async () => {
  const other = readFileSync(await tinyModel({ seed: 2 }));
  await using it = await scene({ stallAt: 100_000 });
  assert.match(await failure(it.download()), /does not answer.* are kept/);
  it.server.files.set('/tiny.gguf', { bytes: other });
  await it.download();
  assert.deepEqual(readFileSync(it.target), other);
});

test('a part that a power cut has damaged is noticed and downloaded again', async () => {
  await using it = await scene({ stallAt: 100_000 }, { sha256: digest });
  await failure(it.download());
  writeFileSync(`${it.target}.part`, Buffer.alloc(100_000));
  it.server.files.set('/tiny.gguf', { bytes });
  await it.download();
  assert.deepEqual(readFileSync(it.target), bytes);
});

test('a part without anything to know it by is not gone on with', async () => {
  await using it = await scene({ stallAt: 100_000, etag: null });
  await failure(it.download());
  it.server.files.set('/tiny.gguf', { bytes, etag: null });
  await it.download();
  assert.deepEqual(readFileSync(it.target), bytes);
  assert.equal(it.server.asked.at(-1)?.range, null);
});

test('a wrong checksum, pinned or from the hub: refused, and nothing left', async () => {
  const wrong = 'ab'.repeat(32);
  await using pinned = await scene({}, { sha256: wrong });
  assert.match(await failure(pinned.download()), /its SHA-256 is .* should be abababababab…/);
  assert.deepEqual(pinned.left(), []);
  await using hub = await scene();
  hub.server.files.set('/tiny.gguf', {
    bytes: new Uint8Array(),
    redirect: '/cdn/tiny.gguf',
    headers: { 'x-linked-etag': `"${wrong}"` },
  });
  hub.server.files.set('/cdn/tiny.gguf', { bytes });
  assert.match(await failure(hub.download()), /its SHA-256 is/);
  assert.deepEqual(hub.left(), []);
});

test('a file of another length than the pinned one is refused before it comes', async () => {
  await using it = await scene({}, { bytes: 5_000_000 });
  assert.match(await failure(it.download()), /should have 5,000,000/);
  assert.deepEqual(it.left(), []);
});

test('404 and 401: one line, one request, nothing left', async () => {
  for (const [status, message] of [
    [404, /no such file/],
    [401, /HF_TOKEN/],
    [403, /HF_TOKEN/],
  ] as const) {
    await using it = await scene({ status });
    assert.match(await failure(it.download()), message);
    assert.equal(it.server.asked.length, 1);
    assert.deepEqual(it.left(), []);
  }
});

test('503 is tried again, and then said', async () => {
  await using it = await scene({ status: 503 });
  assert.match(await failure(it.download()), /answered 503: try again later/);
  assert.equal(it.server.asked.length, HASTY.tries);
});

test('416: what is here was all of it, or is given up', async () => {
  await using it = await scene({}, { sha256: digest });
  await mkdir(dirname(it.target), { recursive: true });
  const notes = JSON.stringify({ url: it.url, validator: null, total: null, sha256: digest });
  await writeFile(`${it.target}.part`, bytes);
  await writeFile(`${it.target}.part.json`, notes);
  await it.download();
  assert.deepEqual(it.left(), WHOLE);
  assert.equal(it.server.asked.length, 1);

  await using longer = await scene({}, { sha256: digest });
  await mkdir(dirname(longer.target), { recursive: true });
  await writeFile(`${longer.target}.part`, Buffer.concat([bytes, bytes]));
  await writeFile(`${longer.target}.part.json`, notes.replace(it.url, longer.url));
  await longer.download();
  assert.deepEqual(readFileSync(longer.target), bytes);
});

test('redirections are followed; the token is shown to the hub alone', async () => {
  await using elsewhere = await ModelServer.start({ '/blob': { bytes } });
  await using it = await scene({ redirect: '/again' });
  it.server.files.set('/again', { bytes, redirect: `${elsewhere.url}/blob` });
  await it.download({ hub: { endpoint: it.server.url, token: 'hf_secret' } });
  assert.deepEqual(readFileSync(it.target), bytes);
  assert.deepEqual(
    [...it.server.asked, ...elsewhere.asked].map(({ authorization }) => authorization),
    ['Bearer hf_secret', 'Bearer hf_secret', null],
  );
});

test('redirections without end are one line', async () => {
  await using it = await scene({ redirect: '/tiny.gguf' });
  assert.match(await failure(it.download()), /without end/);
});

test('a server that stalls is tried again; what came is kept, and used', async () => {
  await using it = await scene({ stallAt: 50_000 }, { sha256: digest });
  it.server.files.set('/tiny.gguf', { bytes, stallAt: 50_000 });
  const download = it.download();
  setTimeout(() => it.server.files.set('/tiny.gguf', { bytes }), 200);
  await download;
  assert.deepEqual(readFileSync(it.target), bytes);
});

test('nobody there: one line', async () => {
  await using it = await scene();
  await it.server[Symbol.asyncDispose]();
  assert.match(
    await failure(it.download()),
    /cannot be reached \(ECONNREFUSED\): check the network/,
  );
  assert.deepEqual(it.left(), []);
});

test('a web page and a text are refused by their first bytes', async () => {
  const page = Buffer.from(`<!DOCTYPE html><html>${'.'.repeat(100_000)}`);
  await using it = await scene({ bytes: page });
  assert.match(await failure(it.download()), /is a web page/);
  assert.deepEqual(it.left(), []);
  await using lfs = await scene({
    bytes: Buffer.from('version https://git-lfs.github.com/spec/v1'),
  });
  assert.match(await failure(lfs.download()), /only points to a model/);
  await using empty = await scene({ bytes: Buffer.alloc(0) });
  assert.match(await failure(empty.download()), /empty/);
});

test('a web page in the middle of a download does not cost what is here already', async () => {
  await using it = await scene({ stallAt: 100_000 }, { sha256: digest });
  await failure(it.download());
  it.server.files.set('/tiny.gguf', {
    bytes: Buffer.from(`<html>${'.'.repeat(1000)}`),
    chunked: true,
  });
  assert.match(await failure(it.download()), /is a web page/);
  it.server.files.set('/tiny.gguf', { bytes });
  await it.download();
  assert.match(it.server.asked.at(-1)?.range ?? '', /^bytes=\d{5,}-$/);
});

test('a GGUF that is cut short where nobody says how long it is, is refused', async () => {
  await using it = await scene({ bytes: bytes.subarray(0, bytes.length / 2), chunked: true });
  assert.match(await failure(it.download()), /it is cut short/);
  assert.deepEqual(it.left(), []);
});

test('a model that could not live here is refused, and not kept', async () => {
  const cases = [
    [{ 'general.architecture': text('bert') }, /it makes embeddings and cannot speak/],
    [{ 'tokenizer.ggml.model': null, 'tokenizer.ggml.tokens': null }, /it has no tokenizer/],
  ] as const;
  for (const [metadata, message] of cases) {
    await using it = await scene({ bytes: readFileSync(await tinyModel({ metadata })) });
    assert.match(await failure(it.download()), message);
    assert.deepEqual(it.left(), []);
  }
  const swapped = Buffer.from(bytes);
  swapped.swap32();
  await using it = await scene({ bytes: swapped });
  assert.match(await failure(it.download()), /it is a GGUF for big-endian machines/);
  assert.deepEqual(it.left(), []);
});

test('two at once: the second waits, and finds it done', async () => {
  await using it = await scene({ stallAt: 100_000 }, { sha256: digest });
  const waits: number[] = [];
  const onWait = (pid: number) => waits.push(pid);
  const both = [it.download({ onWait }), it.download({ onWait })];
  setTimeout(() => it.server.files.set('/tiny.gguf', { bytes }), 50);
  await Promise.all(both);
  assert.deepEqual(waits, [process.pid]);
  assert.deepEqual(readFileSync(it.target), bytes);
  assert.deepEqual(it.left(), WHOLE);
});

test('a lock that was left behind does not hold', async () => {
  for (const [owner, age] of [
    ['999999999', 0],
    [String(process.ppid), 3600],
  ] as const) {
    await using it = await scene();
    await mkdir(dirname(it.target), { recursive: true });
    await writeFile(`${it.target}.lock`, owner);
    const then = Date.now() / 1000 - age;
    await utimes(`${it.target}.lock`, then, then);
    await it.download({ onWait: () => assert.fail('it waits') });
    assert.deepEqual(it.left(), WHOLE);
  }
});

test('ended in the middle: at once, with what came kept and no lock', async () => {
  await using it = await scene({ stallAt: 100_000 });
  const controller = new AbortController();
  const download = it.download({
    signal: controller.signal,
    onProgress: () => {
      controller.abort(new Error('quit'));
    },
  });
  await assert.rejects(download, /quit/);
  assert.deepEqual(it.left().slice(2), [
    'user/repo/tiny.gguf.part',
    'user/repo/tiny.gguf.part.json',
  ]);
});

test('a directory that cannot be written to is one line', async () => {
  await using it = await scene();
  const file = join(it.directory, 'file');
  writeFileSync(file, '');
  const message = await failure(it.download({ target: join(file, 'tiny.gguf') }));
  assert.match(message, /cannot write to .*file .*--models-dir/);
});

const smallDisk = mountSmallDisk();

test(
  'a disk without room: said before anything comes, or when it is full; nothing left',
  { skip: smallDisk === null ? 'needs the right to mount a tmpfs' : false },
  async (t) => {
    const disk = smallDisk ?? '';
    t.after(() => {
      execFileSync('umount', [disk]);
      rmdirSync(disk);
    });
    await using it = await scene();
    const target = join(disk, 'tiny.gguf');
    assert.match(
      await failure(it.download({ target })),
      /needs \d+ MB, and 1 MB are free.*--models-dir/,
    );
    it.server.files.set('/tiny.gguf', {
      bytes: Buffer.concat([bytes, bytes, bytes]),
      chunked: true,
    });
    assert.match(await failure(it.download({ target })), /the disk of .* is full: make room/);
    assert.deepEqual(readdirSync(disk), []);
  },
);

/** A disk of one megabyte; null where this user may not have one. */
function mountSmallDisk(): string | null {
  const disk = mkdtempSync(join(tmpdir(), 'small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'ignore' });
    return disk;
  } catch {
    return null;
  }
}
