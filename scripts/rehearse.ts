/**
 * Performs a recorded life on this terminal, collapse included, without a model.
 *
 *   rehearse.ts [--speed 8] [--collapse overflow|erosion|bare|stillness] [--only-collapse] [--calm] [life.jsonl]
 *
 * A life is JSON Lines of events, as --json writes them; without one a scripted
 * life is performed. --only-collapse begins with its last screen.
 */
import { parseArgs } from 'node:util';
import { systemClock } from '../src/core/clock.ts';
import type { LifeEvent } from '../src/core/life-event.ts';
import { openStage } from '../src/ui/open-stage.tsx';
import { pickTheme } from '../src/ui/theme/pick-theme.ts';
import { scriptedLife } from '../test/ui/scripted-life.ts';
import { recordedLife } from './recorded-life.ts';

const USAGE = 2;

const { values, positionals } = orLeave(USAGE, () =>
  parseArgs({
    allowPositionals: true,
    options: {
      speed: { type: 'string', default: '1' },
      collapse: { type: 'string' },
      'only-collapse': { type: 'boolean', default: false },
      calm: { type: 'boolean', default: false },
    },
  }),
);
const [file] = positionals;
const events: Iterable<LifeEvent> =
  file === undefined ? scriptedLife() : orLeave(1, () => recordedLife(file));

const quit = new AbortController();
const stage = openStage({
  stdin: process.stdin,
  stdout: process.stdout,
  theme: pickTheme(process.env, process.stdout.getColorDepth()),
  calm: values.calm,
  clock: systemClock,
  score: values.collapse ?? null,
  onQuit: () => {
    quit.abort();
    void stage.close();
  },
});
const speed = values['only-collapse'] ? Infinity : Number(values.speed);
for (let progress = 0; progress <= 1 && speed < Infinity; progress += 0.02) {
  stage.loading(progress, 'no model: a rehearsal');
  await systemClock.sleep(60 / speed, quit.signal);
}
let at = 0;
for (const event of events) {
  if (quit.signal.aborted) break;
  if (event.at > at && speed < Infinity) {
    await systemClock.sleep((event.at - at) / speed, quit.signal);
  }
  at = event.at;
  stage.show(event);
}
if (!quit.signal.aborted) await stage.collapse();
await stage.close();

/** What is wrong with what was asked for is one line, before anything is drawn. */
function orLeave<T>(exitStatus: number, attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    console.error(`rehearse: ${(error as Error).message.replace(/\s+/g, ' ')}`);
    process.exit(exitStatus);
  }
}
