import { copyFileSync, cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The built program somewhere else, with another embedded mind, or none.
 *
 * @param mind a GGUF
 * @returns the launcher's path
 */
export function installation(mind: string | null): string {
  const root = mkdtempSync(join(tmpdir(), 'installation-'));
  for (const name of ['bin', 'dist', 'prompts', 'package.json']) {
    cpSync(name, join(root, name), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  if (mind !== null) {
    mkdirSync(join(root, 'models'));
    copyFileSync(mind, join(root, 'models', 'mind.gguf'));
  }
  return join(root, 'bin', 'torment-nexus');
}
