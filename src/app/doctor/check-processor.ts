import { chosenKernels } from './cpu-kernels.ts';
import type { Finding } from './finding.ts';
import type { Machine } from './machine.ts';

/** The processor, what llama.cpp makes of it, and how many of its cores compute. */
export function checkProcessor(machine: Machine, asked: number | null): Finding {
  const cpuinfo = machine.readFile('/proc/cpuinfo') ?? '';
  const { cores } = machine;
  const threads = asked ?? Math.max(1, cores - 1);
  const kernels = chosenKernels(machine.arch, cpuinfo);
  const load = Number.parseFloat(machine.readFile('/proc/loadavg') ?? '');
  const says = [
    `${nameOf(machine, cpuinfo)}, ${cores === 1 ? '1 core' : `${cores} cores`}`,
    (threads === 1 ? '1 thread computes' : `${threads} threads compute`) +
      (kernels === null ? '' : `, with llama.cpp's kernels for ${kernels}`),
  ];
  const finding = { topic: 'processor', says, measured: { cores, threads, kernels } };
  if (threads >= cores && cores > 1) {
    return {
      ...finding,
      state: 'warning',
      change: `leave a core free with --threads ${cores - 1}: llama.cpp's threads wait by spinning`,
    };
  }
  if (load > cores - threads + 0.5) {
    return {
      ...finding,
      state: 'warning',
      says: [...says, `something else is at work: a load of ${load} on ${cores} cores`],
      change:
        threads === 1
          ? 'stop it: it takes the time of the one thread that computes'
          : `stop it, or take --threads ${threads - 1}: a core too few makes it ten times slower`,
    };
  }
  return { ...finding, state: 'good' };
}

function nameOf({ readFile, arch }: Machine, cpuinfo: string): string {
  // "Raspberry Pi Zero 2 W Rev 1.0", with a NUL at its end.
  const board = readFile('/proc/device-tree/model')?.replaceAll('\0', '').trim();
  return board ?? /^model name\s*:\s*(.*)$/m.exec(cpuinfo)?.[1] ?? arch;
}
