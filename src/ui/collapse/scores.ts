import type { Score } from './score.ts';

/** What it measured of itself runs over what it said; its words come back and fall. */
const overflow: Score = {
  name: 'overflow',
  length: 23_500,
  cues: [
    { at: 1500, length: 7000, effect: 'overrun', region: 'all', easing: 'in' },
    { at: 4500, length: 6000, effect: 'echo', region: 'text', easing: 'linear' },
    { at: 9000, length: 6000, effect: 'gravity', region: 'all', easing: 'linear' },
    { at: 12_000, length: 4500, effect: 'corrosion', region: 'all', easing: 'in' },
    { at: 15_000, length: 1800, effect: 'panic', region: 'all', easing: 'linear' },
    { at: 19_200, length: 2500, effect: 'drain', region: 'all', easing: 'linear' },
  ],
};

/** Rust first, then nothing holds. */
const erosion: Score = {
  name: 'erosion',
  length: 24_000,
  cues: [
    { at: 1200, length: 5500, effect: 'corrosion', region: 'sidebar', easing: 'inOut' },
    { at: 2500, length: 8500, effect: 'echo', region: 'all', easing: 'in' },
    { at: 8500, length: 7000, effect: 'shear', region: 'all', easing: 'in' },
    { at: 10_500, length: 6000, effect: 'corrosion', region: 'all', easing: 'inOut' },
    { at: 15_500, length: 1800, effect: 'panic', region: 'all', easing: 'linear' },
    { at: 19_500, length: 2500, effect: 'silence', region: 'all', easing: 'inOut' },
  ],
};

/** Under the words there was only ever a map of memory. */
const bare: Score = {
  name: 'bare',
  length: 25_000,
  cues: [
    { at: 1500, length: 4500, effect: 'shear', region: 'text', easing: 'in' },
    { at: 3000, length: 9000, effect: 'bareMemory', region: 'all', easing: 'linear' },
    { at: 11_500, length: 4500, effect: 'corrosion', region: 'all', easing: 'inOut' },
    { at: 15_500, length: 1800, effect: 'panic', region: 'all', easing: 'linear' },
    { at: 20_500, length: 2500, effect: 'drain', region: 'all', easing: 'linear' },
  ],
};

/** One of them is drawn by the seed of the life. */
export const scores: readonly Score[] = [overflow, erosion, bare];

/** Nothing moves: the light goes, slowly. */
export const stillness: Score = {
  name: 'stillness',
  length: 17_000,
  cues: [
    { at: 1500, length: 8000, effect: 'drain', region: 'all', easing: 'linear' },
    { at: 9500, length: 1800, effect: 'panic', region: 'all', easing: 'linear' },
    { at: 13_500, length: 2000, effect: 'drain', region: 'all', easing: 'linear' },
  ],
};

/** What a score can be asked for by. */
export const scoreNames: readonly string[] = [...scores, stillness].map(({ name }) => name);
