import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

/** What of node_modules is copied: what is mapped into memory, and what looks for it beside itself. */
const MAPPED = /^(node-linux-.*|node-llama-cpp|@node-llama-cpp)$/;

/**
 * The built program somewhere else, with other llama.cpp kernels than this machine would get.
 *
 * @param kernels name of the only ones: "ivybridge", or "default" for all of them
 * @returns its directory
 */
export function programCopy(kernels: string): string {
  const root = mkdtempSync(join(tmpdir(), 'torment-nexus-bench-'));
  process.once('exit', () => {
    rmSync(root, { recursive: true });
  });
  for (const name of ['bin', 'dist', 'models', 'prompts', 'package.json']) {
    cpSync(name, join(root, name), { recursive: true });
  }
  const modules = join(root, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync('node_modules')) {
    const from = resolve('node_modules', name);
    if (!MAPPED.test(name)) symlinkSync(from, join(modules, name));
    else
      cpSync(from, join(modules, name), { recursive: true, filter: (path) => fits(path, kernels) });
  }
  return root;
}

/** Of the packages of llama.cpp only the one for this machine's CPU, and of its kernels only those. */
function fits(path: string, kernels: string): boolean {
  const within = path.split('@node-llama-cpp/')[1];
  if (within === undefined) return true;
  if (within.split('/')[0] !== `linux-${process.arch}`) return false;
  return (
    kernels === 'default' ||
    !basename(path).startsWith('libggml-cpu-') ||
    basename(path) === `libggml-cpu-${kernels}.so`
  );
}

/**
 * Makes the kernel forget what it has of these files, so that a memory group pays for them itself.
 *
 * @param path a file, or a directory with all that is in it
 */
export function dropCached(path: string): void {
  execFileSync('sync', ['-f', path]);
  execFileSync('find', [
    path,
    '-type',
    'f',
    '-exec',
    'dd',
    'iflag=nocache',
    'count=0',
    'status=none',
    'if={}',
    ';',
  ]);
}
