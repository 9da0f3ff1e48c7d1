import type { Act } from '../../core/act.ts';

/** Length of one breath, in milliseconds: it quickens, and never comes near three a second. */
const BREATH_MS: Readonly<Record<Act, number>> = {
  waking: 3600,
  thinking: 3000,
  unease: 2400,
  dread: 1600,
  collapse: 1600,
};

/** Out and in. Every glyph is in the fonts of the Linux console. */
const SHAPES = ['█', '▒', '░', '▒'] as const;

/** The cursor's shape at a moment. @param time milliseconds */
export function breath(act: Act, time: number, calm: boolean): string {
  if (calm) return SHAPES[0];
  const phase = (time / BREATH_MS[act]) % 1;
  return SHAPES[Math.floor(phase * SHAPES.length)] ?? SHAPES[0];
}

/** Milliseconds from one shape to the next. */
export function breathStep(act: Act): number {
  return BREATH_MS[act] / SHAPES.length;
}
