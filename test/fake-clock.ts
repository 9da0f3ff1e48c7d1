import type { Clock } from '../src/core/clock.ts';

/** A clock on which only sleeping takes time. */
export function fakeClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    sleep(ms) {
      now += ms;
      return Promise.resolve();
    },
  };
}
