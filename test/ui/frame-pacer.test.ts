import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FramePacer } from '../../src/ui/life/frame-pacer.ts';
import { ManualClock } from './manual-clock.ts';
import { openFake } from './open-fake.ts';

function pacer() {
  const clock = new ManualClock();
  const closing = new AbortController();
  const drawn: number[] = [];
  const frames = new FramePacer(clock, () => drawn.push(clock.now()), closing.signal);
  return { clock, closing, drawn, frames };
}

test('a frame that is put off is drawn, once', async () => {
  const { clock, drawn, frames } = pacer();
  frames.now();
  for (let asked = 0; asked < 5; asked++) frames.after(150);
  await clock.advance(1000);
  assert.deepEqual(drawn, [0, 150]);
  frames.after(150);
  assert.deepEqual(drawn, [0, 150, 1000]);
});

test('a frame that comes meanwhile is the one that was put off', async () => {
  const { clock, drawn, frames } = pacer();
  frames.after(150);
  await clock.advance(100);
  frames.now();
  await clock.advance(1000);
  assert.deepEqual(drawn, [100]);
});

test('a frame that may be left out is left out', async () => {
  const { clock, drawn, frames } = pacer();
  await clock.advance(100);
  frames.unless(150);
  await clock.advance(1000);
  frames.unless(150);
  assert.deepEqual(drawn, [1100]);
});

test('nothing is drawn after the end', async () => {
  const { clock, closing, drawn, frames } = pacer();
  frames.after(150);
  closing.abort();
  await clock.advance(1000);
  assert.deepEqual(drawn, []);
});

test('the last thing heard of a download is seen, however soon it came after the one before', async () => {
  const { stage, terminal, clock } = openFake();
  await clock.advance(1000);
  stage.loading(0.3, 'fast');
  stage.loading(0.31, 'stalled');
  await clock.advance(1000);
  await terminal.settle();
  assert.match(terminal.lines().join('\n'), /31 %\s+stalled/);
  await stage.close();
});
