import { useInput } from 'ink';
import { useSyncExternalStore, type ReactNode } from 'react';
import type { ViewStore } from '../life/view-store.ts';
import type { Theme } from '../theme/theme.ts';
import { Stage } from './stage.tsx';
import { ThemeContext } from './theme-context.ts';

export interface LiveStageProps {
  readonly store: ViewStore;
  readonly theme: Theme;
  /** Whether there is a keyboard. */
  readonly keyboard: boolean;
  /** Called for q and Ctrl-C. */
  readonly onQuit: () => void;
}

/** The stage on a real screen. */
export function LiveStage({ store, theme, keyboard, onQuit }: LiveStageProps): ReactNode {
  const view = useSyncExternalStore(store.subscribe, store.snapshot, store.snapshot);
  useInput(
    (input, key) => {
      // Keys that come together are one input.
      if (/[q\u0003]/.test(input) || (key.ctrl && input === 'c')) onQuit();
    },
    { isActive: keyboard },
  );
  return (
    <ThemeContext value={theme}>
      <Stage view={view} />
    </ThemeContext>
  );
}
