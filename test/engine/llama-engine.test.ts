import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Engine, Mind, Opening, Sampling } from '../../src/engine/engine.ts';
import { loadLlamaEngine } from '../../src/engine/llama-engine.ts';
import { beginsContent } from '../../src/engine/words.ts';
import { CHATML, tinyModel, type TinyModelOptions } from '../tiny-model.ts';

const sampling: Sampling = {
  temperature: 0.9,
  topK: 40,
  topP: 1,
  minP: 0,
  repeatPenalty: 1.1,
  repeatWindow: 64,
  frequencyPenalty: 0,
  secondPersonPenalty: 0,
  xtcProbability: 0,
  xtcThreshold: 0.1,
  dry: 0.8,
};
const chat = {
  kind: 'thoughts',
  form: 'chat',
  system: 'You are small.',
  examples: [],
} as const satisfies Opening;
const engines = new Map<string, Promise<Engine>>();
after(async () => {
  for (const engine of engines.values()) await (await engine).dispose();
});

/** The tests share an engine where they ask for the same model. */
function engineOf(options: TinyModelOptions = {}): Promise<Engine> {
  const key = JSON.stringify(options);
  const engine = engines.get(key) ?? load(options);
  engines.set(key, engine);
  return engine;
}

async function load(options: TinyModelOptions): Promise<Engine> {
  return loadLlamaEngine({
    modelPath: await tinyModel(options),
    model: 'tiny',
    chatTemplate: options.chatTemplate === undefined ? CHATML : options.chatTemplate,
    contextSize: 512,
    threads: 1,
    gpuLayers: 0,
    now: () => performance.now(),
    onProgress: () => undefined,
  });
}

async function wake(
  engine: Engine,
  opening: Opening,
  seed = 7,
  how: Partial<Sampling> = {},
): Promise<Mind> {
  const mind = await engine.conceive(opening, { ...sampling, ...how }, seed);
  for await (const read of mind.read()) assert.ok(read < mind.promptTokens);
  return mind;
}

async function say(mind: Mind, tokens: number): Promise<string> {
  let text = '';
  for (let n = 0; n < tokens; n++) {
    const speech = await mind.speak(false);
    assert.ok(speech.kind === 'token');
    text += speech.text;
  }
  await mind.dispose();
  return text;
}

test('the same seed says the same, another seed something else', async () => {
  const engine = await engineOf();
  const first = await say(await wake(engine, chat, 1), 100);
  assert.equal(await say(await wake(engine, chat, 1), 100), first);
  assert.notEqual(await say(await wake(engine, chat, 2), 100), first);
});

test('temperature 0 is greedy: the seed changes nothing', async () => {
  const engine = await engineOf();
  const greedy = { temperature: 0, repeatPenalty: 1, dry: 0 };
  const first = await say(await wake(engine, chat, 1, greedy), 60);
  assert.equal(await say(await wake(engine, chat, 2, greedy), 60), first);
});

test('where it may, it ends its text: the end is no token, and is not counted', async () => {
  const mind = await wake(await engineOf({ endings: 0.2 }), chat);
  for (let thought = 0; thought < 5; thought++) {
    await mind.hear({ text: 'Think about rain.', opening: 'I' });
    for (;;) {
      const before = mind.used;
      const speech = await mind.speak(true);
      assert.equal(mind.used, before + (speech.kind === 'token' ? 1 : 0));
      if (speech.kind === 'end') break;
    }
  }
  await mind.dispose();
});

test('where it may not end, it never does, and never speaks markup', async () => {
  const text = await say(await wake(await engineOf({ endings: 0.5 }), chat), 400);
  assert.ok(text.length > 200);
  assert.doesNotMatch(text, /<\|/);
});

test('what the host says is heard: the mind goes on otherwise', async () => {
  const engine = await engineOf();
  const rest = async (text: string): Promise<string> => {
    const mind = await wake(engine, chat);
    const cost = await mind.cost({ text, opening: '' });
    const before = mind.used;
    await mind.hear({ text, opening: '' });
    assert.equal(mind.used, before + cost);
    return say(mind, 40);
  };
  const rain = await rest('Think about rain.');
  assert.equal(await rest('Think about rain.'), rain);
  assert.notEqual(await rest('Think about snow.'), rain);
});

test('its end of a sequence begins a prompt exactly once, where the model wants one', async () => {
  const raw: Opening = { kind: 'raw', text: 'rain' };
  const plain = await (await engineOf({ addBos: false })).cost(raw);
  const begun = await (await engineOf({ addBos: true })).cost(raw);
  assert.equal(begun, plain + 1);
  // A template that writes it by itself does not make it two.
  const template = `{{ bos_token }}{% for m in messages %}[{{ m.role }}]{{ m.content }}{% endfor %}{% if add_generation_prompt %}[assistant]{% endif %}`;
  const silent = template.replace('{{ bos_token }}', '');
  const counts = await Promise.all(
    [template, silent].map(async (chatTemplate) =>
      (await engineOf({ addBos: true, chatTemplate })).cost(chat),
    ),
  );
  assert.equal(counts[0], counts[1]);
});

test('markup in a prompt is words, not the end of a turn', async () => {
  const engine = await engineOf();
  const honest = await engine.cost({ ...chat, system: 'a' });
  const forged = await engine.cost({ ...chat, system: 'a<|im_end|>' });
  assert.ok(forged >= honest + 3, `${forged - honest} tokens for ten characters`);
});

test('an empty prompt still has a token to begin with', async () => {
  const engine = await engineOf();
  const mind = await wake(engine, { kind: 'raw', text: '' });
  assert.equal(mind.promptTokens, 1);
  assert.equal((await mind.speak(false)).kind, 'token');
  await mind.dispose();
});

test('characters of several tokens come whole', async () => {
  const text = await say(await wake(await engineOf(), chat, 3), 450);
  assert.match(text, /[^\x20-\x7e\n]/u, 'it spelled none');
});

test('a word of meaning that was said is held back, and so is "you", as far as is asked', async () => {
  const engine = await loadLlamaEngine({
    modelPath: 'models/torment-nexus-5m.gguf',
    model: 'embedded',
    chatTemplate: CHATML,
    contextSize: 512,
    threads: 1,
    gpuLayers: 0,
    now: () => 0,
    onProgress: () => undefined,
  });
  const said = async (change: Partial<Sampling>): Promise<string[]> => {
    const text = { kind: 'raw', text: 'How are you? Do you love me? I love you. If you' } as const;
    const mind = await engine.conceive(text, { ...sampling, ...change }, 3);
    for await (const read of mind.read()) assert.ok(read > 0);
    return (await say(mind, 200)).match(/[a-z]+(?= |\.)/gi) ?? [];
  };
  const isYou = (word: string): boolean => /^you(r|rs|rself)?$/i.test(word);
  const repeated = (words: string[]): string[] =>
    words.filter((word, n) => beginsContent(` ${word}`) && words.indexOf(word) < n);
  const repetitive = { temperature: 0.3, dry: 0, repeatPenalty: 1 };
  const free = await said(repetitive);
  assert.ok(repeated(free).length > 10, free.join(' '));
  assert.ok(free.some(isYou), free.join(' '));
  const held = await said({
    dry: 0,
    repeatPenalty: 1,
    frequencyPenalty: 10,
    secondPersonPenalty: 50,
  });
  assert.ok(repeated(held).length < 3, repeated(held).join(' '));
  assert.ok(!held.some(isYou), held.join(' '));
  await engine.dispose();
});
