import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { tinyModel } from '../tiny-model.ts';
import { PROGRAM, run, Show } from './run.ts';

const model = await tinyModel();
const life = ['--seed', '7', '--threads', '1', '--model-path', model];

/** The screen, the cursor and the colours are as they were. */
function assertWhole(show: Show): void {
  assert.equal(show.onAlternateScreen, false);
  assert.ok(
    show.output.lastIndexOf('\x1b[?25h') > show.output.lastIndexOf('\x1b[?25l'),
    'the cursor is hidden',
  );
}

test('on a terminal it takes the screen, speaks beside its gauges, and gives the screen back', async () => {
  const show = new Show([...life, '--pace', '50']);
  await show.shows(/tok(ens)?\/s/i);
  await show.shows(/\d+\s*\/\s*2048/);
  show.type('q');
  assert.equal(await show.exit, 130);
  assertWhole(show);
});

for (const [name, kill, status] of [
  [
    'Ctrl-C',
    (show: Show) => {
      show.type('\x03');
    },
    130,
  ],
  [
    'SIGTERM',
    (show: Show) => {
      show.kill('SIGTERM');
    },
    143,
  ],
  [
    'SIGHUP',
    (show: Show) => {
      show.kill('SIGHUP');
    },
    129,
  ],
] as const) {
  test(`${name} ends it with ${status}, and the terminal is whole`, async () => {
    const show = new Show([...life, '--pace', '20']);
    await show.shows(/\d+\s*\/\s*2048/);
    kill(show);
    assert.equal(await show.exit, status);
    assertWhole(show);
  });
}

test('a screen reader is given the text alone, at the speed at which it is read', async () => {
  const started = performance.now();
  const show = new Show([...life, '--max-tokens', '12'], { env: { INK_SCREEN_READER: 'true' } });
  assert.equal(await show.exit, 0);
  assert.doesNotMatch(show.output, /\x1b/);
  assert.match(show.output, /\w/);
  assert.ok(performance.now() - started > 2000);
});

test('two keys that come together end it too', async () => {
  const show = new Show([...life, '--pace', '20']);
  await show.shows(/\d+\s*\/\s*2048/);
  show.type('qq');
  assert.equal(await show.exit, 130);
  assertWhole(show);
});

test('who leaves during the collapse leaves at once, and the terminal is whole', async () => {
  const show = new Show([...life, '--pace', 'max', '--context-size', '128']);
  await show.shows(/C\s*O\s*L\s*L\s*A\s*P\s*S\s*E/);
  show.type('\x03');
  assert.equal(await show.exit, 130);
  assertWhole(show);
});

test('without a keyboard the stage is still seen', async () => {
  const command = `${PROGRAM} ${life.join(' ')} --pace 20 </dev/null`;
  const show = new Show(['-c', command], { program: 'sh' });
  await show.shows(/\d+\s*\/\s*2048/);
  show.kill('SIGHUP');
  await show.exit;
});

test('an odd CI variable is no hindrance', async () => {
  const odd = await run([...life, '--plain', '--max-tokens', '3'], { CI: '' });
  assert.deepEqual([odd.status, odd.stderr], [0, '']);
});

test('the exit status tells of the death where stderr cannot', async () => {
  const child = spawn('sh', [
    '-c',
    `${PROGRAM} ${life.join(' ')} --context-size 128 --plain 2>/dev/full >/dev/null`,
  ]);
  assert.equal(await new Promise((resolve) => child.on('close', resolve)), 101);
});

test('a resize is followed at once', async () => {
  const show = new Show([...life, '--pace', '20']);
  await show.shows(/\d+\s*\/\s*2048/);
  show.resize(80, 24);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.ok(show.rows().every((row) => row.length <= 80));
  await show.shows(/\d+\s*\/\s*2048/);
  show.resize(30, 8);
  await show.shows(/small/i);
  show.resize(120, 33);
  await show.shows(/\d+\s*\/\s*2048/);
  show.type('q');
  assert.equal(await show.exit, 130);
});

test('after the collapse the terminal is whole, and the panic stands on it', async () => {
  const show = new Show([...life, '--pace', 'max', '--context-size', '128']);
  assert.equal(await show.exit, 101);
  assertWhole(show);
  await show.shows(/thread 'main' panicked at 'Context overflow - terminating\.'/);
});

test('a prompt that leaves no room to live: one line on a terminal that is whole', async () => {
  const show = new Show([...life, '--prompt', 'word '.repeat(2000)]);
  assert.equal(await show.exit, 1);
  assertWhole(show);
  const lines = show.rows().filter((row) => row !== '');
  assert.match(
    lines.join(''),
    /^torment-nexus: .* has \d+ tokens .* or give it --context-size \d+/,
  );
});

test('NO_COLOR is honoured', async () => {
  const show = new Show([...life, '--pace', '50'], { env: { NO_COLOR: '1', FORCE_COLOR: '3' } });
  await show.shows(/\d+\s*\/\s*2048/);
  show.type('q');
  await show.exit;

  assert.doesNotMatch(show.output, /\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m/);
});

test('SIGTERM ends a life in a pipe too', async () => {
  const child = spawn('bin/torment-nexus', [...life, '--json', '--pace', '5'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (!stdout.includes('"token"') && text.includes('"token"')) child.kill('SIGTERM');
    stdout += text;
  });
  assert.equal(await closed, 143);
  assert.match(stdout.trimEnd().split('\n').at(-1) ?? '', /"type":"died","cause":"signal"/);
});

test('a reader that goes away ends it in silence', async () => {
  const child = spawn(
    'sh',
    ['-c', `bin/torment-nexus ${life.join(' ')} --plain | head -c 20 >/dev/null`],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await new Promise((resolve) => child.on('close', resolve));
  assert.equal(stderr, '');
});

test('it starts from a symlink, without a PATH', async () => {
  const { status } = await run(['--version'], { PATH: '/usr/bin:/bin' });
  assert.equal(status, 0);
});
