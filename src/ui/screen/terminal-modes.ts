import { RESET_PALETTE } from '../theme/console-palette.ts';
import type { Theme } from '../theme/theme.ts';

/** What takes a terminal over, and what gives it back as it was. */
export interface TerminalModes {
  readonly enter: string;
  readonly leave: string;
}

const HIDE_CURSOR = '\u001B[?25l';
const SHOW_CURSOR = '\u001B[?25h';
const CLEAR = '\u001B[0m\u001B[2J\u001B[H';

/**
 * The Linux console has no alternate screen before kernel 6.18: there the
 * screen is cleared and left clear.
 */
export function terminalModes({ glyphs, palette }: Theme): TerminalModes {
  if (glyphs === 'console') {
    // Who was killed while the light went out has left it dark.
    const light = palette ? RESET_PALETTE : '';
    return { enter: light + HIDE_CURSOR + CLEAR, leave: CLEAR + light + SHOW_CURSOR };
  }
  return {
    enter: `\u001B[?1049h${HIDE_CURSOR}${CLEAR}`,
    leave: `${CLEAR}\u001B[?1049l${SHOW_CURSOR}`,
  };
}
