/**
 * Processor time from the start of the process to the first frame on the terminal, launcher
 * included, beside that of a Node that does nothing; and whether llama.cpp was left for later.
 *
 *   npm run bench:start -- [--model-path <file>] [--starts 15]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { spawn } from '@lydell/node-pty';
import { median } from './median.ts';

const { values } = parseArgs({
  options: {
    'model-path': { type: 'string', default: 'models/torment-nexus-5m.gguf' },
    starts: { type: 'string', default: '15' },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'first-frame-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true });
});
const note = join(folder, 'note.json');

async function firstFrame(): Promise<{ readonly ms: number; readonly llama: boolean }> {
  rmSync(note, { force: true });
  const pty = spawn('bin/torment-nexus', ['--model-path', values['model-path']], {
    cols: 120,
    rows: 33,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TERM: 'linux',
      NODE_OPTIONS: `--require=${join(import.meta.dirname, 'first-frame.cjs')}`,
      FIRST_FRAME: note,
    },
  });
  const exit = new Promise((over) => {
    pty.onExit(over);
  });
  for (let waits = 0; !existsSync(note) && waits < 500; waits++) await setTimeout(20);
  await setTimeout(20);
  pty.kill('SIGKILL');
  await exit;
  return JSON.parse(readFileSync(note, 'utf8')) as { ms: number; llama: boolean };
}

function emptyNode(): number {
  const say = 'const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)';
  return Number(spawnSync(process.execPath, ['-e', say], { encoding: 'utf8' }).stdout);
}

const starts: number[] = [];
const empty: number[] = [];
for (let n = 0; n < Number(values.starts); n++) {
  const { ms, llama } = await firstFrame();
  if (llama) throw new Error('llama.cpp was imported before the first frame');
  starts.push(ms);
  empty.push(emptyNode());
}
console.log(
  `${median(starts).toFixed(0)} ms of CPU to the first frame (median of ${starts.length}, ` +
    `${Math.min(...starts).toFixed(0)} to ${Math.max(...starts).toFixed(0)}); ` +
    `an empty Node ${median(empty).toFixed(0)} ms`,
);
