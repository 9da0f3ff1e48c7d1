import type { Pen } from './theme.ts';

/**
 * Gives each pen of some ladders its way down: a pen that stands in the middle
 * of a ladder fades along the rest of it.
 *
 * @param ladders pens from bright to dark
 */
export function fadeLadders(
  ladders: readonly (readonly Pen[])[],
): ReadonlyMap<Pen, readonly Pen[]> {
  const fades = new Map<Pen, readonly Pen[]>();
  for (const ladder of ladders) {
    ladder.forEach((pen, step) => {
      if (!fades.has(pen)) fades.set(pen, ladder.slice(step + 1));
    });
  }
  return fades;
}
