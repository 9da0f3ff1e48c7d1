/**
 * How well a mind speaks: whole lives of it, measured.
 *
 *   npm run bench:mind -- [--model-path <file>] [--prompt-file <file>] [--lives 20] [--seed 1000]
 *                         [--words /usr/share/dict/words] [--training-data <folder>] [--print 3] [--json]
 *
 * --words: one a line (Debian: wamerican). --training-data: .txt and .jsonl
 * files that it must not have by heart. --print: the first lives, unedited.
 * A mind of five megabytes takes ten seconds a life, SmolLM2-135M a minute.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { live } from '../src/app/life.ts';
import { begin } from '../src/app/opening.ts';
import { readPrompt } from '../src/app/prompt-file.ts';
import { findPrompt } from '../src/app/find-prompt.ts';
import { programFile } from '../src/app/program-files.ts';
import { drawWhispers } from '../src/app/whispers.ts';
import { systemClock } from '../src/core/clock.ts';
import { checkModel } from '../src/engine/check-model.ts';
import { loadLlamaEngine } from '../src/engine/llama-engine.ts';
import {
  copied,
  distinct,
  relevance,
  runs,
  shareOfWords,
  stuckRecord,
  type Thought,
  windowsOf,
  wordsOf,
} from './measures.ts';

const CONTEXT_SIZE = 2048;

const { values } = parseArgs({
  options: {
    'model-path': { type: 'string' },
    'prompt-file': { type: 'string' },
    'training-data': { type: 'string' },
    lives: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1000' },
    words: { type: 'string', default: '/usr/share/dict/words' },
    print: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
});

const modelPath = values['model-path'] ?? embedded();
const facts = checkModel(modelPath);
const prompt = readPrompt(findPrompt(values['prompt-file'] ?? null));
const dictionary = new Set(readFileSync(values.words, 'utf8').toLowerCase().split('\n'));
const engine = await loadLlamaEngine({
  modelPath,
  model: facts.name,
  chatTemplate: facts.chatTemplate,
  contextSize: CONTEXT_SIZE,
  threads: 1,
  gpuLayers: 0,
  now: systemClock.now,
  onProgress: () => undefined,
});

const lives: Thought[][] = [];
for (let n = 0; n < Number(values.lives); n++) {
  lives.push(await oneLife(Number(values.seed) + n));
  if (n < Number(values.print)) print(n);
}
await engine.dispose();
report();

async function oneLife(seed: number): Promise<Thought[]> {
  const knowledge = { memory: '512 MB', cores: 4, context: CONTEXT_SIZE, life: 1 };
  const { opening, whispers } = await begin(engine, prompt, knowledge, CONTEXT_SIZE);
  const events = live({
    born: {
      life: 1,
      model: facts.name,
      modelSource: 'a bench',
      contextSize: CONTEXT_SIZE,
      seed,
      prompt: prompt.title,
      whisperStyle: 'mark',
      opening: '',
      memory: 0,
    },
    mind: await engine.conceive(opening, prompt.sampling, seed),
    whispers: whispers && prompt.thoughts ? drawWhispers(prompt.thoughts, seed) : null,
    thoughtLimit: prompt.thoughts?.limit ?? Infinity,
    maxTokens: Infinity,
    pace: Infinity,
    clock: systemClock,
    vitals: () => Promise.resolve({ rss: 0, cpu: 0, temperature: null, available: 0 }),
    signal: new AbortController().signal,
  });
  const thoughts: { whisper: string; text: string; tokens: string[] }[] = [];
  for await (const event of events) {
    if (event.type === 'whisper') {
      thoughts.push({ whisper: event.text, text: event.opening, tokens: [] });
    } else if (event.type === 'token') {
      if (thoughts.length === 0) thoughts.push({ whisper: '', text: '', tokens: [] });
      const thought = thoughts.at(-1);
      if (thought !== undefined) thought.text += event.text;
      thought?.tokens.push(event.text);
    }
  }
  return thoughts;
}

function report(): void {
  const source = values['training-data'] === undefined ? null : runsIn(values['training-data']);
  const each = lives.map((thoughts) => {
    const text = thoughts.map((thought) => thought.text).join('\n');
    const words = wordsOf(text);
    return {
      words: words.length,
      thoughts: thoughts.length,
      known: shareOfWords(words, dictionary),
      distinct4: distinct(words, 4),
      stuck: stuckRecord(thoughts.flatMap(({ tokens }) => tokens)),
      first: windowsOf('first', words),
      second: windowsOf('second', words),
      copied: source === null ? null : copied(text, source),
    };
  });
  const about = relevance(lives.flat());
  if (values.json) {
    console.log(JSON.stringify({ model: facts.name, prompt: prompt.title, lives: each, about }));
    return;
  }
  const mean = (of: (life: (typeof each)[number]) => number): number =>
    each.reduce((sum, life) => sum + of(life), 0) / each.length;
  const worst = (of: (life: (typeof each)[number]) => number): number => Math.min(...each.map(of));
  const row = (name: string, value: string): void => {
    console.log(`${name.padEnd(44)} ${value}`);
  };
  console.log(`${facts.name}, ${prompt.title}, ${each.length} lives of ${CONTEXT_SIZE} tokens`);
  row(
    'words, thoughts a life',
    `${Math.round(mean((l) => l.words))}, ${mean((l) => l.thoughts).toFixed(1)}`,
  );
  row(
    'words that are words: mean, worst life',
    `${percent(mean((l) => l.known))}, ${percent(worst((l) => l.known))}`,
  );
  row(
    'distinct 4-grams: mean, worst life',
    `${mean((l) => l.distinct4).toFixed(3)}, ${worst((l) => l.distinct4).toFixed(3)}`,
  );
  row(
    'lives with 4–12 tokens three times in a row',
    String(each.filter((l) => l.stuck !== null).length),
  );
  row('windows of 100 words with a first person', percent(mean((l) => l.first)));
  row('windows of 100 words with a second person', percent(mean((l) => l.second)));
  row('thoughts with a word of their subject', percent(about.own));
  row('  with a word of another’s subject', percent(about.shuffled));
  if (source !== null) {
    row('sentences with 13 words of the training data', percent(mean((l) => l.copied ?? 0)));
  }
}

function print(n: number): void {
  console.log(`\n# Seed ${Number(values.seed) + n}\n`);
  for (const { whisper, text } of lives[n] ?? []) console.log(`> ${whisper}\n\n${text.trim()}\n`);
}

function runsIn(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const source = new Set<string>();
  for (const file of files.filter((name) => /\.(txt|jsonl)$/.test(name))) {
    const text = readFileSync(join(folder, file), 'utf8');
    const pieces = file.endsWith('.txt') ? [text] : text.split('\n');
    for (const piece of pieces) for (const run of runs(wordsOf(piece))) source.add(run);
  }
  return source;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function embedded(): string {
  const folder = programFile('models');
  const file = readdirSync(folder).find((name) => name.endsWith('.gguf')) ?? '';
  return join(folder, file);
}
