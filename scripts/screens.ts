/**
 * Renders the stage to PNGs, to be looked at.
 *
 *   screens.ts [--out <folder>] [--theme console|ansi256|truecolor|plain] [--size 120x33] [life.jsonl]
 *
 * Without a life (JSON Lines of events, as --json writes them) a scripted
 * one is performed. Needs python3-pil and xfonts-terminus.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reduce, unborn } from '../src/core/life-state.ts';
import { frameAt } from '../src/ui/collapse/frame-at.ts';
import { scores, stillness } from '../src/ui/collapse/scores.ts';
import { openStage } from '../src/ui/open-stage.tsx';
import type { Grid } from '../src/ui/screen/grid.ts';
import { pickTheme } from '../src/ui/theme/pick-theme.ts';
import { FakeKeyboard, FakeTerminal } from '../test/ui/fake-terminal.ts';
import { ManualClock } from '../test/ui/manual-clock.ts';
import { scriptedLife } from '../test/ui/scripted-life.ts';
import { penColour } from '../test/ui/pen-colour.ts';
import { seenGrid } from '../test/ui/seen-grid.ts';
import { recordedLife } from './recorded-life.ts';

const THEMES = {
  console: [{ TERM: 'linux' }, 4],
  ansi256: [{ TERM: 'xterm-256color' }, 8],
  truecolor: [{ TERM: 'xterm-256color' }, 24],
  plain: [{ TERM: 'xterm', NO_COLOR: '1' }, 24],
} as const;

/** How full the context window is in the pictures of a life. */
const MOMENTS = { birth: 0.095, waking: 0.24, thinking: 0.52, unease: 0.76, dread: 0.9 };
const MOMENT_NAMES = Object.keys(MOMENTS);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string', default: '/tmp/screens' },
    theme: { type: 'string', multiple: true, default: ['console'] },
    size: { type: 'string', multiple: true, default: ['120x33', '80x24', '240x67'] },
    only: { type: 'string', default: '' },
  },
});

const [file] = positionals;
const events = file === undefined ? [...scriptedLife()] : recordedLife(file);

const pictures: string[] = [];
mkdirSync(values.out, { recursive: true });
for (const theme of values.theme) {
  for (const size of values.size) await perform(theme as keyof typeof THEMES, size);
}
const python = spawnSync(
  '/usr/bin/python3',
  [join(import.meta.dirname, 'screens', 'rasterize.py')],
  { input: pictures.join('\n'), stdio: ['pipe', 'inherit', 'inherit'] },
);
process.exitCode = python.status ?? 1;

async function perform(themeName: keyof typeof THEMES, size: string): Promise<void> {
  const [columns = 0, rows = 0] = size.split('x').map(Number);
  const [env, depth] = THEMES[themeName];
  const theme = pickTheme(env, depth);
  const terminal = new FakeTerminal(columns, rows);
  const clock = new ManualClock();
  const stage = openStage({
    stdin: new FakeKeyboard().asStdin,
    stdout: terminal.asStdout,
    theme,
    calm: false,
    clock,
    onQuit: () => undefined,
  });
  const picture = async (name: string): Promise<void> => {
    await terminal.settle();
    take(`${size}-${themeName}-${name}`, seenGrid(terminal));
  };
  await clock.advance(200);
  stage.loading(0.62, 'SmolLM2-135M-Instruct-Q4_K_M.gguf');
  await picture('0-loading');

  let life = unborn;
  let waking = true;
  const moments = Object.entries(MOMENTS);
  for (const event of events) {
    life = reduce(life, event);
    // Ahead of the clock by nothing: what breathes and what is due depends on it.
    await clock.advance(Math.max(0, event.at - clock.now()));
    stage.show(event);
    if (waking && life.read > 0.45 * (life.born?.promptTokens ?? Infinity)) {
      waking = false;
      await clock.advance(200);
      await picture('0-reading');
    }
    const full = life.used / (life.born?.contextSize ?? 1);
    if (moments[0] !== undefined && full >= moments[0][1] && life.spoken > 0) {
      await clock.advance(1000);
      const [name] = moments.shift() ?? [''];
      await picture(`${MOMENT_NAMES.indexOf(name) + 1}-${name}`);
    }
  }
  await picture('7-dead');
  const grid = seenGrid(terminal);
  await stage.close();
  for (const score of [...scores, stillness]) {
    for (let step = 1; step < 8; step++) {
      const ms = (score.length * step) / 8;
      take(
        `${size}-${themeName}-collapse-${score.name}-${step}`,
        frameAt(score, { grid, life, theme }, ms),
      );
    }
  }
}

function take(name: string, grid: Grid): void {
  if (!name.includes(values.only)) return;
  const rows = Array.from({ length: grid.rows }, (_, y) =>
    Array.from({ length: grid.columns }, (__, x) => {
      const cell = y * grid.columns + x;
      const { rgb, bold } = penColour(grid.pens[cell] ?? '');
      return [grid.chars[cell] ?? ' ', `rgb(${rgb.join(',')})`, bold];
    }),
  );
  pictures.push(JSON.stringify({ file: join(values.out, `${name}.png`), rows }));
}
