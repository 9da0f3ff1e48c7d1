// What it costs to feel the machine: CPU time of one heartbeat, which comes once a second,
// beside what systeminformation's temperature alone would cost.
//
//   npm run bench:vitals
import si from 'systeminformation';
import { readVitals } from '../src/app/vitals.ts';

async function cpuOf(name: string, beat: () => Promise<unknown>, beats = 50): Promise<void> {
  const costs: number[] = [];
  for (let n = 0; n < beats; n++) {
    const before = process.cpuUsage();
    await beat();
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
  }
  const median = costs.sort((a, b) => a - b)[Math.floor(beats / 2)] ?? 0;
  console.log(`${name.padEnd(32)} ${median.toFixed(2)} ms of CPU (median of ${beats})`);
}

await readVitals();
await cpuOf('a heartbeat', readVitals);
await cpuOf('systeminformation: temperature', () => si.cpuTemperature());
