import { UserError } from '../core/user-error.ts';
import { oneLine } from '../core/visible.ts';
import { readCommandLine } from './command-line.ts';
import { complain } from './output.ts';
import { perform } from './perform.ts';

/** As the shell reports a process that wrote to a pipe which nobody reads: 128 + SIGPIPE. */
const EXIT_STATUS_OF_PIPE = 141;

// Whoever reads our errors through a pipe that closes is not told so.
process.stderr.on('error', () => undefined);
process.stdout.on('error', () => undefined);

// The engine's threads and timers may still be about: when it is over, it is over.
process.exit(await performed());

async function performed(): Promise<number> {
  try {
    const options = readCommandLine(process.argv.slice(2));
    switch (options.command.name) {
      case 'perform':
        return await perform(options);
      case 'model':
        return await (
          await import('./model-command.ts')
        ).modelCommand(options.command.action, options);
      case 'doctor':
        return await (await import('./doctor.ts')).doctor(options);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return EXIT_STATUS_OF_PIPE;
    await complain(`torment-nexus: ${oneLine((error as Error).message)}`);
    return error instanceof UserError ? error.exitStatus : 1;
  }
}
