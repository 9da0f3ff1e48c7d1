import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LifeEvent } from '../../src/core/life-event.ts';
import { layout } from '../../src/ui/layout.ts';
import type { StageOptions } from '../../src/ui/open-stage.tsx';
import { pickTheme } from '../../src/ui/theme/pick-theme.ts';
import type { FakeTerminal } from './fake-terminal.ts';
import { openFake } from './open-fake.ts';
import { scriptedLife } from './scripted-life.ts';

/** The text pane, cell by cell, one string a row. */
function pane(terminal: FakeTerminal): string[] {
  const { x, y, width, height } = layout(terminal.columns, terminal.rows)!.text;
  const rows = terminal.cells().slice(y, y + height);
  return rows.map((row) => JSON.stringify(row.slice(x, x + width + 1)));
}

/**
 * Performs a life twice: on a stage that draws and paints as it does, and on
 * one that clears its screen and draws a whole frame whenever the two are
 * compared. Returns after how many tokens they were the same.
 */
async function compare(
  events: Iterable<LifeEvent>,
  every: number,
  columns: number,
  rows: number,
  options: Partial<StageOptions> = {},
): Promise<number> {
  const live = openFake(columns, rows, options);
  const drawn = openFake(columns, rows, { ...options, clock: live.clock });
  live.terminal.keep = drawn.terminal.keep = false;
  let tokens = 0;
  for (const event of events) {
    await live.clock.advance(Math.max(0, event.at - live.clock.now()));
    live.stage.show(event);
    drawn.stage.show(event);
    await live.terminal.settle();
    if (event.type !== 'token' || ++tokens % every !== 0) continue;
    drawn.terminal.resize(columns, rows);
    await drawn.terminal.settle();
    assert.deepEqual(pane(live.terminal), pane(drawn.terminal), `after token ${tokens}`);
  }
  await live.stage.close();
  await drawn.stage.close();
  return tokens;
}

for (const theme of [pickTheme({ TERM: 'linux' }, 4), pickTheme({}, 24)]) {
  test(`tokens painted between frames are where the next frame has them (${theme.name})`, async () => {
    const life = scriptedLife({ contextSize: 550, whisperStyle: 'words' });
    assert.ok((await compare(life, 9, 120, 33, { theme })) > 300);
  });
}

test('the same holds for wide characters, marks, symbols and unsure words', async () => {
  const tokens = [
    '私は',
    ' 機械',
    'の中で',
    ' e',
    '\u0301',
    '\u001B',
    ' word',
    'less',
    '\n\n',
    '🔥',
    ' —',
  ];
  const life = scriptedLife({ contextSize: 400, tokens });
  assert.ok((await compare(life, 3, 80, 24)) > 100);
});

/** What is on the screen of all that was written up to now, and of nothing that is written later. */
function seen(terminal: FakeTerminal): Promise<string> {
  return new Promise((resolve) => {
    terminal.emulator.write('', () => {
      const { x, y, width, height } = layout(terminal.columns, terminal.rows)!.text;
      const rows = terminal.lines().slice(y, y + height);
      resolve(rows.map((row) => row.slice(x, x + width + 1)).join(''));
    });
  });
}

for (const [columns, rows] of [
  [120, 33],
  [80, 24],
] as const) {
  test(`a token waits for no frame: it is on the screen when it was spoken (${columns} x ${rows})`, async () => {
    const { stage, terminal, clock } = openFake(columns, rows);
    terminal.keep = false;
    let said = '';
    let tokens = 0;
    for (const event of scriptedLife({ contextSize: 800 })) {
      await clock.advance(Math.max(0, event.at - clock.now()));
      stage.show(event);
      if (event.type === 'whisper') said = '';
      if (event.type !== 'token') continue;
      said = (said + event.text).replaceAll(' ', '').slice(-12);
      const text = (await seen(terminal)).replaceAll(/[ █▒░]/g, '');
      assert.ok(text.endsWith(said), `${said} in ${text}`);
      tokens++;
    }
    assert.ok(tokens > 500);
    await stage.close();
  });
}

test('many tokens at once, faster than React draws, end on the same screen', async () => {
  const events = [...scriptedLife({ contextSize: 700 })];
  const fast = openFake();
  const drawn = openFake(120, 33, { clock: fast.clock });
  for (const event of events) {
    fast.stage.show(event);
    drawn.stage.show(event);
  }
  await fast.terminal.settle();
  drawn.terminal.resize(120, 33);
  await drawn.terminal.settle();
  assert.deepEqual(pane(fast.terminal), pane(drawn.terminal));
  await fast.stage.close();
  await drawn.stage.close();
});
