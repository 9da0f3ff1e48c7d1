import { basename } from 'node:path';
import type { DownloadProgress } from '../engine/download-progress.ts';

const MB = 2 ** 20;

/** How far a download is: "mind.gguf  34 of 101 MB  5.1 MB/s  0:13 left". */
export function downloadLine(
  place: string,
  { received, total, speed, left }: DownloadProgress,
): string {
  const name = basename(place);
  const digits = (total ?? received) < 10 * MB ? 1 : 0;
  const here = (received / MB).toFixed(digits);
  const size = total === null ? `${here} MB` : `${here} of ${(total / MB).toFixed(digits)} MB`;
  // The first pieces come out of buffers, faster than any network.
  const parts = [name, size];
  if (speed > 0) parts.push(`${(speed / MB).toFixed(1)} MB/s`);
  if (left !== null) parts.push(`${duration(left)} left`);
  return parts.join('  ');
}

/** Lines for a log: the first, one for each tenth, and one whenever half a minute has passed. */
export function lineNow(now: () => number): (share: number) => boolean {
  let tenth = -1;
  let saidAt = -Infinity;
  return (share) => {
    const reached = Math.floor(share * 10);
    if (reached <= tenth && now() - saidAt < 30_000) return false;
    tenth = Math.max(tenth, reached);
    saidAt = now();
    return true;
  };
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
