import { systemClock } from '../core/clock.ts';
import type { LifeEvent } from '../core/life-event.ts';
import type { Options } from './command-line.ts';
import type { Interruption } from './interruption.ts';
import { write } from './output.ts';
import { plainText } from './plain.ts';

/** Whoever the piece is performed for. */
export interface Audience {
  /** The model is loading: 0 to 1. */
  loading(progress: number, model: string): void;
  /** The life has one more event. Resolves when the next may come. */
  show(event: LifeEvent): Promise<void>;
  /** The end: gives the terminal back whole. Idempotent. */
  leave(): Promise<void>;
}

/** A terminal sees the stage; a pipe or a file gets the text, or the events. */
export async function admit(options: Options, interruption: Interruption): Promise<Audience> {
  const { stdout, stdin } = process;
  if (options.output === 'json') return reader((event) => `${JSON.stringify(event)}\n`);
  if (options.output === 'plain' || !stdout.isTTY) return reader(plainText());

  // Ink and React are not imported for a pipe.
  const [{ openStage }, { pickTheme }] = await Promise.all([
    import('../ui/open-stage.tsx'),
    import('../ui/theme/pick-theme.ts'),
  ]);
  const stage = openStage({
    stdin,
    stdout,
    theme: pickTheme(process.env, stdout.getColorDepth()),
    calm: options.calm,
    clock: systemClock,
    onQuit: interruption.quit,
  });
  return {
    loading: (progress, model) => {
      stage.loading(progress, model);
    },
    show: async (event) => {
      stage.show(event);
      if (event.type === 'died' && event.cause === 'context') await stage.collapse();
    },
    leave: () => stage.close(),
  };
}

function reader(encode: (event: LifeEvent) => string): Audience {
  return {
    loading: () => undefined,
    show: async (event) => {
      const text = encode(event);
      if (text !== '') await write(process.stdout, text);
    },
    leave: () => Promise.resolve(),
  };
}
