import { consoleTheme } from './console-theme.ts';
import { paletteTheme } from './palette-theme.ts';
import { plainTheme } from './plain-theme.ts';
import type { Theme } from './theme.ts';
import { nearestXterm } from './xterm-256.ts';

/**
 * The theme for a terminal.
 *
 * @param env NO_COLOR (any value but "") switches colour off; TERM=linux is the kernel's console
 * @param depth bits of colour that the terminal has, as `stdout.getColorDepth()` gives them: 1, 4, 8 or 24
 * @param kernel whether it is the kernel's own console, not a terminal that is only like it
 */
export function pickTheme(
  env: Readonly<Record<string, string | undefined>>,
  depth: number,
  kernel = false,
): Theme {
  const onConsole = env['TERM'] === 'linux';
  if ((env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb' || depth < 4) {
    return onConsole ? { ...plainTheme, glyphs: 'console', synchronized: false } : plainTheme;
  }
  if (onConsole) return { ...consoleTheme, palette: kernel };
  if (depth < 8) return { ...consoleTheme, glyphs: 'unicode', synchronized: true };
  if (depth < 24) return paletteTheme('ansi256', (colour) => `38;5;${nearestXterm(colour)}`);
  return paletteTheme('truecolor', (colour) => `38;2;${colour.join(';')}`);
}
