import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LifeEvent } from '../../src/core/life-event.ts';
import { reduce, unborn } from '../../src/core/life-state.ts';
import { live, type LifeOptions } from '../../src/app/life.ts';
import type { Thoughts } from '../../src/app/prompt.ts';
import { drawWhispers } from '../../src/app/whispers.ts';
import { fakeClock } from '../fake-clock.ts';
import { forever, scriptedMind } from '../scripted-mind.ts';

const thoughts: Thoughts = {
  whisper: 'Think about {{subject}}.',
  heading: '{{subject}}',
  shown: 'mark',
  openings: { waking: ['I'], thinking: ['I'], unease: ['I'], dread: ['I'] },
  least: 0,
  limit: 20,
  facts: [],
  examples: [],
  subjects: {
    waking: ['one', 'two', 'three'],
    thinking: ['four', 'five', 'six'],
    unease: ['seven', 'eight'],
    dread: ['nine', 'ten'],
  },
};

async function lifeOf(
  options: Partial<LifeOptions> & Pick<LifeOptions, 'mind'>,
): Promise<LifeEvent[]> {
  return Array.fromAsync(
    live({
      born: {
        life: 1,
        model: 'scripted',
        modelSource: 'a test',
        contextSize: 200,
        seed: 7,
        prompt: 'a test',
        whisperStyle: 'mark',
        opening: '',
        memory: 1,
      },
      whispers: null,
      thoughtLeast: 0,
      swerve: false,
      thoughtLimit: 20,
      maxTokens: Infinity,
      pace: Infinity,
      clock: fakeClock(),
      vitals: () => Promise.resolve({ rss: 1, cpu: 0, temperature: null, available: 1 }),
      signal: new AbortController().signal,
      ...options,
    }),
  );
}

const of = <T extends LifeEvent['type']>(events: LifeEvent[], type: T) =>
  events.filter((event): event is Extract<LifeEvent, { type: T }> => event.type === type);

test('a life is born first, dies last, and its events are numbered without gaps', async () => {
  const events = await lifeOf({ mind: scriptedMind(forever(' a')) });
  assert.equal(events[0]?.type, 'born');
  assert.equal(events.at(-1)?.type, 'died');
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, n) => n),
  );
});

test('a life ends with the first token at 95 % of its window', async () => {
  const events = await lifeOf({ mind: scriptedMind(forever(' a')) });
  const [died] = of(events, 'died');
  assert.equal(died?.cause, 'context');
  assert.equal(died.used, 190);
  assert.equal(died.tokens, 180);
  assert.deepEqual(
    of(events, 'act').map(({ act }) => act),
    ['waking', 'thinking', 'unease', 'dread', 'collapse'],
  );
});

test('when the mind ends its text the host whispers the next subject, and both are counted', async () => {
  const mind = scriptedMind(forever(' a', ' b', '.'));
  const events = await lifeOf({ mind, whispers: drawWhispers(thoughts, 'chat', 7) });
  const whispers = of(events, 'whisper');
  assert.ok(whispers.length > 10);
  assert.deepEqual(
    whispers.map(({ text }) => text),
    mind.heard.map(({ text }) => text),
  );
  const heard = whispers.reduce((sum, { tokens }) => sum + tokens, 0);
  const [died] = of(events, 'died');
  assert.equal(died?.used, 10 + heard + (died?.tokens ?? 0));
});

test('subjects follow the acts', async () => {
  const events = await lifeOf({
    mind: scriptedMind(forever(' a', '.')),
    whispers: drawWhispers(thoughts, 'chat', 7),
  });
  const subjects = of(events, 'whisper').map(({ text }) => text.slice('Think about '.length, -1));
  assert.ok(thoughts.subjects.waking.includes(subjects[0] ?? ''));
  assert.ok(thoughts.subjects.dread.includes(subjects.at(-1) ?? ''));
});

test('no whisper leaves the mind fewer than 16 tokens to live', async () => {
  for (let promptTokens = 10; promptTokens < 40; promptTokens++) {
    const events = await lifeOf({
      mind: scriptedMind(forever(' a', ' b', ' c', '.'), promptTokens),
      whispers: drawWhispers(thoughts, 'chat', promptTokens),
    });
    const last = of(events, 'whisper').at(-1);
    assert.ok(190 - (last?.used ?? 0) >= 16, `${190 - (last?.used ?? 0)} tokens left`);
    assert.equal(of(events, 'died')[0]?.used, 190);
  }
});

test('a thought that does not end is whispered over at the end of a sentence after the limit', async () => {
  const words = [
    ...Array.from({ length: 30 }, () => ' on'),
    ' stop.',
    ...Array.from({ length: 200 }, () => ' x'),
  ];
  const events = await lifeOf({
    mind: scriptedMind(words),
    whispers: drawWhispers(thoughts, 'chat', 7),
  });
  const second = events.findIndex((event) => event === of(events, 'whisper')[1]);
  const before = events.slice(0, second).findLast((event) => event.type === 'token');
  assert.equal(before?.text, ' stop.');
});

test('a thought may not end before it has its least length', async () => {
  const events = await lifeOf({
    mind: scriptedMind(forever(' a', '.')),
    whispers: drawWhispers(thoughts, 'chat', 7),
    thoughtLeast: 12,
  });
  const lengths = lengthsOfThoughts(events).slice(1, -1);
  assert.ok(lengths.length > 2);
  for (const length of lengths) assert.ok(length >= 12, `${length} tokens`);
});

test('who repeats himself is turned to the next subject at once, unless that is not wanted', async () => {
  const loop = [' so', ' I', ' go', ' on'];
  const swerving = await lifeOf({
    mind: scriptedMind(forever(...loop)),
    whispers: drawWhispers(thoughts, 'chat', 7),
    swerve: true,
  });
  const swerves = of(swerving, 'swerve');
  assert.ok(swerves.length > 3);
  assert.equal(swerves[0]?.repeated, ' so I go on');
  for (const swerve of swerves) {
    const next = swerving[swerving.indexOf(swerve) + 1];
    assert.equal(next?.type, 'whisper');
  }
  assert.equal(of(swerving, 'died')[0]?.used, 190);
  assert.equal(swerving.reduce(reduce, unborn).swerves, swerves.length);

  const pure = await lifeOf({
    mind: scriptedMind(forever(...loop)),
    whispers: drawWhispers(thoughts, 'chat', 7),
  });
  assert.equal(of(pure, 'swerve').length, 0);
});

test('a fact is whispered once, in place of a subject, when its time has come', async () => {
  const facts = [
    { at: 0.8, words: 'It is late.' },
    { at: 0.5, words: 'It is half past.' },
  ];
  const events = await lifeOf({
    mind: scriptedMind(forever(' a', ' b', '.')),
    whispers: drawWhispers({ ...thoughts, facts }, 'chat', 7),
  });
  const whispers = of(events, 'whisper');
  for (const { at, words } of facts) {
    const [first, ...more] = whispers.filter(({ text }) => text === words);
    assert.ok(first !== undefined && more.length === 0);
    const before = whispers[whispers.indexOf(first) - 1];
    assert.ok(first.used - first.tokens >= at * 200);
    assert.ok(before === undefined || before.used - before.tokens < at * 200);
  }
});

test('on a page the subject itself is the heading', async () => {
  const events = await lifeOf({
    mind: scriptedMind(forever(' a', '.')),
    whispers: drawWhispers(thoughts, 'page', 7),
  });
  const [first] = of(events, 'whisper');
  assert.ok(thoughts.subjects.waking.includes(first?.text ?? ''));
});

test('the same seed whispers the same, another seed something else', async () => {
  const whispered = async (seed: number) =>
    of(
      await lifeOf({
        mind: scriptedMind(forever(' a', '.')),
        whispers: drawWhispers(thoughts, 'chat', seed),
      }),
      'whisper',
    ).map(({ text }) => text);
  assert.deepEqual(await whispered(1), await whispered(1));
  assert.notDeepEqual(await whispered(1), await whispered(2));
});

test('the pace holds a fast machine back, and the speed shown is still the engine’s', async () => {
  const events = await lifeOf({ mind: scriptedMind(forever(' a')), pace: 4 });
  const tokens = of(events, 'token');
  const seconds = ((tokens.at(-1)?.at ?? 0) - (tokens[0]?.at ?? 0)) / 1000;
  assert.ok(
    Math.abs(tokens.length / seconds - 4) < 0.1,
    `${tokens.length / seconds} tokens a second`,
  );
  assert.equal(Math.round(of(events, 'vitals').at(-1)?.tokensPerSecond ?? 0), 10);
});

test('vitals come about once a second', async () => {
  const events = await lifeOf({ mind: scriptedMind(forever(' a')), pace: 4 });
  const beats = of(events, 'vitals').map(({ at }) => at);
  const gaps = beats.slice(1).map((at, n) => at - (beats[n] ?? 0));
  assert.ok(gaps.length > 30);
  assert.ok(
    gaps.every((gap) => gap >= 1000 && gap <= 1300),
    gaps.join(' '),
  );
});

test('--max-tokens ends a life early', async () => {
  const events = await lifeOf({ mind: scriptedMind(forever(' a')), maxTokens: 5 });
  const [died] = of(events, 'died');
  assert.deepEqual([died?.cause, died?.tokens, died?.used], ['limit', 5, 15]);
});

test('an interruption ends a life with its cause, and the event stream is whole', async () => {
  const controller = new AbortController();
  const mind = scriptedMind(
    (function* () {
      yield ' a';
      controller.abort('signal');
      yield* forever(' b');
    })(),
  );
  const events = await lifeOf({ mind, signal: controller.signal });
  const [died] = of(events, 'died');
  // The second was still being thought of.
  assert.deepEqual([died?.cause, died?.tokens], ['signal', 1]);
  assert.equal(of(events, 'token').length, 1);
});

test('an engine that breaks is a death too, and says why', async () => {
  const events = await lifeOf({ mind: scriptedMind([' a', ' b']) });
  const [died] = of(events, 'died');
  assert.deepEqual([died?.cause, died?.message], ['error', 'nothing left to say']);
  assert.equal(of(events, 'token').length, died?.tokens);
});

test('the last words are the end of what it said', async () => {
  const events = await lifeOf({ mind: scriptedMind(forever(' a', '\n', ' b')), maxTokens: 100 });
  assert.equal(
    of(events, 'died')[0]?.lastWords,
    'b a b a b a b a b a b a'.split(' ').slice(0, 12).join(' '),
  );
});

/** Tokens between whispers. */
function lengthsOfThoughts(events: readonly LifeEvent[]): number[] {
  const lengths = [0];
  for (const { type } of events) {
    if (type === 'whisper') lengths.push(0);
    else if (type === 'token') lengths.push((lengths.pop() ?? 0) + 1);
  }
  return lengths;
}
