import { openStage, type Stage, type StageOptions } from '../../src/ui/open-stage.tsx';
import { pickTheme } from '../../src/ui/theme/pick-theme.ts';
import { FakeKeyboard, FakeTerminal } from './fake-terminal.ts';
import { ManualClock } from './manual-clock.ts';

/** A stage in a terminal that is not there. */
export interface FakeStage {
  readonly stage: Stage;
  readonly terminal: FakeTerminal;
  readonly keyboard: FakeKeyboard;
  readonly clock: ManualClock;
}

/** Opens it; sizes in cells. */
export function openFake(columns = 120, rows = 33, options: Partial<StageOptions> = {}): FakeStage {
  const terminal = new FakeTerminal(columns, rows);
  const keyboard = new FakeKeyboard();
  const clock = new ManualClock();
  const stage = openStage({
    stdin: keyboard.asStdin,
    stdout: terminal.asStdout,
    theme: pickTheme({ TERM: 'xterm-256color' }, 4),
    calm: false,
    clock,
    onQuit: () => undefined,
    ...options,
  });
  return { stage, terminal, keyboard, clock };
}
