import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFake } from './open-fake.ts';
import { scriptedLife } from './scripted-life.ts';

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
    assert.deepEqual(fake.terminal.lines(), fresh.terminal.lines(), `at ${columns} x ${rows}`);
    await fresh.stage.close();
  }
  assert.ok(resizes >= 100);
  await fake.stage.close();
});

test('resizes during the collapse leave no stray cell, and it still ends black and in time', async () => {
  const fake = openFake();
  for (const event of scriptedLife({ contextSize: 512 })) fake.stage.show(event);
  const start = fake.clock.now();
  const ended = fake.stage.collapse().then(() => fake.clock.now());
  for (let resizes = 0; resizes < 60; resizes++) {
    await fake.clock.advance(250);
    const [columns, rows] = SIZES[(resizes * 3) % SIZES.length]!;
    fake.terminal.resize(columns, rows);
    await fake.terminal.settle();
  }
  await fake.clock.advance(30_000);
  const length = (await ended) - start;
  assert.ok(length >= 15_000 && length <= 25_100, `${length} ms`);
  await fake.terminal.settle();
  assert.equal(fake.terminal.lines().join(''), '');
  await fake.stage.close();
});
