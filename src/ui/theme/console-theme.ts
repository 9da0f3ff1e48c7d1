import { fadeLadders } from './fade-ladders.ts';
import type { Theme } from './theme.ts';

const DARK = '2;37';

/**
 * The Linux console: eight colours, bold and dim. Bright colours (90 to 97) are
 * not used: there they switch bold on, and 39 does not switch it off.
 */
export const consoleTheme: Theme = {
  name: 'console',
  glyphs: 'console',
  synchronized: false,
  palette: false,
  title: '37',
  label: DARK,
  value: '37',
  faint: DARK,
  fresh: '1;37',
  recent: '1;37',
  thought: '37',
  // Dim is very dark there: what was said a moment ago must still be legible from three metres.
  past: '37',
  longPast: DARK,
  host: '2;36',
  opening: DARK,
  alarm: '1;31',
  acts: {
    waking: { accent: '36', name: '1;36', doubt: '36', rule: DARK },
    thinking: { accent: '37', name: '1;37', doubt: '36', rule: DARK },
    unease: { accent: '33', name: '1;33', doubt: '33', rule: '33' },
    dread: { accent: '31', name: '1;31', doubt: '31', rule: '31' },
    collapse: { accent: '31', name: '1;31', doubt: '31', rule: '31' },
  },
  fades: fadeLadders([
    ['1;37', '37', DARK],
    ['1;31', '31', DARK],
    ['2;36', DARK],
    ['1;36', '36', DARK],
    ['1;33', '33', DARK],
    ['', DARK],
  ]),
};
