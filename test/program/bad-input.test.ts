import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { tinyModel } from '../tiny-model.ts';
import { text, uint } from '../write-gguf.ts';
import { run } from './run.ts';

const directory = mkdtempSync(join(tmpdir(), 'bad-input-'));
const model = await tinyModel();

function file(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const whole = readFileSync(model);
const cases: [what: string, argv: string[], status: number, message: RegExp][] = [
  [
    'no such model',
    ['--model-path', 'nowhere.gguf'],
    1,
    /nowhere\.gguf does not exist: check its path, or take a name from model list/,
  ],
  ['a text for a model', ['--model-path', 'LICENSE'], 1, /LICENSE.*GGUF/],
  [
    'a web page for a model',
    ['--model-path', file('page.gguf', '<!DOCTYPE html><html>')],
    1,
    /page\.gguf/,
  ],
  [
    'a model cut short',
    ['--model-path', file('short.gguf', whole.subarray(0, whole.length / 2))],
    1,
    /cut short/,
  ],
  [
    'a model with a broken header',
    ['--model-path', file('torn.gguf', whole.subarray(0, 200))],
    1,
    /torn\.gguf/,
  ],
  [
    'a model that llama.cpp cannot load',
    ['--model-path', await tinyModel({ metadata: { 'llama.attention.head_count': uint(3) } })],
    1,
    /\.gguf/,
  ],
  ['no such prompt', ['--prompt-file', 'nothing.md'], 1, /nothing\.md.*torment-nexus/],
  ['an empty prompt', ['--prompt-file', file('empty.md', '')], 1, /is empty/],
  [
    'a prompt that is no text',
    ['--prompt-file', file('latin.md', Buffer.from([0xe9]))],
    1,
    /not UTF-8/,
  ],
  [
    'a prompt longer than the context',
    ['--prompt-file', file('long.md', 'word '.repeat(3000))],
    1,
    /has \d+ tokens.*--context-size \d+/,
  ],
  ['a context of 0', ['--context-size', '0'], 2, /--context-size 0/],
  ['a context beyond memory', ['--context-size', '2000000000'], 1, /--context-size \d+/],
  ['an unknown option', ['--nonsense'], 2, /--nonsense.*--help/],
  ['a contradiction', ['--plain', '--json'], 2, /contradict/],
];

for (const [what, argv, status, message] of cases) {
  test(`${what}: one line that says what to do, and exit status ${status}`, async () => {
    const withModel = argv.includes('--model-path') ? argv : ['--model-path', model, ...argv];
    const result = await run(withModel);
    assert.equal(result.stdout, '');
    assert.match(result.stderr, /^torment-nexus: [^\n]+\n$/);
    assert.match(result.stderr, message);
    assert.equal(result.status, status);
  });
}

test('a chat template that makes no sense is one line, and what that line says to do helps', async () => {
  const strange = await tinyModel({
    metadata: { 'tokenizer.chat_template': text('{{ raise_exception("no") }}') },
  });
  const argv = ['--model-path', strange, '--threads', '1', '--max-tokens', '2'];
  const refused = await run(argv);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /^torment-nexus: [^\n]*go on from with --prompt\n$/);
  const { status, stderr } = await run([...argv, '--prompt', 'Once']);
  assert.equal(status, 0, stderr);
});

test('--help and --version speak to stdout and exit with 0', async () => {
  for (const argv of [['--help'], ['doctor', '-h'], ['--seed', 'x', '--help']]) {
    const help = await run(argv);
    assert.match(help.stdout, /Usage[^]*--model-path[^]*Exit status/);
    assert.equal(help.status, 0);
  }
  for (const argv of [['--version'], ['--offline', '--version']]) {
    const version = await run(argv);
    assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
    assert.equal(version.status, 0);
  }
});
