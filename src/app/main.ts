import { UserError } from '../core/user-error.ts';
import { readCommandLine } from './command-line.ts';
import { perform } from './perform.ts';

try {
  // Engine threads and timers may still be about: the life is over all the same.
  process.exit(await perform(readCommandLine(process.argv.slice(2))));
} catch (error) {
  const known = error instanceof UserError;
  process.stderr.write(`torment-nexus: ${(error as Error).message}\n`);
  if (!known && process.env['TORMENT_NEXUS_DEBUG'] !== undefined) console.error(error);
  process.exit(known ? error.exitStatus : 1);
}
