import { programFile } from '../program-files.ts';
import type { Finding } from './finding.ts';
import type { Machine } from './machine.ts';

const OLDEST_NODE = 22;
/** What the binaries of node-llama-cpp are linked with. */
const OLDEST_GLIBC = [2, 34] as const;

/** Node, and whether there is a llama.cpp for this system. */
export function checkSystem(machine: Machine): Finding {
  const { platform, arch, nodeVersion, glibc } = machine;
  const libc = glibc === null ? '' : `, glibc ${glibc}`;
  const says = [`Node ${nodeVersion} on ${platform}-${arch}${libc}`];
  const finding = { topic: 'system', says, measured: { node: nodeVersion, glibc } };
  const bad = (change: string): Finding => ({ ...finding, state: 'bad', change });
  if (Number.parseInt(nodeVersion) < OLDEST_NODE) {
    return bad('run npm ci, which brings a Node of its own');
  }
  if (!['x64', 'arm64'].includes(arch)) {
    return bad('install a 64-bit system: there is no llama.cpp for this one');
  }
  if (platform !== 'linux') return { ...finding, state: 'good' };
  if (glibc === null) return bad('take a system with glibc, such as Debian: llama.cpp needs it');
  const [major = 0, minor = 0] = glibc.split('.').map(Number);
  if (major < OLDEST_GLIBC[0] || (major === OLDEST_GLIBC[0] && minor < OLDEST_GLIBC[1])) {
    return bad('take a newer system (Debian 12, Raspberry Pi OS bookworm): glibc 2.34 at least');
  }
  const binaries = `@node-llama-cpp/linux-${arch}`;
  const folders = [programFile('node_modules', binaries), programFile('..', binaries)];
  if (folders.every((folder) => machine.list(folder).length === 0)) {
    return bad(`run npm ci on this machine: llama.cpp for linux-${arch} is not installed`);
  }
  return { ...finding, state: 'good' };
}
