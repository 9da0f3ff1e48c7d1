import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { examine, type Patient } from '../../src/app/doctor.ts';
import type { Machine } from '../../src/app/doctor/machine.ts';
import { couldLive, report, reportJson } from '../../src/app/doctor/report.ts';
import type { ModelPlaces } from '../../src/app/model-places.ts';
import { ModelStore } from '../../src/engine/model-store.ts';
import { tinyModel } from '../tiny-model.ts';

const MB = 2 ** 20;
const tiny = await tinyModel();

/** A Raspberry Pi Zero 2 W on its console, with 512 MB, and nothing wrong. */
function pi(changes: Partial<Machine> = {}, files: Readonly<Record<string, string>> = {}): Machine {
  const all: Readonly<Record<string, string>> = {
    '/proc/device-tree/model': 'Raspberry Pi Zero 2 W Rev 1.0\0',
    '/proc/cpuinfo': 'processor\t: 0\nFeatures\t: fp asimd evtstrm crc32 cpuid\n',
    '/proc/loadavg': '0.08 0.03 0.01 1/123 456\n',
    '/sys/class/thermal/thermal_zone0/temp': '51540\n',
    '/sys/devices/platform/soc/soc:firmware/get_throttled': '0\n',
    '/sys/class/graphics/fb0/virtual_size': '1920,1080\n',
    ...files,
  };
  return {
    platform: 'linux',
    arch: 'arm64',
    nodeVersion: '24.21.0',
    glibc: '2.36',
    cores: 4,
    memory: { total: 416 * MB, available: 330 * MB },
    env: { TERM: 'linux', LANG: 'C.UTF-8' },
    terminal: { columns: 120, rows: 33, depth: 4, device: '/dev/tty1' },
    readFile: (path) => all[path] ?? null,
    list: () => ['bins'],
    disk: () => ({ free: 4000 * MB, writable: true }),
    ...changes,
  };
}

const places: ModelPlaces = {
  hub: { endpoint: 'https://huggingface.co', token: null },
  store: new ModelStore(mkdtempSync(join(tmpdir(), 'doctor-'))),
  embedded: tiny,
};
const patient: Patient = { modelPath: null, offline: true, contextSize: 2048, threads: null };

const finding = (topic: string, machine: Machine, asked: Partial<Patient> = {}) => {
  const found = examine(machine, places, { ...patient, ...asked }).find(
    (one) => one.topic === topic,
  );
  assert.ok(found !== undefined, topic);
  return { ...found, says: found.says.join('\n') };
};

test('where nothing is wrong it says what there is, and that it would live', () => {
  const findings = examine(pi(), places, patient);
  assert.ok(couldLive(findings));
  assert.ok(findings.every(({ state }) => state === 'good'));
  const text = report(findings);
  for (const words of [
    /tiny-\w+, F32, 0\.5 MB\n.*the embedded mind: --offline/,
    /10\d MB with --context-size 2048; 330 MB more are free/,
    /weights +0\.5 MB/,
    /KV cache +0\.5 MB/,
    /Raspberry Pi Zero 2 W Rev 1\.0, 4 cores\n +3 threads compute, with llama\.cpp's kernels for armv8\.0_1/,
    /120×33 cells, 16 colours, TERM=linux\n +console \/dev\/tty1: 1920×1080 pixels, font of 16×32/,
    /52 °C/,
    /It would live here\.\n$/,
  ]) {
    assert.match(text, words);
  }
});

test('memory: too little is the end, tight is a warning, and both name what would fit', () => {
  const memory = (available: number) =>
    pi({ memory: { total: 416 * MB, available: available * MB } });
  const none = finding('memory', memory(52), { contextSize: 100_000 });
  assert.equal(none.state, 'bad');
  assert.match(none.change ?? '', /take --context-size 2048, for which it was trained/);
  assert.match(none.says, /needs \d+ MB of memory, and 52 MB are free/);
  const tight = finding('memory', memory(55));
  assert.equal(tight.state, 'warning');
  assert.match(tight.change ?? '', /stop what else runs/);
  assert.ok(!couldLive(examine(memory(20), places, patient)));
});

test('model: none, a broken one, one with less context, one that would be downloaded', () => {
  const none = examine(pi(), { ...places, embedded: null }, patient)[0];
  assert.equal(none?.state, 'bad');
  const broken = finding('model', pi(), { modelPath: 'LICENSE' });
  assert.equal(broken.state, 'bad');
  assert.match(broken.says, /LICENSE is not a GGUF/);
  assert.match(
    finding('model', pi(), { contextSize: 4096 }).change ?? '',
    /was trained for 2048 tokens/,
  );
});

test('a default model that would be downloaded: its own memory counts, before it is here', () => {
  const online = { offline: false };
  const model = finding('model', pi(), online);
  assert.equal(model.state, 'good');
  assert.match(
    model.says,
    /^SmolLM2-135M.*, 101 MB, would be downloaded first\nwithout a network tiny-\w+ would live/,
  );
  const memory = finding(
    'memory',
    pi({ memory: { total: 416 * MB, available: 200 * MB } }),
    online,
  );
  assert.equal(memory.state, 'bad');
  assert.match(memory.says, /needs 2\d\d MB of memory, and 200 MB are free\ncounted for SmolLM2/);
  assert.match(memory.change ?? '', /; or take --offline, for tiny-/);
  const unknown = examine(pi(), places, { ...patient, ...online, modelPath: 'hf:a/b/c.gguf' });
  assert.match(unknown[0]?.says.join() ?? '', /is not known before/);
  assert.ok(unknown.every(({ topic }) => topic !== 'memory'));
});

test('no line for people is longer than 80 cells, but for a path', () => {
  const long = pi({ memory: { total: 416 * MB, available: 200 * MB }, cores: 1 });
  const text = report(examine(long, places, { ...patient, offline: false, contextSize: 9000 }));
  for (const line of text.split('\n').filter((line) => !line.includes(places.store.directory))) {
    assert.ok(stringWidth(line) <= 80, line);
  }
});

test('system: an old Node, a 32-bit system, an old or another libc, no llama.cpp', () => {
  for (const changes of [
    { nodeVersion: '20.1.0' },
    { arch: 'arm' },
    { glibc: '2.31' },
    { glibc: null },
    { list: () => [] },
  ]) {
    const { state, change } = finding('system', pi(changes));
    assert.equal(state, 'bad');
    assert.ok(change !== undefined);
  }
  assert.equal(finding('system', pi({ platform: 'darwin', glibc: null })).state, 'good');
});

test('processor: no core free, and somebody else at work', () => {
  assert.match(finding('processor', pi(), { threads: 4 }).change ?? '', /--threads 3/);
  const busy = pi({}, { '/proc/loadavg': '3.20 2.0 1.0 5/123 456\n' });
  assert.match(finding('processor', busy).says, /a load of 3\.2 on 4 cores/);
  assert.match(finding('processor', busy).change ?? '', /--threads 2/);
  assert.equal(finding('processor', pi({ cores: 1 })).state, 'good');
  const alone = pi({ cores: 2 }, { '/proc/loadavg': '3.20 2.0 1.0 5/123 456\n' });
  assert.doesNotMatch(finding('processor', alone).change ?? '--threads', /--threads/);
});

test('processor: the kernels are those that llama.cpp would choose', () => {
  const kernels = (arch: string, features: string) =>
    finding(
      'processor',
      pi({ arch }, { '/proc/cpuinfo': `model name\t: X\nflags\t\t: ${features}\n` }),
    ).measured?.['kernels'];
  const avx2 = 'sse4_2 avx f16c fma avx2 bmi2';
  const avx512 = `${avx2} avx512f avx512cd avx512vl avx512dq avx512bw`;
  assert.equal(kernels('x64', 'sse2'), 'x64');
  assert.equal(kernels('x64', avx2), 'haswell');
  assert.equal(kernels('x64', `${avx2} avx_vnni`), 'alderlake');
  assert.equal(kernels('x64', avx512), 'skylakex');
  assert.equal(kernels('x64', `${avx512} avx512vbmi avx512_vnni avx512_bf16`), 'zen4');
  assert.equal(kernels('arm64', 'fp asimd asimddp asimdhp'), 'armv8.2_2');
  assert.equal(kernels('riscv64', 'rv64gc'), null);
});

test('terminal: too small, dumb, not UTF-8, letters too small for visitors; none is fine', () => {
  const terminal = (columns: number, rows: number, device = '/dev/pts/0') => ({
    terminal: { columns, rows, depth: 24, device },
  });
  assert.match(finding('terminal', pi(terminal(40, 10))).change ?? '', /window larger/);
  assert.match(finding('terminal', pi({ env: { TERM: 'dumb' } })).change ?? '', /set TERM/);
  assert.match(
    finding('terminal', pi({ env: { TERM: 'xterm', LANG: 'C' } })).change ?? '',
    /UTF-8/,
  );
  assert.match(finding('terminal', pi(terminal(240, 67, '/dev/tty1'))).change ?? '', /setfont/);
  assert.match(finding('terminal', pi({ terminal: null })).says, /none here/);
  const plain = pi({ ...terminal(120, 33), env: { TERM: 'xterm', NO_COLOR: '1' } });
  assert.match(finding('terminal', plain).says, /no colours \(NO_COLOR\)/);
});

test('temperature: heat and low voltage, now and since it was switched on', () => {
  const throttled = (bits: string) =>
    finding(
      'temperature',
      pi({}, { '/sys/devices/platform/soc/soc:firmware/get_throttled': bits }),
    );
  assert.match(throttled('50005').says, /has too little voltage/);
  assert.match(throttled('50000').says, /has had too little voltage/);
  assert.match(throttled('4').says, /is slowed down by heat/);
  assert.match(throttled('80000').says, /has been slowed down/);
  const hot = pi({}, { '/sys/class/thermal/thermal_zone0/temp': '84000' });
  assert.equal(finding('temperature', hot).state, 'warning');
  const silent = pi({ readFile: () => null });
  assert.match(finding('temperature', silent).says, /does not say/);
  assert.equal(finding('temperature', silent).state, 'good');
});

test('disk: matters where a model is still to come', () => {
  const full = pi({ disk: () => ({ free: 50 * MB, writable: true }) });
  assert.equal(finding('disk', full).state, 'good');
  assert.match(finding('disk', full, { offline: false }).change ?? '', /make room/);
  const readOnly = pi({ disk: () => ({ free: 4000 * MB, writable: false }) });
  assert.match(finding('disk', readOnly, { offline: false }).change ?? '', /--models-dir/);
});

test('--json is one line with a verdict and what was measured', () => {
  const line = reportJson(examine(pi(), places, patient));
  assert.match(line, /^[^\n]+\n$/);
  const json = JSON.parse(line) as { lives: boolean; findings: Record<string, unknown>[] };
  assert.equal(json.lives, true);
  const memory = json.findings.find(({ topic }) => topic === 'memory');
  assert.equal(memory?.['available'], 330 * MB);
  assert.ok(Number(memory['needed']) > 100 * MB);
});
