import { readFileSync } from 'node:fs';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { processorMs } from './processor-time.ts';

const COLUMNS = 120;
const ROWS = 33;

/** What /proc says of the process at a moment. */
export interface Sample {
  /** Since the process began, in milliseconds. */
  readonly ms: number;
  /** Bytes. */
  readonly rss: number;
  /** Bytes that belong to no file. */
  readonly anonymous: number;
  /** Bytes read from the disk so far. */
  readonly read: number;
  /** CPU time of all threads so far, in milliseconds, to the nearest 10. */
  readonly cpuMs: number;
  /** CPU time of the main thread so far, which does all but the computing; in milliseconds. */
  readonly mainMs: number;
}

/** What the context's gauge showed at a moment. */
export interface Reading {
  /** Since the process began, in milliseconds. */
  readonly ms: number;
  /** Tokens. */
  readonly used: number;
}

export interface StagedLife {
  readonly samples: readonly Sample[];
  readonly readings: readonly Reading[];
}

/**
 * One life of the built program on its stage, at 120×33 on a Linux console, watched from
 * outside: nothing in it knows that it is measured, and the screen is read when it is over.
 *
 * @param command launcher and arguments
 * @param everyMs between two samples; Infinity for none
 */
export async function stagedLife(
  command: readonly [string, ...string[]],
  everyMs: number,
): Promise<StagedLife> {
  const [program, ...argv] = command;
  const begin = performance.now();
  const pty = spawn(program, argv, {
    cols: COLUMNS,
    rows: ROWS,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TERM: 'linux' },
  });
  const chunks: { ms: number; data: string }[] = [];
  pty.onData((data) => chunks.push({ ms: performance.now() - begin, data }));
  const samples: Sample[] = [];
  const timer = Number.isFinite(everyMs)
    ? setInterval(() => {
        const sample = sampleOf(pty.pid, performance.now() - begin);
        if (sample !== null) samples.push(sample);
      }, everyMs)
    : undefined;
  await new Promise((resolve) => {
    pty.onExit(resolve);
  });
  clearInterval(timer);
  const readings = await readGauge(chunks);
  if (readings.length === 0) {
    throw new Error(
      `it did not live: ${chunks
        .map(({ data }) => data)
        .join('')
        .slice(-500)}`,
    );
  }
  return { samples, readings };
}

/** Null where it has just ended. */
function sampleOf(pid: number, ms: number): Sample | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const io = readFileSync(`/proc/${pid}/io`, 'utf8');
    const kib = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
    const [ns = ''] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
    const read = Number(/^read_bytes: (\d+)/m.exec(io)?.[1]);
    if (!status.includes('VmRSS')) return null;
    return {
      ms,
      rss: kib('VmRSS') * 1024,
      anonymous: kib('RssAnon') * 1024,
      read,
      cpuMs: processorMs(pid),
      mainMs: Number(ns) / 1e6,
    };
  } catch {
    return null;
  }
}

async function readGauge(chunks: readonly { ms: number; data: string }[]): Promise<Reading[]> {
  const screen = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  const readings: Reading[] = [];
  for (const { ms, data } of chunks) {
    await new Promise<void>((resolve) => {
      screen.write(data, resolve);
    });
    const used = Number(/ {2}(\d+) \/ \d+/.exec(text(screen))?.[1] ?? NaN);
    // The gauge jumps while the prompt is read, and is gone when the collapse has begun.
    if (used > (readings.at(-1)?.used ?? 0)) readings.push({ ms, used });
  }
  return readings;
}

function text(screen: xterm.Terminal): string {
  const { active } = screen.buffer;
  return Array.from(
    { length: ROWS },
    (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
  ).join('\n');
}
