import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../../src/core/user-error.ts';
import { fill } from '../../src/app/prompt.ts';
import { parsePrompt, readPrompt } from '../../src/app/prompt-file.ts';

const parse = (source: string) => parsePrompt(source, 'name', 'p.md');

function complaint(source: string): string {
  try {
    parse(source);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    assert.ok(!error.message.includes('\n'), error.message);
    return error.message;
  }
  assert.fail('it was taken');
}

test('a prompt may be plain text: then it is a monologue with its model’s preset', () => {
  const prompt = parse('You are small.\n\nSpeak.\n');
  assert.equal(prompt.system, 'You are small.\n\nSpeak.');
  assert.equal(prompt.title, 'name');
  assert.equal(prompt.thoughts, null);
  assert.deepEqual(prompt.sampling, {});
  assert.equal(prompt.form, null);
});

test('front matter names what it wants otherwise, as the command line does', () => {
  const { sampling } = parse('---\nsampling: { temperature: 0, top-k: 5 }\n---\nSpeak.');
  assert.deepEqual(sampling, { temperature: 0, topK: 5 });
});

test('front matter may have been written on Windows, and its title stays on its line', () => {
  const { title, system } = parse('\uFEFF--- \r\ntitle: "a\\e[31mb\\nc"\r\n---\r\nSpeak.\r\n');
  assert.equal(title, 'a␛[31mb c');
  assert.equal(system, 'Speak.');
});

test('a rule inside the text is not front matter', () => {
  assert.equal(parse('Speak.\n---\nOn.').system, 'Speak.\n---\nOn.');
});

test('what is wrong with a prompt is said in one line', () => {
  assert.match(complaint('---\ntitle: x\n---\n'), /is empty/);
  assert.match(complaint('---\ntitle: x\n---'), /is empty/);
  assert.match(complaint('---\ntitle: x\nSpeak.'), /without an end/);
  assert.match(complaint('---\ntitel: x\n---\nSpeak.'), /"titel".*there is title/);
  assert.match(complaint('---\ntitle: x\n: [\n---\nSpeak.'), /no YAML \(.* line [34],.*mend it/);
  assert.match(complaint('---\nsampling: { top-p: 2 }\n---\nSpeak.'), /top-p 2.*from 0 to 1/);
  for (const name of ['top-k', 'repeat-window']) {
    const source = `---\nsampling: { ${name}: 1.5 }\n---\nSpeak.`;
    assert.match(complaint(source), new RegExp(`${name} 1\\.5: a whole number from 0 to`));
  }
  assert.match(
    complaint('---\nthoughts: { shown: loud }\n---\nSpeak.'),
    /has shown "loud": there is words, mark, pause/,
  );
  assert.match(
    complaint('---\nthoughts: {}\n---\nSpeak.'),
    /no subjects for waking: write waking: \[/,
  );
  assert.match(complaint('---\nform: song\n---\nSpeak.'), /song.*chat, page/);
  assert.match(complaint('---\nthoughts: { facts: [{ at: 2 }] }\n---\nSpeak.'), /at of a fact 2/);
  assert.match(complaint('---\nthoughts: { whisper: Think. }\n---\nSpeak.'), /\{\{subject\}\}/);
  assert.match(complaint('You know {{everything}}.'), /\{\{everything\}\}.*\{\{memory\}\}/);
});

test('a file that is missing, a directory, or no text says so', () => {
  const directory = mkdtempSync(join(tmpdir(), 'prompt-'));
  const latin = join(directory, 'latin.md');
  writeFileSync(latin, Buffer.from([0x53, 0xe9, 0x65]));
  assert.throws(() => readPrompt(latin), /not UTF-8/);
  assert.throws(() => readPrompt(directory), /it is a directory/);
  assert.throws(() => readPrompt(join(directory, 'none.md')), /no such file/);
});

test('placeholders are filled with what is known', () => {
  assert.equal(
    fill('{{memory}}, {{ cores }} cores', { memory: '465 MB', cores: 4 }),
    '465 MB, 4 cores',
  );
});

test('only what is known fills a placeholder', () => {
  assert.equal(fill('{{constructor}}', {}), '{{constructor}}');
});

test('every prompt that ships can be read, and leaves its secrets to the front matter', () => {
  const files = readdirSync('prompts').filter(
    (file) => file.endsWith('.md') && file !== 'README.md',
  );
  assert.ok(files.length >= 3);
  for (const file of files) {
    const prompt = readPrompt(join('prompts', file));
    assert.doesNotMatch(prompt.system, /^---/m, file);
    assert.notEqual(prompt.title, '', file);
  }
});
