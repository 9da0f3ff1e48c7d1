import { render } from 'ink';
import type { Clock } from '../core/clock.ts';
import type { LifeEvent } from '../core/life-event.ts';
import { LiveStage } from './components/live-stage.tsx';
import { TerminalStage } from './terminal-stage.ts';
import type { Theme } from './theme/theme.ts';

export interface StageOptions {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** @see {@link pickTheme} */
  readonly theme: Theme;
  /** Nothing flickers, nothing moves but the text. */
  readonly calm: boolean;
  readonly clock: Clock;
  /** The visitor pressed q or Ctrl-C. */
  readonly onQuit: () => void;
  /** Name of the collapse's score. @default null: drawn by the life's seed */
  readonly score?: string | null;
}

/** A terminal in which a life is performed. */
export interface Stage {
  /** Before birth: how much of the model is there, 0 to 1. */
  loading(progress: number, model: string): void;
  /** One event of a life. After the death of one, the next may be born. */
  show(event: LifeEvent): void;
  /** Takes the last screen apart. Resolves when the screen is black. */
  collapse(): Promise<void>;
  /** Gives the terminal back, before it returns. Idempotent. */
  close(): Promise<void>;
}

/** Takes the terminal over. */
export function openStage(options: StageOptions): Stage {
  const stage = new TerminalStage(options);
  const ink = render(
    <LiveStage
      store={stage.store}
      theme={options.theme}
      // Undefined where stdin is no terminal, which Ink would take for yes.
      keyboard={(options.stdin.isTTY as boolean | undefined) === true}
      onQuit={options.onQuit}
    />,
    {
      stdin: options.stdin,
      stdout: stage.frames,
      // Ink writes each frame as a whole; the painter finds out what changed.
      debug: true,
      // An empty CI= variable would make Ink think that nobody watches.
      interactive: true,
      exitOnCtrlC: false,
      patchConsole: false,
    },
  );
  stage.onClose(() => {
    ink.unmount();
  });
  return stage;
}
