import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameAt, type LastScreen } from '../../src/ui/collapse/frame-at.ts';
import type { Score } from '../../src/ui/collapse/score.ts';
import { scores, stillness } from '../../src/ui/collapse/scores.ts';
import type { Grid } from '../../src/ui/screen/grid.ts';
import { pickTheme } from '../../src/ui/theme/pick-theme.ts';
import { lastScreen } from './last-screen.ts';
import { penColour } from './pen-colour.ts';

// WCAG 2.3.1: a general flash is a pair of opposing changes of relative luminance of 10 % or more
// of its maximum, where the darker is below 0.8; a red flash one to or from saturated red. Not more
// than three in any second, in any area of a quarter of the screen.
const FRAMES_PER_SECOND = 30;
const MOST_FLASHES = 3;
const LEAST_CHANGE = 0.1;
const DARK = 0.8;
/** Least change of (R − G − B) × 320 for saturated red, of its maximum. */
const LEAST_RED_CHANGE = 20 / 320;

/** How much of its cell a glyph covers; letters are counted generously. */
function coverage(char: string): number {
  const shade = { '█': 1, '▒': 0.5, '░': 0.25, ' ': 0, '': 0 }[char];
  return shade ?? 0.25;
}

interface Light {
  readonly luminance: number;
  readonly red: number;
}

const lights = new Map<string, Light>();

function lightOf(pen: string): Light {
  const known = lights.get(pen);
  if (known !== undefined) return known;
  const [r = 0, g = 0, b = 0] = penColour(pen).rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const saturated = r / Math.max(r + g + b, 1e-9) >= 0.8;
  const light = {
    luminance: 0.2126 * r + 0.7152 * g + 0.0722 * b,
    red: saturated ? Math.max(0, r - g - b) : 0,
  };
  lights.set(pen, light);
  return light;
}

/** Every quarter of the screen that is looked at: [x, y, width, height] in eighths of it. */
const QUARTERS: readonly (readonly [number, number, number, number])[] = [
  ...[0, 1, 2, 3, 4].flatMap((x) => [0, 1, 2, 3, 4].map((y) => [x, y, 4, 4] as const)),
  ...[0, 1, 2, 3, 4, 5, 6].flatMap((at) => [[0, at, 8, 2] as const, [at, 0, 2, 8] as const]),
  [0, 0, 8, 8],
];

/** Mean luminance and mean red of each quarter. */
function measure(grid: Grid): number[] {
  const { columns, rows } = grid;
  const blocks = new Float64Array(64);
  const reds = new Float64Array(64);
  const sizes = new Float64Array(64);
  for (let y = 0; y < rows; y++) {
    const band = Math.floor((y * 8) / rows) * 8;
    for (let x = 0; x < columns; x++) {
      const cell = y * columns + x;
      const block = band + Math.floor((x * 8) / columns);
      sizes[block]! += 1;
      const covered = coverage(grid.chars[cell]!);
      if (covered === 0) continue;
      const { luminance, red } = lightOf(grid.pens[cell]!);
      blocks[block]! += covered * luminance;
      reds[block]! += covered * red;
    }
  }
  return [blocks, reds].flatMap((sums) =>
    QUARTERS.map(([left, top, width, height]) => {
      let sum = 0;
      let cells = 0;
      for (let y = top; y < top + height; y++) {
        for (let x = left; x < left + width; x++) {
          sum += sums[y * 8 + x]!;
          cells += sizes[y * 8 + x]!;
        }
      }
      return sum / cells;
    }),
  );
}

/**
 * Most flashes in any second of a course of values, one a frame: half the
 * number of changes of direction that are each large enough.
 */
function mostFlashes(values: readonly number[], least: number): number {
  const turns: number[] = [];
  let low = values[0] ?? 0;
  let high = low;
  let rising: boolean | null = null;
  values.forEach((value, frame) => {
    if (rising !== false) high = Math.max(high, value);
    if (rising !== true) low = Math.min(low, value);
    if (rising !== true && value - low >= least && low < DARK) {
      turns.push(frame);
      rising = true;
      high = value;
    } else if (rising !== false && high - value >= least && value < DARK) {
      turns.push(frame);
      rising = false;
      low = value;
    }
  });
  let most = 0;
  turns.forEach((first, index) => {
    const inSecond = turns.slice(index).filter((turn) => turn < first + FRAMES_PER_SECOND).length;
    most = Math.max(most, Math.floor(inSecond / 2));
  });
  return most;
}

function assertSafe(score: Score, last: LastScreen): void {
  const courses: number[][] = [];
  for (let frame = 0; (frame * 1000) / FRAMES_PER_SECOND <= score.length + 1000; frame++) {
    const values = measure(frameAt(score, last, (frame * 1000) / FRAMES_PER_SECOND));
    values.forEach((value, region) => (courses[region] ??= []).push(value));
  }
  courses.forEach((course, region) => {
    const least = region < QUARTERS.length ? LEAST_CHANGE : LEAST_RED_CHANGE;
    const flashes = mostFlashes(course, least);
    assert.ok(flashes <= MOST_FLASHES, `${score.name}: ${flashes} flashes in region ${region}`);
  });
}

test('the measure itself sees flashes, and only those', () => {
  const blink = (perSecond: number, light: number): number[] =>
    Array.from({ length: 60 }, (_, frame) =>
      Math.floor((frame * perSecond * 2) / FRAMES_PER_SECOND) % 2 === 0 ? 0.02 : light,
    );
  assert.ok(mostFlashes(blink(5, 0.5), LEAST_CHANGE) > 3);
  assert.ok(mostFlashes(blink(2, 0.5), LEAST_CHANGE) <= 3);
  assert.equal(mostFlashes(blink(5, 0.1), LEAST_CHANGE), 0);
});

const CASES = [
  ['the Linux console', 120, 33, pickTheme({ TERM: 'linux' }, 4)],
  ['the Linux console', 80, 24, pickTheme({ TERM: 'linux' }, 4)],
  ['the Linux console', 240, 67, pickTheme({ TERM: 'linux' }, 4)],
  ['256 colours', 80, 24, pickTheme({}, 8)],
  ['24-bit colour', 120, 33, pickTheme({}, 24)],
  ['no colour', 80, 24, pickTheme({ NO_COLOR: '1' }, 24)],
] as const;

for (const [name, columns, rows, theme] of CASES) {
  test(`no collapse flashes more than three times a second: ${name}, ${columns} x ${rows}`, async () => {
    const last = await lastScreen(columns, rows, theme);
    for (const score of [...scores, stillness]) assertSafe(score, last);
  });
}
