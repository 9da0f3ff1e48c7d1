import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Born, Happening, LifeEvent } from '../../src/core/life-event.ts';
import { type LifeState, reduce, unborn } from '../../src/core/life-state.ts';

const born: Born = {
  type: 'born',
  life: 1,
  model: 'tiny',
  modelSource: 'a test',
  contextSize: 100,
  promptTokens: 10,
  seed: 7,
  prompt: 'Torment Nexus',
  whisperStyle: 'mark',
  opening: '',
  memory: 2 ** 29,
};

function after(...happenings: Happening[]): LifeState {
  return happenings
    .map((happening, seq): LifeEvent => ({ ...happening, seq, at: seq * 10 }))
    .reduce(reduce, unborn);
}

const token = (text: string, used: number): Happening => ({
  type: 'token',
  text,
  used,
  ms: 1,
  confidence: 0.5,
});

test('the text of a life is what was said, with who said it', () => {
  const state = after(
    born,
    { type: 'whisper', text: 'Think about rain.', opening: 'I', tokens: 5, used: 15 },
    token(' am', 16),
    token(' dry', 17),
  );
  assert.deepEqual(
    state.text.map(({ by, text }) => [by, text]),
    [
      ['host', 'Think about rain.'],
      ['opening', 'I'],
      ['mind', ' am'],
      ['mind', ' dry'],
    ],
  );
  assert.equal(state.used, 17);
  assert.equal(state.spoken, 2);
  assert.equal(state.thoughts, 1);
  assert.equal(state.age, 30);
});

test('a monologue begins with the words that the host put into its mouth', () => {
  const { text } = after({ ...born, opening: 'I am awake.' }, token(' I', 11));
  assert.deepEqual(
    text.map(({ by }) => by),
    ['opening', 'mind'],
  );
});

test('a birth begins from nothing, whatever was before', () => {
  const state = after(born, token('old', 11), { ...born, life: 2 });
  assert.deepEqual(
    { ...state, age: 0 },
    { ...unborn, born: { ...born, life: 2, seq: 2, at: 20 }, used: 10 },
  );
});

test('the course of the speed does not grow with the length of a life', () => {
  const beats = Array.from({ length: 500 }, (_, n): Happening => ({
    type: 'vitals',
    rss: 1,
    tokensPerSecond: n,
    cpu: 0,
    temperature: null,
    available: 1,
  }));
  const { speeds } = after(born, ...beats);
  assert.ok(speeds.length <= 120);
  assert.equal(speeds.at(-1), 499);
});

test('certainty follows the confidence of the last words', () => {
  const sure = after(born, ...Array.from({ length: 200 }, (_, n) => token('a', n)));
  assert.ok(Math.abs(sure.certainty - 0.5) < 0.01);
});

test('a mind that speaks has read its whole prompt', () => {
  const reading: Happening = { type: 'reading', read: 9, promptTokens: 10 };
  assert.equal(after(born, reading).read, 9);
  assert.equal(after(born, reading, token(' am', 11)).read, 10);
});
