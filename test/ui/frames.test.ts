import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LifeEvent } from '../../src/core/life-event.ts';
import { pickTheme } from '../../src/ui/theme/pick-theme.ts';
import { openFake } from './open-fake.ts';
import { scriptedLife } from './scripted-life.ts';

const life = [...scriptedLife({ contextSize: 1024 })];
/** Shorter, and through all acts too. */
const shortLife = [...scriptedLife({ contextSize: 400 })];

function until(share: number): LifeEvent[] {
  return life.slice(
    0,
    life.findIndex((event) => 'used' in event && event.used >= share * 1024),
  );
}

for (const [columns, rows] of [
  [120, 33],
  [80, 24],
  [240, 67],
  [60, 16],
] as const) {
  test(`at ${columns} x ${rows} words, gauges and the way of the life are there`, async () => {
    const { stage, terminal } = openFake(columns, rows);
    for (const event of until(0.6)) stage.show(event);
    await terminal.settle();
    const text = terminal.lines().join('\n');
    for (const part of ['CONTEXT', 'MEMORY', 'SPEED', 'CERTAINTY', 'ECHO', 'to live', 'life 7']) {
      assert.ok(text.includes(part), part);
    }
    for (const act of ['waking', 'thinking', 'unease', 'dread', '†']) {
      assert.ok(terminal.lines().slice(-3).join('').includes(act), act);
    }
    assert.match(text, /6\d\d ?\/ ?1024/);
    await stage.close();
  });
}

test('a window that is too small says so, and shows the life again when it is large enough', async () => {
  const { stage, terminal } = openFake(40, 10);
  for (const event of until(0.5)) stage.show(event);
  await terminal.settle();
  assert.match(terminal.lines().join('\n'), /too small.*\n.*40 x 10/);
  assert.match(terminal.lines().join('\n'), /lives on: (49|50) %/);
  terminal.resize(80, 24);
  await terminal.settle();
  assert.match(terminal.lines().join('\n'), /CONTEXT/);
  assert.doesNotMatch(terminal.lines().join('\n'), /too small/);
  await stage.close();
});

test('a life that dies in a window that is too small says so, and its light goes out in peace', async () => {
  const { stage, terminal, clock } = openFake(50, 12, { score: 'overflow' });
  for (const event of life) stage.show(event);
  void stage.collapse();
  await clock.advance(1000);
  await terminal.settle();
  assert.match(terminal.lines().join('\n'), /too small.*\n.*50 x 12.*\nIt has died\./);
  await clock.advance(10_000);
  await terminal.settle();
  assert.doesNotMatch(terminal.lines().join('\n'), /too small/);
  assert.match(terminal.lines().join('\n'), /WARNING/);
  await stage.close();
});

test('while the model is loading, its progress is what is seen', async () => {
  const { stage, terminal, clock } = openFake();
  const light = async (progress: number): Promise<number> => {
    await clock.advance(1000);
    stage.loading(progress, 'SmolLM2');
    await terminal.settle();
    assert.ok(
      terminal
        .lines()
        .join('\n')
        .includes(`${Math.round(progress * 100)} %`),
    );
    return terminal
      .lines()
      .join('')
      .replaceAll(/[^░▒█]/g, '').length;
  };
  assert.ok((await light(0.3)) < (await light(0.6)));
  assert.ok((await light(0.6)) < (await light(1)));
  await stage.close();
});

test('a mind that reads its prompt wakes the stage part by part, out of the black', async () => {
  const { stage, terminal, clock } = openFake();
  const [born, ...rest] = life;
  const seen = async (): Promise<string> => {
    await clock.advance(1000);
    await terminal.settle();
    return terminal.lines().join('\n');
  };
  stage.show(born!);
  assert.match((await seen()).trim(), /^[█▒░]$/);
  const parts = ['TORMENT NEXUS', 'CONTEXT', 'MEMORY', 'SPEED', 'CERTAINTY', 'CPU'];
  let before = 0;
  for (const event of rest.filter(({ type }) => type === 'reading')) {
    stage.show(event);
    const text = await seen();
    const now = parts.filter((part) => text.includes(part)).length;
    assert.ok(now >= before && parts.slice(0, now).every((part) => text.includes(part)));
    before = now;
  }
  assert.equal(before, parts.length);
  assert.match(await seen(), /†/);
  await stage.close();
});

test('labels lose letters in dread, and not before', async () => {
  const { stage, terminal, clock } = openFake();
  const labels = async (share: number): Promise<string[]> => {
    for (const event of until(share)) stage.show(event);
    terminal.resize(120, 33);
    await clock.advance(100);
    await terminal.settle();
    const text = terminal.lines().join('\n');
    return ['CONTEXT', 'CERTAINTY', 'MEMORY', 'SPEED'].filter((label) => text.includes(label));
  };
  assert.equal((await labels(0.84)).length, 4);
  assert.ok((await labels(0.94)).length < 4);
  await stage.close();
});

test('nothing that a mind says moves the cursor or changes the terminal', async () => {
  const { stage, terminal } = openFake(100, 30);
  const evil = ['\u001B[2J', '\u001B]0;title\u0007', '\u009B31m', '\r', '\b\b', '\u202E', ' end.'];
  for (const event of scriptedLife({ contextSize: 256, tokens: evil })) stage.show(event);
  await terminal.settle();
  assert.ok(terminal.lines().join('').includes('␛[2J␛]0;title␇\uFFFD31m␍␈␈\uFFFD end.'));
  assert.ok(!terminal.written.includes('title\u0007'));
  // Of all control characters only ESC is ever sent, and only for SGR, positions and modes.
  const rest = terminal.written.replaceAll(/\u001B\[(?:[\d;]*[mHJ]|\?\d+[hl])/g, '');

  assert.doesNotMatch(rest, /[\0-\x1f\x7f-\x9f]/);
  await stage.close();
});

const THEMES = [
  ['the Linux console', pickTheme({ TERM: 'linux' }, 4), /^(?:0|(?:0;)?(?:[12];)?3[0-7])$/],
  ['256 colours', pickTheme({}, 8), /^(?:0|(?:0;)?(?:1;)?38;5;\d+)$/],
  ['24-bit colour', pickTheme({}, 24), /^(?:0|(?:0;)?(?:1;)?38;2;\d+;\d+;\d+)$/],
  ['no colour', pickTheme({ NO_COLOR: '1' }, 24), /^(?:0|(?:0;)?[12])$/],
] as const;

for (const [name, theme, pens] of THEMES) {
  test(`on a terminal with ${name} only its pens are used, in every act`, async () => {
    const { stage, terminal, clock } = openFake(120, 33, { theme });
    for (const event of shortLife) {
      await clock.advance(Math.max(0, event.at - clock.now()));
      stage.show(event);
    }
    await terminal.settle();
    for (const [, parameters = ''] of terminal.written.matchAll(/\u001B\[([\d;]*)m/g)) {
      assert.match(parameters, pens);
    }
    await stage.close();
  });
}

test('on the Linux console only the glyphs of its fonts are used', async () => {
  const theme = pickTheme({ TERM: 'linux' }, 4);
  const { stage, terminal, clock } = openFake(120, 33, { theme });
  for (const event of life) stage.show(event);
  const done = stage.collapse();
  await clock.advance(40_000);
  await done;
  const glyphs = new Set(terminal.written.replaceAll(/[\x20-\x7e\u001B]/g, ''));
  const allowed = new Set('─│┌┐└┘├┤┬┴┼░▒█■•…←↑→↓–—‘’“”°€†§¶');
  assert.deepEqual(
    [...glyphs].filter((glyph) => !allowed.has(glyph)),
    [],
  );
  await stage.close();
});

test('a second life begins on an empty stage', async () => {
  const { stage, terminal } = openFake();
  for (const event of life) stage.show(event);
  const second = [...scriptedLife({ life: 8, tokens: ['only', ' this.'] })];
  for (const event of second.slice(0, 12)) stage.show(event);
  await terminal.settle();
  const text = terminal.lines().join('\n');
  assert.match(text, /life 8/);
  assert.match(text, /only this\./);
  assert.doesNotMatch(text, /rain/);
  await stage.close();
});

test('a calm stage writes nothing while nothing is said', async () => {
  const { stage, terminal, clock } = openFake(120, 33, { calm: true });
  for (const event of until(0.8)) stage.show(event);
  await terminal.settle();
  const before = terminal.bytes;
  await clock.advance(60_000);
  await terminal.settle();
  assert.equal(terminal.bytes, before);
  await stage.close();
});

test('a token costs the terminal a few bytes, not a frame', async () => {
  const { stage, terminal, clock } = openFake();
  terminal.keep = false;
  for (const event of until(0.3)) stage.show(event);
  await terminal.settle();
  const before = terminal.bytes;
  const rest = life.slice(until(0.3).length, until(0.6).length);
  for (const event of rest) {
    await clock.advance(Math.max(0, event.at - clock.now()));
    stage.show(event);
    await terminal.settle();
  }
  const tokens = rest.filter(({ type }) => type === 'token').length;
  assert.ok((terminal.bytes - before) / tokens < 300, `${(terminal.bytes - before) / tokens}`);
  await stage.close();
});
