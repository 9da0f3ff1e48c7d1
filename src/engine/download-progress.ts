/** How far a download is. */
export interface DownloadProgress {
  /** Bytes that are here, those of earlier tries among them. */
  readonly received: number;
  /** Null where the server does not say. */
  readonly total: number | null;
  /** Bytes per second, over the last few seconds. */
  readonly speed: number;
  /** Seconds; null while it cannot be told. */
  readonly left: number | null;
}

/** Speed is that of the last so many milliseconds: long enough to be calm, short enough to be true. */
const WINDOW_MS = 5000;

/**
 * Tells how fast something comes.
 *
 * @param now milliseconds, monotonic
 * @returns to be called with all bytes that are here, and with how many there will be
 */
export function progressMeter(
  now: () => number,
): (received: number, total: number | null) => DownloadProgress {
  let samples: { readonly at: number; readonly received: number }[] = [];
  return (received, total) => {
    const at = now();
    // What was there before, and a new beginning, are no speed.
    if (received < (samples.at(-1)?.received ?? 0)) samples = [];
    samples.push({ at, received });
    while (samples.length > 2 && at - (samples[1]?.at ?? at) > WINDOW_MS) samples.shift();
    const [first = { at, received }] = samples;
    const seconds = (at - first.at) / 1000;
    const speed = seconds > 0 ? (received - first.received) / seconds : 0;
    return {
      received,
      total,
      speed,
      left: total === null || speed <= 0 ? null : (total - received) / speed,
    };
  };
}
