/**
 * Runs a bench as the piece itself is run: bundled, and with the launcher's flags of V8, which
 * take memory for more than speed.
 *
 *   node bench/bundled.mjs bench/stage.ts
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../scripts/bundle.mjs';

const [source = '', ...argv] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  await bundle({ bench: source }, folder);
  const flags = readFileSync('bin/torment-nexus', 'utf8').match(/ --(no-concurrent|max)-[\w=-]+/g);
  const program = ['--expose-gc', ...flags.map((flag) => flag.trim()), join(folder, 'bench.js')];
  const { status } = spawnSync(process.execPath, [...program, ...argv], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
