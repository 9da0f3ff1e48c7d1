import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepPace, msPerToken, noPace, type Pace } from '../../src/ui/life/pace.ts';
import { openFake } from './open-fake.ts';
import { scriptedLife } from './scripted-life.ts';

/** The pace after so many tokens, each of which took so many milliseconds. */
function after(tokens: number, ms: number, from: Pace = noPace): Pace {
  let pace = from;
  let { used, at } = pace.at(-1) ?? { used: 200, at: 9000 };
  for (let token = 0; token < tokens; token++) pace = keepPace(pace, (used += 1), (at += ms));
  return pace;
}

test('nothing is said of the pace before eight tokens, and from then on it is right', () => {
  assert.equal(msPerToken(noPace), 0);
  assert.equal(msPerToken(after(8, 200)), 0);
  assert.equal(msPerToken(after(9, 200)), 200);
});

test('a whisper costs many tokens and little time, and counts', () => {
  let pace = after(81, 200);
  const { used, at } = pace.at(-1)!;
  pace = after(20, 200, keepPace(pace, used + 15, at + 1200));
  assert.equal(msPerToken(pace), (100 * 200 + 1200) / 115);
});

test('what is long ago is forgotten, and little is remembered', () => {
  const pace = after(400, 500, after(400, 100));
  assert.equal(msPerToken(pace), 500);
  assert.ok(pace.length <= 257);
});

test('the time left is right to a quarter from the first seconds of a life', async () => {
  const { stage, terminal, clock } = openFake();
  const life = [...scriptedLife({ contextSize: 1024, msPerToken: 200 })];
  const death = life.at(-1)!.at;
  let told = 0;
  for (const event of life) {
    // A mind that reads its prompt for half a minute, and is silent after the first whisper.
    const at = event.at + (event.seq > 3 ? 30_000 : 0);
    await clock.advance(Math.max(0, at - clock.now()));
    stage.show({ ...event, at });
    if (event.type !== 'vitals') continue;
    await terminal.settle();
    const [, minutes, seconds] = /(\d+):(\d\d) to live/.exec(terminal.lines().join('\n')) ?? [];
    if (minutes === undefined) continue;
    told++;
    const left = Number(minutes) * 60 + Number(seconds);
    const really = (death - event.at) / 1000;
    assert.ok(Math.abs(left - really) <= 0.25 * really + 4, `${left} s of ${really} s`);
  }
  assert.ok(told > 100, `${told}`);
  await stage.close();
});
