import { CONSOLE_PALETTE } from '../../src/ui/theme/console-palette.ts';
import { xtermColour } from '../../src/ui/theme/xterm-256.ts';

type Rgb = readonly [number, number, number];

/** The colour that a pen's ink has on a screen: bold brightens the eight, dim is dark grey, as on the console. */
export function penColour(pen: string): { readonly rgb: Rgb; readonly bold: boolean } {
  const codes = pen === '' ? [] : pen.split(';').map(Number);
  const bold = codes[0] === 1;
  const dim = codes[0] === 2;
  const [kind, depth, a = 0, b = 0, c = 0] = bold || dim ? codes.slice(1) : codes;
  if (kind === 38) return { rgb: depth === 2 ? [a, b, c] : xtermColour(a), bold };
  if (dim) return { rgb: CONSOLE_PALETTE[8] ?? [85, 85, 85], bold };
  const code = kind === undefined ? 7 : kind - 30;
  return { rgb: CONSOLE_PALETTE[bold ? code + 8 : code] ?? [170, 170, 170], bold };
}
