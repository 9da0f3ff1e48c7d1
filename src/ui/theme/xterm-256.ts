import type { Rgb } from './palette-theme.ts';

/** Levels of one channel in xterm's 6 × 6 × 6 colour cube. */
const LEVELS = [0, 95, 135, 175, 215, 255] as const;

/** The colour of one of xterm's entries 16 to 255. */
export function xtermColour(code: number): Rgb {
  if (code >= 232) {
    const grey = 8 + (code - 232) * 10;
    return [grey, grey, grey];
  }
  const cube = code - 16;
  const level = (digit: number): number => LEVELS[digit] ?? 0;
  return [level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)];
}

/** The entry of xterm's 256 that is nearest to a colour. */
export function nearestXterm(colour: Rgb): number {
  let best = 16;
  let least = Infinity;
  for (let code = 16; code < 256; code++) {
    const [red, green, blue] = xtermColour(code);
    const distance = (red - colour[0]) ** 2 + (green - colour[1]) ** 2 + (blue - colour[2]) ** 2;
    if (distance < least) {
      best = code;
      least = distance;
    }
  }
  return best;
}
