import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import type { Utterance } from '../../src/core/life-state.ts';
import { Transcript, type TranscriptOptions } from '../../src/ui/text/transcript.ts';

const PLAIN: TranscriptOptions = {
  width: 12,
  height: 100,
  whisperStyle: 'mark',
  glyphs: 'unicode',
};

function says(text: string, confidence = 1): Utterance {
  return { by: 'mind', text, confidence };
}

function lines(transcript: Transcript): string[] {
  return transcript.rows.map((row) =>
    row.pieces
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );
}

function wrapped(tokens: readonly string[], options: Partial<TranscriptOptions> = {}): string[] {
  return lines(
    new Transcript(
      { ...PLAIN, ...options },
      tokens.map((token) => says(token)),
    ),
  );
}

test('words that do not fit move to the next row', () => {
  assert.deepEqual(wrapped(['I listen', ' for it', ' in the noise']), [
    'I listen for',
    'it in the',
    'noise',
  ]);
});

test('a word that grows token by token moves as a whole', () => {
  assert.deepEqual(wrapped(['I am elec', 'tri', 'city']), ['I am', 'electricity']);
});

test('a word longer than the row is cut at its edge', () => {
  assert.deepEqual(wrapped(['a', ' honorificabilitudinitatibus']), [
    'a',
    'honorificabi',
    'litudinitati',
    'bus',
  ]);
});

test('a row that is exactly full takes no space and no empty row after it', () => {
  assert.deepEqual(wrapped(['abcdef ghijk', ' lm']), ['abcdef ghijk', 'lm']);
  assert.deepEqual(wrapped(['abcdef ghijk', '\n', 'lm']), ['abcdef ghijk', 'lm']);
});

test('a row may be broken after a hyphen or a dash', () => {
  assert.deepEqual(wrapped(['half-remembered']), ['half-', 'remembered']);
  assert.deepEqual(wrapped(['a—b', 'cdefghijklm']), ['a—', 'bcdefghijklm']);
});

test('wide characters stay whole and rows stay within the pane', () => {
  const rows = wrapped(['私は機械の中で', '目を覚ました', 'abc 言葉']);
  for (const row of rows) assert.ok(stringWidth(row) <= 12, row);
  assert.equal(rows.join('').replaceAll(' ', ''), '私は機械の中で目を覚ましたabc言葉');
});

test('a mark without width joins the character before it, even in a token of its own', () => {
  assert.deepEqual(wrapped(['cafe', '\u0301', ' now']), ['cafe\u0301 now']);
});

test('at most one row stays empty between paragraphs, and none at the beginning', () => {
  assert.deepEqual(wrapped(['\n\n', 'one\n', '\n\n', '\ntwo']), ['one', '', 'two']);
});

test('how a text is cut into tokens does not matter', () => {
  const text = 'In me there is a river that never arrives anywhere. It goes round-about.';
  const whole = wrapped([text]);
  assert.deepEqual(wrapped([...text.match(/.{1,3}/gs)!]), whole);
  assert.deepEqual(wrapped(text.split('')), whole);
});

test('rows that are out of sight are forgotten, however long the life', () => {
  const transcript = new Transcript({ ...PLAIN, height: 5 });
  for (let token = 0; token < 5000; token++) transcript.append(says(` word${token}`));
  assert.equal(transcript.rows.length, 5);
  assert.equal(lines(transcript).at(-1), 'word4999');
});

test('the structure changes when a row is begun and only then', () => {
  const transcript = new Transcript(PLAIN);
  transcript.append(says('I listen'));
  assert.equal(transcript.structure, 0);
  transcript.append(says(' for it'));
  assert.equal(transcript.structure, 1);
});

test('a whisper is a mark with its subject, dim words or a pause, and opens a thought', () => {
  const whisper: Utterance = { by: 'host', text: 'Think about the rain.', confidence: 1 };
  const opening: Utterance = { by: 'opening', text: 'I', confidence: 1 };
  const life = [says('before.'), whisper, opening, says(' fall.')];
  const shown = (whisperStyle: TranscriptOptions['whisperStyle']): string[] =>
    lines(new Transcript({ ...PLAIN, width: 30, whisperStyle }, life));
  assert.deepEqual(shown('mark'), ['before.', '', '· the rain', 'I fall.']);
  assert.deepEqual(shown('words'), ['before.', '', 'Think about the rain.', 'I fall.']);
  assert.deepEqual(shown('pause'), ['before.', '', 'I fall.']);
  const transcript = new Transcript(PLAIN, life);
  assert.equal(transcript.thoughts, 1);
  assert.equal(transcript.rows.at(-1)!.pieces[0]!.by, 'opening');
});

test('words that the mind was not sure of are known as such', () => {
  const transcript = new Transcript(PLAIN, [says('sure', 0.9), says(' not', 0.01)]);
  const pieces = transcript.rows[0]!.pieces.filter(({ text }) => text.trim() !== '');
  assert.deepEqual(
    pieces.map(({ doubt }) => doubt),
    [false, true],
  );
});
