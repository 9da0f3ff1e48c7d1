/**
 * What the stage costs: CPU and bytes per second of life, at 120 x 33 in eight
 * colours and four tokens a second; whether a life's end costs more than its
 * beginning; and how long a token takes to the screen.
 *
 *   npm run bench:stage
 *
 * The life is performed faster than it is lived: nothing is slept through, and
 * the clock the stage sees goes as it would have.
 */
import { openStage } from '../src/ui/open-stage.tsx';
import { frameAt } from '../src/ui/collapse/frame-at.ts';
import { FRAME_MS } from '../src/ui/collapse/play-score.ts';
import { scores } from '../src/ui/collapse/scores.ts';
import { Painter } from '../src/ui/screen/painter.ts';
import { pickTheme } from '../src/ui/theme/pick-theme.ts';
import { FakeKeyboard, FakeTerminal } from '../test/ui/fake-terminal.ts';
import { lastScreen } from '../test/ui/last-screen.ts';
import { ManualClock } from '../test/ui/manual-clock.ts';
import { scriptedLife } from '../test/ui/scripted-life.ts';
import { median } from './median.ts';

const LIVES = 11;

/** A terminal that only counts. */
class Counter extends FakeTerminal {
  override write(chunk: string): boolean {
    this.bytes += Buffer.byteLength(chunk);
    return true;
  }
}

const cpuMs = (): number => process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000;
const heapMb = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

const terminal = new Counter(120, 33);
const clock = new ManualClock();
const theme = pickTheme({ TERM: 'linux' }, 4);
const stage = openStage({
  stdin: new FakeKeyboard().asStdin,
  stdout: terminal.asStdout,
  theme,
  calm: false,
  clock,
  onQuit: () => undefined,
});
const events = [...scriptedLife()];
const seconds = (events.at(-1)?.at ?? 0) / 1000;
/** CPU of performing the same events on the same clock without a stage. */
let idle = 0;
{
  const empty = new ManualClock();
  const start = cpuMs();
  for (const event of events) await empty.advance(Math.max(0, event.at - empty.now()));
  idle = cpuMs() - start;
}

const perLife: number[] = [];
/** From a token's being spoken to its being written to the terminal, in milliseconds. */
const delays: number[] = [];
let early = 0;
let late = 0;
let firstHeap = 0;
for (let life = 0; life < LIVES; life++) {
  const born = clock.now();
  const bytes = terminal.bytes;
  const start = cpuMs();
  for (const event of events) {
    await clock.advance(Math.max(0, born + event.at - clock.now()));
    const before = life > 0 ? cpuMs() : 0;
    const spoken = performance.now();
    stage.show(event);
    // What is shown is written before the call returns.
    if (event.type === 'token') delays.push(performance.now() - spoken);
    await new Promise((resolve) => setImmediate(resolve));
    if (life > 0) {
      const share = event.at / (1000 * seconds);
      if (share > 0.2 && share < 0.4) early += cpuMs() - before;
      if (share > 0.8) late += cpuMs() - before;
    }
  }
  const cost = cpuMs() - start - idle;
  perLife.push(cost);
  if (life === 0) firstHeap = heapMb();
  if (life === 0 || life === LIVES - 1) {
    console.log(
      `life ${life + 1}: ${(cost / seconds).toFixed(2)} ms CPU/s, ` +
        `${((terminal.bytes - bytes) / seconds).toFixed(0)} bytes/s over ${seconds.toFixed(0)} s`,
    );
  }
}
console.log(`median life: ${(median(perLife) / seconds).toFixed(2)} ms CPU/s`);
const slow = delays.toSorted((a, b) => a - b)[Math.floor(0.99 * delays.length)] ?? 0;
console.log(
  `a token is written within ${median(delays).toFixed(2)} ms (median), ${slow.toFixed(2)} ms (99 of 100)`,
);
console.log(`its last fifth costs ${(late / early).toFixed(2)} times its second`);
console.log(`heap: ${(heapMb() - firstHeap).toFixed(2)} MB more after ${LIVES - 1} more lives`);
await stage.close();

const last = await lastScreen(120, 33, theme);
for (const score of scores) {
  let bytes = 0;
  const painter = new Painter((chunk) => (bytes += chunk.length), 120, 33, false);
  const start = cpuMs();
  const frames = Math.floor(score.length / FRAME_MS);
  for (let frame = 0; frame < frames; frame++)
    painter.paint(frameAt(score, last, frame * FRAME_MS));
  console.log(
    `collapse ${score.name}: ${((cpuMs() - start) / frames).toFixed(2)} ms CPU and ` +
      `${(bytes / frames / 1024).toFixed(2)} KB a frame`,
  );
}
