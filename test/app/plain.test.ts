import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainText } from '../../src/app/plain.ts';
import type { Happening } from '../../src/core/life-event.ts';

const born: Happening = {
  type: 'born',
  life: 1,
  model: 'tiny',
  modelSource: 'a test',
  contextSize: 100,
  promptTokens: 10,
  seed: 7,
  prompt: 'a test',
  whisperStyle: 'mark',
  opening: '',
  memory: 1,
};
const token = (text: string): Happening => ({ type: 'token', text, used: 1, ms: 1, confidence: 1 });
const whisper = (opening: string): Happening => ({
  type: 'whisper',
  text: 'Think about rain.',
  opening,
  tokens: 5,
  used: 20,
});

function plain(...happenings: Happening[]): string {
  const text = plainText();
  return happenings.map((happening, seq) => text({ ...happening, seq, at: 0 })).join('');
}

test('thoughts are paragraphs, and the host’s subjects are not heard', () => {
  assert.equal(
    plain(born, whisper('I'), token(' am'), token('.'), whisper(''), token('Rain')),
    'I am.\n\nRain',
  );
});

test('a monologue is read from its first words', () => {
  assert.equal(
    plain({ ...born, opening: 'I am awake. I' }, token(' speak')),
    'I am awake. I speak',
  );
});

test('no control character of the model is sent to a terminal', () => {
  assert.equal(plain(born, token('\x1b[2J')), '␛[2J');
});
