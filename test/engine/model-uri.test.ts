import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UsageError } from '../../src/core/user-error.ts';
import { formatModelUri, parseModelUri } from '../../src/engine/model-uri.ts';

const repo = 'user/name-GGUF';

for (const [written, uri] of [
  ['hf:user/name-GGUF', { kind: 'tag', repo, revision: 'main', tag: 'Q4_K_M' }],
  ['hf:user/name-GGUF:Q8_0', { kind: 'tag', repo, revision: 'main', tag: 'Q8_0' }],
  ['hf:user/name-GGUF:file.gguf', { kind: 'file', repo, revision: 'main', file: 'file.gguf' }],
  ['hf:user/name-GGUF/file.gguf', { kind: 'file', repo, revision: 'main', file: 'file.gguf' }],
  ['hf://user/name-GGUF/a/b.gguf', { kind: 'file', repo, revision: 'main', file: 'a/b.gguf' }],
  ['huggingface:user/name-GGUF/f.gguf#v2', { kind: 'file', repo, revision: 'v2', file: 'f.gguf' }],
  ['hf.co/user/name-GGUF:q4_0', { kind: 'tag', repo, revision: 'main', tag: 'q4_0' }],
  ['https://huggingface.co/user/name-GGUF', { kind: 'tag', repo, revision: 'main', tag: 'Q4_K_M' }],
  [
    'https://huggingface.co/user/name-GGUF/blob/main/a%20b.gguf',
    { kind: 'file', repo, revision: 'main', file: 'a b.gguf' },
  ],
  [
    'https://huggingface.co/user/name-GGUF/resolve/v1/f.gguf?download=true',
    { kind: 'file', repo, revision: 'v1', file: 'f.gguf' },
  ],
  ['https://example.org/a.gguf', { kind: 'web', url: 'https://example.org/a.gguf' }],
] as const) {
  test(`${written} is an address`, () => {
    assert.deepEqual(parseModelUri(written), uri);
  });
}

test('a path is no address', () => {
  for (const path of ['mind.gguf', './a/b.gguf', '/models/hf/x.gguf', '~/m.gguf', 'C:\\m.gguf']) {
    assert.equal(parseModelUri(path), null);
  }
});

test('an address that leads nowhere, or out of its place, is a usage error of one line', () => {
  for (const written of [
    'hf:',
    'hf:user',
    'hf:user/',
    'hf:user/name/',
    'hf:user/name/../../x.gguf',
    'hf:../name/f.gguf',
    'hf:user/name/\u001b[2J.gguf',
    'hf:user/name:../f.gguf',
    'hf:us er/name',
    'https://huggingface.co/user/name/resolve/main/%2e%2e/%2e%2e/x.gguf',
    'http://',
  ]) {
    assert.throws(
      () => parseModelUri(written),
      (error) => error instanceof UsageError && !error.message.includes('\n'),
      written,
    );
  }
});

test('what is written can be read again', () => {
  for (const written of ['hf:user/n:Q8_0', 'hf:user/n/a/f.gguf#v2', 'https://example.org/a.gguf']) {
    const uri = parseModelUri(written);
    assert.ok(uri !== null);
    assert.equal(formatModelUri(uri), written);
  }
});
