/** How a cue's progress runs against time. */
export type Easing = 'linear' | 'in' | 'out' | 'inOut';

/** Both from 0 to 1. */
export const easings: Readonly<Record<Easing, (share: number) => number>> = {
  linear: (share) => share,
  in: (share) => share * share,
  out: (share) => 1 - (1 - share) ** 2,
  inOut: (share) => share * share * (3 - 2 * share),
};
