import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Vitals } from '../core/life-event.ts';
import { type CpuTime, cpuLoad, cpuTime } from './cpu-load.ts';

/** Where Linux says how hot the processor is, in thousandths of a degree Celsius. */
const THERMAL_ZONE = '/sys/class/thermal/thermal_zone0/temp';

let lastTime: CpuTime = { busy: 0, total: 0 };

/**
 * Measures the machine, since the last time that it was asked (at first: since it was
 * switched on), and this process.
 *
 * systeminformation's memory costs 0.2 ms of CPU. Its load and its temperature
 * start a shell: that is not only 10 to 20 ms, but a fork, after which the whole
 * KV cache is copied on write, page by page, by the next token.
 */
export async function readVitals(): Promise<Omit<Vitals, 'type' | 'tokensPerSecond'>> {
  // Imported with the first heartbeat: it takes 65 ms, which the first frame does not wait for.
  const { default: si } = await import('systeminformation');
  const { available } = await si.mem();
  const time = cpuTime(cpus());
  const cpu = cpuLoad(lastTime, time);
  lastTime = time;
  return { rss: process.memoryUsage.rss(), cpu, temperature: readTemperature(), available };
}

function readTemperature(): number | null {
  try {
    return Number(readFileSync(THERMAL_ZONE, 'ascii')) / 1000;
  } catch {
    return null; // A virtual machine has none.
  }
}
