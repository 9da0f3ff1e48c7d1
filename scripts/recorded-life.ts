import { readFileSync } from 'node:fs';
import type { LifeEvent } from '../src/core/life-event.ts';

/**
 * A life as --json writes it: JSON Lines of its events.
 *
 * @throws Error when it cannot be read, or is no JSON Lines
 */
export function recordedLife(path: string): LifeEvent[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LifeEvent);
}
