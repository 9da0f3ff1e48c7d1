import assert from 'node:assert/strict';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { LifeEvent } from '../../src/core/life-event.ts';
import { ModelServer } from '../model-server.ts';
import { tinyModel } from '../tiny-model.ts';
import { installation } from './installation.ts';
import { run, Show } from './run.ts';

const tiny = await tinyModel();
const bytes = readFileSync(tiny);
const URI = 'hf:user/name/tiny.gguf';
const PATH = '/user/name/resolve/main/tiny.gguf';
const BRIEF = ['--json', '--max-tokens', '3', '--threads', '1', '--context-size', '256'];

/** A user without any model, whose hub is this server. */
function user(endpoint: string) {
  const data = mkdtempSync(join(tmpdir(), 'user-'));
  const env = { XDG_DATA_HOME: data, HF_ENDPOINT: endpoint, HF_TOKEN: '' };
  return { env, models: join(data, 'torment-nexus', 'models') };
}

const born = (stdout: string) => {
  const event = JSON.parse(stdout.slice(0, stdout.indexOf('\n'))) as LifeEvent;
  assert.ok(event.type === 'born');
  return event;
};

test('the first run downloads the model that is asked for; the second needs no network', async () => {
  const server = await ModelServer.start({ [PATH]: { bytes } });
  const { env, models } = user(server.url);
  const argv = [...BRIEF, '--model-path', URI];
  const first = await run(argv, env);
  assert.equal(first.status, 0, first.stderr);
  assert.equal(born(first.stdout).modelSource, `${URI}, asked for with --model-path`);
  assert.match(first.stderr, /^(torment-nexus: tiny\.gguf {2}0\.\d of 0\.5 MB[^\n]*\n)+$/);
  await server[Symbol.asyncDispose]();
  const second = await run([...argv, '--offline'], env);
  assert.equal(second.status, 0, second.stderr);
  assert.equal(second.stderr, '');
  assert.deepEqual(readdirSync(join(models, 'user', 'name')), ['tiny.gguf']);
});

test('without a network the embedded mind lives within 3 s, says why, and stderr stays empty', async () => {
  const program = installation(tiny);
  const server = await ModelServer.start();
  const { env } = user(server.url);
  await server[Symbol.asyncDispose]();
  for (const [argv, why] of [
    [BRIEF, /^the embedded mind: 127\.0\.0\.1:\d+ cannot be reached/],
    [[...BRIEF, '--offline'], /^the embedded mind: --offline$/],
  ] as const) {
    const begin = performance.now();
    const result = await run(argv, env, program);
    assert.equal(result.status, 0, result.stderr);
    assert.match(born(result.stdout).modelSource, why);
    assert.equal(result.stderr, '');
    assert.ok(performance.now() - begin < 5000);
  }
});

test('without a network and without any model: one line', async () => {
  const result = await run(['--offline'], user('http://127.0.0.1:1').env, installation(null));
  assert.equal(result.status, 1);
  assert.match(
    result.stderr,
    /^torment-nexus: there is no model: name a GGUF file with --model-path[^\n]*\n$/,
  );
});

test('model pull, list and inspect', async () => {
  await using server = await ModelServer.start({ [PATH]: { bytes } });
  const { env, models } = user(server.url);
  const path = join(models, 'user', 'name', 'tiny.gguf');
  const pulled = await run(['model', 'pull', URI], env);
  assert.equal(pulled.status, 0, pulled.stderr);
  assert.equal(pulled.stdout, `${path}\n`);
  assert.match(pulled.stderr, /0\.5 MB, F32: nobody says its SHA-256, its header is whole\n$/);
  const again = await run(['model', 'pull', URI, '--offline'], env);
  assert.equal(again.stdout, `${path}\n`);
  assert.match(again.stderr, /is here already/);

  const list = await run(['model', 'list', '--model-path', URI], env);
  assert.match(list.stdout, /\* +user\/name\/tiny\.gguf +0\.5 MB\n/);
  assert.ok(list.stdout.includes(models));

  for (const name of [URI, path, 'user/name/tiny.gguf']) {
    const { stdout, status } = await run(['model', 'inspect', name, '--context-size', '512'], env);
    assert.equal(status, 0);
    assert.match(stdout, /architecture +llama, 2 layers of 64\n[^]*licence +cc0-1\.0\n/);
    assert.match(stdout, /with --context-size 512\n[^]*KV cache +0\.1 MB/);
    assert.match(stdout, /it fits, with all 2048 tokens that it was trained for\./);
  }
  const far = await run(['model', 'inspect', URI, '--context-size', '5000'], env);
  assert.match(far.stdout, /it was trained for 2048 tokens: beyond them it\s+speaks\s+nonsense/);
  const lived = await run([...BRIEF, '--offline', '--model-path', 'user/name/tiny.gguf'], env);
  assert.equal(lived.status, 0, lived.stderr);
  const strange = join(models, 'a\u001b[2J.gguf');
  copyFileSync(path, strange);
  const shown = await run(['model', 'inspect', strange], env);
  assert.ok(shown.stdout.includes('a␛[2J.gguf') && !shown.stdout.includes('\u001b'));
});

test('model pull: what cannot be had is one line, exit status 1, and nothing is left', async () => {
  await using server = await ModelServer.start({ [PATH]: { bytes: Buffer.from('<html>no') } });
  const { env, models } = user(server.url);
  for (const [argv, status, message] of [
    [['pull', URI], 1, /is a web page/],
    [['pull', 'hf:user/name/none.gguf'], 1, /no such file/],
    [['pull', 'mind.gguf'], 2, /no address of a model/],
    [['inspect', URI], 1, /has not been downloaded: run torment-nexus model pull/],
    [['inspect', 'nowhere'], 1, /nowhere does not exist: check its path, or .* model list\n/],
    [['inspect', 'LICENSE'], 1, /is not a GGUF/],
  ] as const) {
    const result = await run(['model', ...argv], env);
    assert.match(result.stderr, /^torment-nexus: [^\n]+\n$/);
    assert.match(result.stderr, message);
    assert.equal(result.stdout, '');
    assert.equal(result.status, status);
  }
  assert.equal(existsSync(models), false);
});

test('on a terminal the stage shows how far a download is; q ends it, and what came is kept', async () => {
  await using server = await ModelServer.start({ [PATH]: { bytes, stallAt: 300_000 } });
  const { env, models } = user(server.url);
  const show = new Show(['model', 'pull', URI], { env });
  await show.shows(/waking {2}57 %[^]*tiny\.gguf {2}0\.3 of 0\.5 MB/);
  show.type('q');
  assert.equal(await show.exit, 130);
  assert.equal(show.onAlternateScreen, false);
  assert.deepEqual(readdirSync(join(models, 'user', 'name')).sort(), [
    'tiny.gguf.part',
    'tiny.gguf.part.json',
  ]);
  const { stdout } = await run(['model', 'list', '--offline'], env);
  assert.match(stdout, /user\/name\/tiny\.gguf \(interrupted: pull it again\) +0\.3 MB/);
});

test('model list passes over a link that leads nowhere', async () => {
  const { env, models } = user('http://127.0.0.1:1');
  mkdirSync(models, { recursive: true });
  symlinkSync('/nowhere.gguf', join(models, 'link.gguf'));
  const { status, stdout } = await run(['model', 'list', '--offline'], env);
  assert.equal(status, 0);
  assert.doesNotMatch(stdout, /link/);
});

test('doctor: a verdict, as an exit status too; no model is loaded and no network touched', async () => {
  await using server = await ModelServer.start();
  const { env } = user(server.url);
  const good = await run(['doctor', '--model-path', tiny, '--context-size', '512'], env);
  assert.equal(good.status, 0, good.stdout);
  assert.match(good.stdout, /^Will it live here\?\n[^]*memory +\d+ MB with --context-size 512/);
  const bad = await run(['doctor', '--json', '--model-path', 'LICENSE'], env);
  assert.equal(bad.status, 1);
  assert.equal((JSON.parse(bad.stdout) as { lives: boolean }).lives, false);
  assert.deepEqual(server.asked, []);
});
