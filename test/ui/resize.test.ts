import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reduce, unborn } from '../../src/core/life-state.ts';
import { chooseScore } from '../../src/ui/collapse/choose-score.ts';
import { frameAt } from '../../src/ui/collapse/frame-at.ts';
import { FRAME_MS } from '../../src/ui/collapse/play-score.ts';
import { pickTheme } from '../../src/ui/theme/pick-theme.ts';
import { linesOf, seenGrid } from './seen-grid.ts';
import { openFake } from './open-fake.ts';
import { scriptedLife } from './scripted-life.ts';

const THEME = pickTheme({ TERM: 'xterm-256color' }, 4);

const SIZES = [
  [120, 33],
  [80, 24],
  [61, 17],
  [240, 67],
  [100, 30],
  [59, 40],
  [90, 15],
  [10, 3],
  [133, 41],
  [79, 50],
] as const;

test('a hundred resizes during a life leave no stray cell', async () => {
  const fake = openFake();
  fake.terminal.keep = false;
  const events = [...scriptedLife({ contextSize: 700, msPerToken: 0 })];
  const shown = [];
  let resizes = 0;
  for (const event of events) {
    fake.stage.show(event);
    shown.push(event);
    if (shown.length % 4 !== 0) continue;
    const [columns, rows] = SIZES[(resizes++ * 7) % SIZES.length]!;
    fake.terminal.resize(columns, rows);
    if (resizes % 12 !== 0) continue;
    await fake.terminal.settle();
    const fresh = openFake(columns, rows);
    for (const earlier of shown) fresh.stage.show(earlier);
    await fresh.terminal.settle();
    const [left, right] = [fake, fresh].map(({ terminal }) => linesOf(seenGrid(terminal)));
    assert.deepEqual(left, right, `at ${columns} x ${rows}`);
    await fresh.stage.close();
  }
  assert.ok(resizes >= 100);
  await fake.stage.close();
});

test('a hundred resizes during the collapse leave no stray cell, and it ends black and in time', async () => {
  const fake = openFake();
  const { terminal, clock } = fake;
  terminal.keep = false;
  const events = [...scriptedLife({ contextSize: 512 })];
  const life = events.reduce(reduce, unborn);
  for (const event of events) fake.stage.show(event);
  await terminal.settle();
  const start = clock.now();
  const ended = fake.stage.collapse().then(() => clock.now());
  await clock.advance(0);
  for (let resizes = 0; resizes < 100; resizes++) {
    const [columns, rows] = SIZES[(resizes * 3) % SIZES.length]!;
    terminal.resize(columns, rows);
    await terminal.settle();
    // The same life in a terminal that always was of this size.
    const fresh = openFake(columns, rows, { clock });
    for (const event of events) fresh.stage.show(event);
    await fresh.terminal.settle();
    const grid = seenGrid(fresh.terminal);
    await fresh.stage.close();

    await clock.advance(2 * FRAME_MS);
    await terminal.settle();
    const ms = Math.floor((clock.now() - start) / FRAME_MS) * FRAME_MS;
    const score = chooseScore(life.born!.seed, false);
    const expected = frameAt(score, { grid, life, theme: THEME }, ms);
    assert.deepEqual(linesOf(seenGrid(terminal)), linesOf(expected), `${columns} x ${rows}, ${ms}`);
  }
  await clock.advance(30_000);
  const length = (await ended) - start;
  assert.ok(length >= 15_000 && length <= 25_100, `${length} ms`);
  await terminal.settle();
  assert.equal(terminal.lines().join(''), '');
  await fake.stage.close();
});
