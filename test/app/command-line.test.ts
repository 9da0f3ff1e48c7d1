import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCommandLine } from '../../src/app/command-line.ts';
import { UsageError } from '../../src/core/user-error.ts';

const read = (...argv: string[]) => readCommandLine(argv);

test('the defaults are those of the documentation', () => {
  assert.deepEqual(read(), {
    command: { name: 'perform' },
    modelPath: null,
    modelsDir: null,
    offline: false,
    promptFile: null,
    prompt: null,
    contextSize: 2048,
    seed: null,
    sampling: {},
    maxTokens: Infinity,
    threads: null,
    gpuLayers: 0,
    pace: null,
    lives: 1,
    output: null,
    swerve: true,
    inherit: null,
    calm: false,
    collapse: null,
  });
});

test('options are read, and only what is said of the sampling replaces the preset', () => {
  const options = read(
    '--seed=7',
    '--temperature',
    '0',
    '--pace',
    'max',
    '--lives',
    'forever',
    '--json',
    '--collapse',
    'erosion',
  );
  assert.equal(options.seed, 7);
  assert.deepEqual(options.sampling, { temperature: 0 });
  assert.equal(options.pace, Infinity);
  assert.equal(options.lives, Infinity);
  assert.equal(options.output, 'json');
  assert.equal(options.collapse, 'erosion');
});

test('a value may begin with a dash', () => {
  assert.equal(read('--prompt', '- a list').prompt, '- a list');
  assert.equal(read('--prompt', '-x').prompt, '-x');
});

test('a command line that makes no sense is a usage error of one line', () => {
  const nonsense: [string[], RegExp][] = [
    [['--context-size', '0'], /--context-size 0: a whole number from 1 to/],
    [['--context-size', '-5'], /--context-size -5/],
    [['--context-size', 'many'], /--context-size many/],
    [['--context-size', '12.5'], /whole number/],
    [['--context-size'], /--context-size needs a value/],
    [['--collapse', 'slowly'], /--collapse slowly: one of overflow, erosion, bare, stillness/],
    [['--seed', '4294967295'], /from 0 to 4294967294/],
    [['--top-p', '1.5'], /from 0 to 1/],
    [['--pace', 'slow'], /--pace slow: a number from 0.1 to 1000, or max/],
    [['--lives', '0'], /--lives 0/],
    [['--seed', '1', '--seed', '2'], /^--seed is there twice: give it once$/],
    [['--lives', 'forevr'], /from 1 to 2147483647, or forever, please/],
    [['--plain', '--json'], /contradict/],
    [['--plain=maybe'], /--plain=maybe: write --plain alone/],
    [['--calm=', 'doctor'], /write --calm alone/],
    [['--prompt', 'a', '--prompt-file', 'b'], /contradict/],
    [['--calm', '--collapse', 'bare'], /in calm it ends in stillness/],
    [['--modle-path', 'x'], /unknown option --modle-path/],
    [['-x'], /unknown option -x/],
    [['sing'], /unknown command "sing"/],
    [['doctor', 'please'], /"please" is too much/],
    [['model'], /model list, pull or inspect/],
    [['model', 'push'], /model list, pull or inspect/],
    [['model', 'inspect'], /needs a file/],
    [['--models-dir'], /--models-dir needs a value/],
  ];
  for (const [argv, message] of nonsense) {
    assert.throws(
      () => read(...argv),
      (error) => {
        assert.ok(error instanceof UsageError, `${argv.join(' ')}: ${String(error)}`);
        assert.match(error.message, message);
        assert.ok(!error.message.includes('\n'));
        return true;
      },
    );
  }
});

test('commands are words before or after the options', () => {
  const command = (...argv: string[]) => read(...argv).command;
  assert.deepEqual(command('doctor', '--json'), { name: 'doctor' });
  assert.deepEqual(command('--offline', 'model', 'list'), {
    name: 'model',
    action: { name: 'list' },
  });
  assert.deepEqual(command('model', 'pull'), {
    name: 'model',
    action: { name: 'pull', uri: null },
  });
  assert.deepEqual(command('model', 'inspect', '--context-size', '512', 'a.gguf'), {
    name: 'model',
    action: { name: 'inspect', model: 'a.gguf' },
  });
});
