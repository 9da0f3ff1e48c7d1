// What it costs to feel the machine, once a second: CPU time of one heartbeat and of the
// processes that it starts, and the page faults of the next token, which writes to every
// page of a KV cache as large as SmolLM2's at 2048 tokens: after a fork the kernel copies
// each of them. Beside it, what systeminformation's load and temperature would cost.
//
//   npm run bench:vitals
import { setTimeout } from 'node:timers/promises';
import si from 'systeminformation';
import { readVitals } from '../src/app/vitals.ts';
import { median } from './median.ts';
import { childrenMs } from './processor-time.ts';

const BEATS = 20;
/** Sooner than 200 ms systeminformation says what it has said before. */
const PAUSE_MS = 250;
const PAGE = 4096;
const cache = Buffer.alloc(45 * 2 ** 20, 1);

function token(): void {
  for (let at = 0; at < cache.length; at += PAGE) cache[at]!++;
}

async function costOf(name: string, beat: () => Promise<unknown>): Promise<void> {
  const costs: number[] = [];
  let faults = 0;
  const children = childrenMs();
  token();
  for (let n = 0; n < BEATS; n++) {
    await setTimeout(PAUSE_MS);
    const before = process.cpuUsage();
    await beat();
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
    const { minorPageFault } = process.resourceUsage();
    token();
    faults += process.resourceUsage().minorPageFault - minorPageFault;
  }
  console.log(
    `${name.padEnd(32)} ${median(costs).toFixed(2)} ms of CPU (median of ${BEATS}), ` +
      `${((childrenMs() - children) / BEATS).toFixed(1)} ms in other processes, ` +
      `${(faults / BEATS).toFixed(0)} page faults in the next token`,
  );
}

await readVitals();
await costOf('a heartbeat', readVitals);
await costOf("systeminformation's load", () => si.currentLoad());
await costOf("systeminformation's temperature", () => si.cpuTemperature());
