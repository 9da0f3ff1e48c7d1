import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the program lies: the nearest directory above with a package.json (dist/ and src/app/ differ in depth). */
function root(): string {
  let directory = import.meta.dirname;
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory);
  return directory;
}

/** A file that ships with the program. */
export function programFile(...path: string[]): string {
  return join(root(), ...path);
}
