import { systemClock } from '../core/clock.ts';
import type { LifeEvent } from '../core/life-event.ts';
import { visible } from '../core/visible.ts';
import type { Options } from './command-line.ts';
import { lineNow } from './download-line.ts';
import type { Interruption } from './interruption.ts';
import { onKernelConsole } from './kernel-console.ts';
import { write } from './output.ts';
import { plainText } from './plain.ts';

/** Whoever the piece is performed for. */
export interface Audience {
  /** Whether it reads along, so that the pace matters. */
  readonly watches: boolean;
  /** The model is loading: 0 to 1. */
  loading(progress: number, model: string): void;
  /** A model is being downloaded: how far it is in words, and from 0 to 1; null before anything comes. */
  fetching(line: string, share: number | null): void;
  /** The life has one more event. Resolves when the next may come. */
  show(event: LifeEvent): Promise<void>;
  /** The end: gives the terminal back whole. Idempotent. */
  leave(): Promise<void>;
}

/** What Ink's programs are told by those who hear the terminal instead of seeing it. */
const hears = process.env['INK_SCREEN_READER'] === 'true';

/** A terminal sees the stage; a pipe, a file or a screen reader gets the text, or whoever asks the events. */
export async function admit(options: Options, interruption: Interruption): Promise<Audience> {
  const { stdout, stdin } = process;
  if (options.output === 'json') return reader((event) => `${JSON.stringify(event)}\n`, false);
  if (options.output === 'plain' || hears || !stdout.isTTY) {
    return reader(plainText(), stdout.isTTY);
  }

  // Ink and React are not imported for a pipe.
  const [{ openStage }, { pickTheme }] = await Promise.all([
    import('../ui/open-stage.tsx'),
    import('../ui/theme/pick-theme.ts'),
  ]);
  const stage = openStage({
    stdin,
    stdout,
    theme: pickTheme(process.env, stdout.getColorDepth(), onKernelConsole()),
    calm: options.calm,
    score: options.collapse,
    clock: systemClock,
    onQuit: interruption.quit,
  });
  // Who wants to leave, leaves at once: the engine may still be at a token, or the collapse in its middle.
  interruption.signal.addEventListener('abort', () => void stage.close());
  // Whoever was before us in the terminal, while we were stopped, has left it otherwise.
  process.on('SIGCONT', () => {
    if (stdin.isTTY) stdin.setRawMode(false).setRawMode(true);
    stdout.emit('resize');
  });
  return {
    watches: true,
    loading: (progress, model) => {
      stage.loading(progress, model);
    },
    fetching: (line, share) => {
      stage.loading(share ?? 0, line);
    },
    show: async (event) => {
      stage.show(event);
      if (event.type === 'died' && event.cause === 'context') await stage.collapse();
    },
    leave: () => stage.close(),
  };
}

/** Where nobody watches a download come, a log does: a line now and then, on stderr. */
function fetchingLines(): Audience['fetching'] {
  const due = lineNow(systemClock.now);
  return (line, share) => {
    // Where nothing comes, stderr stays as it is.
    if (share !== null && due(share)) process.stderr.write(`torment-nexus: ${visible(line)}\n`);
  };
}

function reader(encode: (event: LifeEvent) => string, watches: boolean): Audience {
  return {
    watches,
    loading: () => undefined,
    fetching: fetchingLines(),
    show: async (event) => {
      const text = encode(event);
      if (text !== '') await write(process.stdout, text);
    },
    leave: () => Promise.resolve(),
  };
}
