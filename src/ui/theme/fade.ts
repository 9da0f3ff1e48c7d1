import type { Pen, Theme } from './theme.ts';

/**
 * The pen after part of its light is gone, or null when nothing is left to see.
 *
 * @param amount 0 leaves the pen as it is, 1 is darkness
 */
export function fade(theme: Theme, pen: Pen, amount: number): Pen | null {
  if (amount <= 0) return pen;
  const steps = theme.fades.get(pen) ?? [];
  const step = Math.floor(amount * (steps.length + 1));
  if (step === 0) return pen;
  return steps[step - 1] ?? null;
}
