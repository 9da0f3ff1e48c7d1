import type { Rgb } from './palette-theme.ts';

/** The 16 colours of the kernel's console as it comes (drivers/tty/vt/vt.c: default_red, default_grn, default_blu). */
export const CONSOLE_PALETTE: readonly Rgb[] = [
  [0, 0, 0],
  [170, 0, 0],
  [0, 170, 0],
  [170, 85, 0],
  [0, 0, 170],
  [170, 0, 170],
  [0, 170, 170],
  [170, 170, 170],
  [85, 85, 85],
  [255, 85, 85],
  [85, 255, 85],
  [255, 255, 85],
  [85, 85, 255],
  [255, 85, 255],
  [85, 255, 255],
  [255, 255, 255],
];

/** Gives the console its own colours back. */
export const RESET_PALETTE = '\u001B]R';

/**
 * What dims all colours of the kernel's console (console_codes(4), ESC ] P), for
 * what is drawn from then on. No other terminal may be sent it, for it would
 * wait for its end and swallow what follows.
 *
 * @param light 1 leaves the colours as they are, 0 is darkness
 */
export function dimPalette(light: number): string {
  if (light >= 1) return RESET_PALETTE;
  return CONSOLE_PALETTE.map((colour, index) => {
    const hex = colour.map((value) =>
      Math.round(value * Math.max(0, light))
        .toString(16)
        .padStart(2, '0'),
    );
    return `\u001B]P${index.toString(16)}${hex.join('')}`;
  })
    .slice(1)
    .join('');
}
