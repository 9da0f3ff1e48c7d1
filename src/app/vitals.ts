import { readFileSync } from 'node:fs';
import type { Vitals } from '../core/life-event.ts';

/** Where Linux says how hot the processor is, in thousandths of a degree Celsius. */
const THERMAL_ZONE = '/sys/class/thermal/thermal_zone0/temp';

/**
 * Measures the machine and this process. systeminformation's memory and load
 * cost 0.6 ms of CPU together; its temperature starts a shell for 10 to 20 ms,
 * so that comes from sysfs.
 */
export async function readVitals(): Promise<Omit<Vitals, 'type' | 'tokensPerSecond'>> {
  // Imported with the first heartbeat: it takes 65 ms, which the first frame does not wait for.
  const { default: si } = await import('systeminformation');
  const [{ available }, { currentLoad }] = await Promise.all([si.mem(), si.currentLoad()]);
  return {
    rss: process.memoryUsage.rss(),
    cpu: currentLoad / 100,
    temperature: readTemperature(),
    available,
  };
}

function readTemperature(): number | null {
  try {
    return Number(readFileSync(THERMAL_ZONE, 'ascii')) / 1000;
  } catch {
    return null; // A virtual machine has none.
  }
}
