import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pickTheme } from '../../src/ui/theme/pick-theme.ts';
import { type FakeStage, openFake } from './open-fake.ts';
import { scriptedLife } from './scripted-life.ts';

test('q and Ctrl-C are told to the host; other keys are not', async () => {
  let quits = 0;
  const { stage, terminal, keyboard } = openFake(120, 33, { onQuit: () => quits++ });
  await terminal.settle();
  assert.equal(keyboard.raw, true);
  keyboard.type('x');
  await terminal.settle();
  assert.equal(quits, 0);
  keyboard.type('q');
  await terminal.settle();
  keyboard.type('\u0003');
  await terminal.settle();
  assert.equal(quits, 2);
  await stage.close();
});

test('the keys are heard during the collapse too', async () => {
  let quits = 0;
  const { stage, terminal, keyboard, clock } = openFake(120, 33, { onQuit: () => quits++ });
  for (const event of scriptedLife({ contextSize: 256 })) stage.show(event);
  const ended = stage.collapse();
  await clock.advance(2000);
  keyboard.type('q');
  await terminal.settle();
  assert.equal(quits, 1);
  await stage.close();
  await ended;
});

test('the terminal is whole as soon as close returns, and closing again changes nothing', () => {
  const { stage, terminal, keyboard } = openFake();
  for (const event of scriptedLife({ contextSize: 256 })) stage.show(event);
  void stage.close();
  assert.ok(terminal.written.endsWith('\u001B[0m\u001B[2J\u001B[H\u001B[?1049l\u001B[?25h'));
  assert.equal(keyboard.raw, false);
  assert.equal(terminal.listenerCount('resize'), 0);
  const { written } = terminal;
  void stage.close();
  for (const event of scriptedLife({ contextSize: 256 })) stage.show(event);
  stage.loading(0.5, 'too late');
  assert.equal(terminal.written, written);
});

/** A life that is over, on the kernel's own console. @param score how it is to collapse */
function diedOnTheConsole(score: string | null): FakeStage {
  const fake = openFake(80, 24, { theme: pickTheme({ TERM: 'linux' }, 4, true), score });
  for (const event of scriptedLife({ contextSize: 256 })) fake.stage.show(event);
  return fake;
}

test("the kernel's own console goes dark as a whole, and gets its colours back", async () => {
  const { stage, terminal, clock } = diedOnTheConsole(null);
  const before = terminal.written.length;
  const ended = stage.collapse();
  await clock.advance(40_000);
  await ended;
  // White, the brightest of its colours, on its way.
  const lights = [...terminal.written.slice(before).matchAll(/\u001B\]Pf([\da-f]{6})/g)].map(
    ([, colour = '']) => Number.parseInt(colour.slice(0, 2), 16),
  );
  assert.ok(lights.length >= 12);
  assert.deepEqual(
    lights,
    lights.toSorted((a, b) => b - a),
  );
  assert.ok(terminal.written.lastIndexOf('\u001B]R') > terminal.written.lastIndexOf('\u001B]P'));
  await stage.close();
});

test('a framebuffer dims what is drawn: with each step of the light all that is seen is drawn again', async () => {
  const { stage, terminal, clock } = diedOnTheConsole('stillness');
  void stage.collapse();
  await clock.advance(13_400);
  const before = terminal.written.length;
  await clock.advance(2000);
  const steps = terminal.written.slice(before).split(/(?:\u001B\]P[\da-f]{7})+/);
  assert.ok(steps.length > 12);
  // Nothing of the panic is gone yet.
  for (const step of steps.slice(1, 4)) assert.match(step, /WARNING.*memory.*terminating/);
  await stage.close();
});

test('closing while the light goes out gives the colours back too', async () => {
  const { stage, terminal, clock } = diedOnTheConsole('overflow');
  void stage.collapse();
  await clock.advance(20_500);
  assert.match(terminal.written, /\u001B\]P/);
  assert.ok(terminal.written.lastIndexOf('\u001B]R') < terminal.written.lastIndexOf('\u001B]P'));
  void stage.close();
  assert.ok(terminal.written.endsWith('\u001B]R\u001B[?25h'));
});

test('no terminal but the kernel is told to dim', () => {
  for (const [env, depth] of [
    [{ TERM: 'linux' }, 4],
    [{ TERM: 'xterm-256color' }, 24],
    [{ TERM: 'linux', NO_COLOR: '1' }, 4],
  ] as const) {
    assert.equal(pickTheme(env, depth).palette, false);
  }
});

test('the Linux console is left clear: it has no other screen to go back to', () => {
  const { stage, terminal } = openFake(120, 33, { theme: pickTheme({ TERM: 'linux' }, 4) });
  void stage.close();
  assert.doesNotMatch(terminal.written, /1049|2026/);
  assert.ok(terminal.written.endsWith('\u001B[0m\u001B[2J\u001B[H\u001B[?25h'));
});
