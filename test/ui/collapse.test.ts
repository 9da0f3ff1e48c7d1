import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '../../src/core/clock.ts';
import { effects } from '../../src/ui/collapse/effects.ts';
import { frameAt, type LastScreen } from '../../src/ui/collapse/frame-at.ts';
import { PANIC_LINES } from '../../src/core/panic-lines.ts';
import { playScore } from '../../src/ui/collapse/play-score.ts';
import { scores, stillness } from '../../src/ui/collapse/scores.ts';
import type { Grid } from '../../src/ui/screen/grid.ts';
import { lastScreen } from './last-screen.ts';
import { openFake } from './open-fake.ts';
import { scriptedLife } from './scripted-life.ts';

/** Least darkness between two lives. */
const BLACK_MS = 1500;

const all = [...scores, stillness];

function lines(grid: Grid): string[] {
  return Array.from({ length: grid.rows }, (_, y) =>
    grid.chars.slice(y * grid.columns, (y + 1) * grid.columns).join(''),
  );
}

for (const score of all) {
  test(`${score.name} begins with the last screen, says its three lines, and ends black`, async () => {
    const last = await lastScreen(120, 33);
    assert.deepEqual(lines(frameAt(score, last, 0)), lines(last.grid));
    const said = [];
    for (let ms = 0; ms < score.length; ms += 100) {
      const text = lines(frameAt(score, last, ms)).join('\n');
      if (PANIC_LINES.every((line) => text.includes(line))) said.push(ms);
    }
    assert.ok(said.length >= 20, `legible for ${said.length * 100} ms`);
    for (const ms of [score.length - BLACK_MS, score.length, score.length + 1000]) {
      assert.equal(
        lines(frameAt(score, last, ms))
          .join('')
          .trim(),
        '',
      );
    }
    assert.ok(score.length >= 15_000 && score.length <= 40_000);
    for (const cue of score.cues) {
      assert.ok(cue.at + cue.length <= score.length - BLACK_MS, cue.effect);
    }
  });

  test(`${score.name} can be seeked: a moment is the same whenever it is asked for`, async () => {
    const last = await lastScreen(80, 24);
    const moments = [0.9, 0.2, 0.55, 0.35, 0.75].map((share) => share * score.length);
    const forward = moments.toSorted((a, b) => a - b).map((ms) => [ms, frameAt(score, last, ms)]);
    for (const ms of moments) {
      assert.deepEqual(frameAt(score, last, ms), forward.find(([at]) => at === ms)?.[1]);
    }
  });
}

test('other seeds take the same screen apart in another way', async () => {
  const last = await lastScreen(120, 33);
  const other: LastScreen = {
    ...last,
    life: { ...last.life, born: { ...last.life.born!, seed: last.life.born!.seed + 100 } },
  };
  const [score] = scores;
  assert.notDeepEqual(frameAt(score!, last, 10_000), frameAt(score!, other, 10_000));
});

test('every effect is used by a score', () => {
  const used = new Set(all.flatMap(({ cues }) => cues.map(({ effect }) => effect)));
  assert.deepEqual([...used].toSorted(), Object.keys(effects).toSorted());
});

test('in stillness nothing moves: a cell is what it was, or empty, or part of the three lines', async () => {
  const last = await lastScreen(120, 33);
  const said = frameAt(stillness, last, 12_500);
  for (let ms = 0; ms < stillness.length; ms += 250) {
    frameAt(stillness, last, ms).chars.forEach((char, cell) => {
      assert.ok([' ', last.grid.chars[cell], said.chars[cell]].includes(char), `${cell} at ${ms}`);
    });
  }
});

/** A clock on which painting a frame takes time. */
function slowClock(): Clock & { busy(ms: number): void } {
  let now = 0;
  return {
    now: () => now,
    busy: (ms) => {
      now += ms;
    },
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  };
}

test('a slow machine drops frames, not time', async () => {
  const { grid, life, theme } = await lastScreen(80, 24);
  const [score] = scores;
  for (const [cost, least, most] of [
    [0, 340, 370],
    [120, 180, 210],
    [700, 25, 35],
  ] as const) {
    const clock = slowClock();
    let frames = 0;
    await playScore(score!, {
      clock,
      theme,
      life,
      screen: () => grid,
      paint: () => {
        frames++;
        clock.busy(cost);
      },
      signal: new AbortController().signal,
    });
    assert.ok(frames >= least && frames <= most, `${frames} frames of ${cost} ms`);
    assert.ok(Math.abs(clock.now() - score!.length) <= 2 * cost + 2, `${clock.now()}`);
  }
});

test('the stage collapses from its last real screen to black, and the next life can be born', async () => {
  const { stage, terminal, clock } = openFake();
  const life = [...scriptedLife({ contextSize: 512 })];
  for (const event of life) stage.show(event);
  await terminal.settle();
  const last = terminal.lines();
  const start = clock.now();
  const ended = stage.collapse().then(() => clock.now() - start);
  await clock.advance(100);
  await terminal.settle();
  assert.deepEqual(terminal.lines(), last);
  await clock.advance(30_000);
  const length = await ended;
  assert.ok(length >= 15_000 && length <= 25_000, `${length} ms`);
  await terminal.settle();
  assert.equal(terminal.lines().join(''), '');
  for (const event of life.slice(0, 30)) stage.show(event);
  await terminal.settle();
  assert.match(terminal.lines().join('\n'), /CONTEXT/);
  await stage.close();
});

test('closing in mid-collapse ends it at once', async () => {
  const { stage, terminal, clock } = openFake();
  for (const event of scriptedLife({ contextSize: 512 })) stage.show(event);
  const ended = stage.collapse();
  await clock.advance(3000);
  await stage.close();
  await ended;
  const { written } = terminal;
  await clock.advance(3000);
  assert.equal(terminal.written, written);
});
