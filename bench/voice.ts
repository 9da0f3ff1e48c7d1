/**
 * How a mind speaks: whole lives of it, measured, and held against what is
 * wanted of a life.
 *
 *   npm run bench:voice -- [--model-path <file>] [--prompt-file <file>] [--prompt <text>]
 *                          [--lives 20] [--seed 1000] [--set temperature=0.8 --set xtc=0.5 …]
 *                          [--words /usr/share/dict/words] [--training-data <folder>]
 *                          [--print 3] [--json]
 *
 * --set: sampling other than the prompt's, by its names there. --words: one a
 * line (Debian: wamerican). --training-data: .txt and .jsonl files that it must
 * not have by heart. --print: the first lives, unedited. On one core a mind of
 * five megabytes takes ten seconds a life, SmolLM2-135M a minute. Exits with 1
 * where a goal is missed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { begin, beginRaw } from '../src/app/opening.ts';
import { findPrompt } from '../src/app/find-prompt.ts';
import { live } from '../src/app/life.ts';
import { programFile } from '../src/app/program-files.ts';
import { presetFor } from '../src/app/presets.ts';
import { readPrompt, SAMPLING_KEYS } from '../src/app/prompt-file.ts';
import { drawWhispers } from '../src/app/whispers.ts';
import { systemClock } from '../src/core/clock.ts';
import { checkModel } from '../src/engine/check-model.ts';
import { loadLlamaEngine } from '../src/engine/llama-engine.ts';
import * as measure from './measures.ts';

const CONTEXT_SIZE = 2048;

const { values } = parseArgs({
  options: {
    'model-path': { type: 'string' },
    'prompt-file': { type: 'string' },
    prompt: { type: 'string' },
    'training-data': { type: 'string' },
    lives: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1000' },
    set: { type: 'string', multiple: true, default: [] },
    words: { type: 'string', default: '/usr/share/dict/words' },
    print: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
});

/** One life: what was said in it, and what it cost. */
interface Life {
  readonly seed: number;
  readonly thoughts: readonly measure.Thought[];
  readonly promptTokens: number;
  /** Tokens that the host whispered, markup and all. */
  readonly whispered: number;
  /** How often it was turned aside. */
  readonly swerves: number;
  /** Tokens in the window at its end. */
  readonly used: number;
  /** The engine's own time, in milliseconds. */
  readonly ms: number;
}

const modelPath = values['model-path'] ?? embedded();
const facts = checkModel(modelPath);
const prompt =
  values.prompt === undefined ? readPrompt(findPrompt(values['prompt-file'] ?? null)) : null;
const preset = presetFor(facts);
const form = prompt?.form ?? preset.form;
const sampling = { ...preset.sampling, ...prompt?.sampling, ...changes(values.set) };
const dictionary = new Set(readFileSync(values.words, 'utf8').toLowerCase().split('\n'));
const source = values['training-data'] === undefined ? null : runsIn(values['training-data']);
const promptWords = measure.wordsOf(
  [
    prompt?.system ?? values.prompt ?? '',
    ...(prompt?.thoughts?.examples ?? []).map((e) => e.thought),
  ].join('\n'),
);
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

const lives: Life[] = [];
for (let n = 0; n < Number(values.lives); n++) {
  lives.push(await oneLife(Number(values.seed) + n));
  if (n < Number(values.print)) print(lives[n]);
}
process.exitCode = report() ? 0 : 1;
await engine.dispose();

async function oneLife(seed: number): Promise<Life> {
  const knowledge = { memory: '512 MB', cores: 4, context: CONTEXT_SIZE, life: 1 };
  const { opening, whispers } =
    prompt === null
      ? await beginRaw(engine, values.prompt ?? '', CONTEXT_SIZE)
      : await begin(engine, prompt, form, knowledge, CONTEXT_SIZE);
  const events = live({
    born: {
      life: 1,
      model: facts.name,
      modelSource: 'a bench',
      contextSize: CONTEXT_SIZE,
      seed,
      prompt: prompt?.title ?? '--prompt',
      whisperStyle: 'mark',
      opening: '',
      memory: 0,
    },
    mind: await engine.conceive(opening, sampling, seed),
    whispers: whispers && prompt?.thoughts ? drawWhispers(prompt.thoughts, form, seed) : null,
    thoughtLimit: prompt?.thoughts?.limit ?? Infinity,
    thoughtLeast: Number(process.env['LEAST'] ?? prompt?.thoughts?.least ?? 0),
    swerve: true,
    maxTokens: Infinity,
    pace: Infinity,
    clock: systemClock,
    vitals: () => Promise.resolve({ rss: 0, cpu: 0, temperature: null, available: 0 }),
    signal: new AbortController().signal,
  });
  const thoughts: {
    whisper: string;
    opening: string;
    act: string;
    text: string;
    tokens: string[];
  }[] = [];
  const life = { swerves: 0, promptTokens: 0, whispered: 0, used: 0, ms: 0 };
  let act = 'waking';
  for await (const event of events) {
    switch (event.type) {
      case 'born':
        life.promptTokens = event.promptTokens;
        break;
      case 'act':
        act = event.act;
        break;
      case 'whisper':
        thoughts.push({
          whisper: event.text,
          opening: event.opening,
          act,
          text: event.opening,
          tokens: [],
        });
        life.whispered += event.tokens;
        break;
      case 'token': {
        let thought = thoughts.at(-1);
        if (thought === undefined)
          thoughts.push((thought = { whisper: '', opening: '', act, text: '', tokens: [] }));
        thought.text += event.text;
        thought.tokens.push(event.text);
        life.ms += event.ms;
        break;
      }
      case 'died':
        if (event.cause !== 'context')
          throw new Error(`died of ${event.cause}: ${event.message ?? ''}`);
        life.used = event.used;
        break;
      case 'swerve':
        life.swerves++;
        break;
      case 'reading':
      case 'vitals':
    }
  }
  return { seed, thoughts, ...life };
}

/** What is measured of one life. */
function measured({ thoughts, promptTokens, whispered, swerves, used, ms, seed }: Life) {
  const text = thoughts.map((thought) => thought.text).join('\n');
  const hostWords = measure.wordsOf(
    thoughts.map((t) => `${t.whisper} ${t.opening}`).join(' '),
  ).length;
  const words = measure.wordsOf(text);
  const tokens = thoughts.flatMap((thought) => thought.tokens);
  const sentences = measure.sentencesOf(text);
  const marks = Object.entries(measure.MARKS).filter(([, mark]) => mark.test(text));
  return {
    seed,
    words: words.length,
    thoughts: thoughts.length,
    loop: measure.loop(tokens, words),
    swerves,
    stuck: measure.stuckRecord(tokens),
    distinct: [1, 2, 3, 4].map((n) => measure.distinct(words, n)),
    known: measure.shareOfWords(words, dictionary),
    unknown: [...new Set(words.filter((word) => measure.shareOfWords([word], dictionary) === 0))],
    first: measure.windowsOf('first', words),
    second: measure.windowsOf('second', words),
    third: measure.windowsOf('third', words, 3),
    marks: marks.map(([name]) => name),
    dialogue: thoughts.filter((thought) => measure.DIALOGUE.test(thought.text)).length,
    echoOfPrompt: measure.longestEcho(words, promptWords),
    echoOfItself: measure.longestRepetition(words),
    sentences: sentences.length,
    saidTwice: measure.shareOfRepeats(sentences),
    host: hostWords / (hostWords + words.length),
    hostTokens: whispered / (used - promptTokens),
    copied: source === null ? null : measure.copied(text, source),
    tokensPerSecond: (tokens.length * 1000) / ms,
  };
}

/** @returns whether every goal is met */
function report(): boolean {
  const each = lives.map(measured);
  const whispered = lives.flatMap((life) => life.thoughts).filter(({ whisper }) => whisper !== '');
  const about = measure.relevance(whispered);
  const acts = measure.tellsApart(
    lives.map((life) => life.thoughts),
    'waking',
    'dread',
  );
  type One = (typeof each)[number];
  const mean = (of: (life: One) => number): number =>
    each.reduce((sum, life) => sum + of(life), 0) / each.length;
  const least = (of: (life: One) => number): number => Math.min(...each.map(of));
  const most = (of: (life: One) => number): number => Math.max(...each.map(of));
  const lengthOf = (run: string): number => measure.wordsOf(run).length;

  const goals: [name: string, value: string, goal: string, met: boolean][] = [];
  const goal = (name: string, value: string, wanted: string, met: boolean): void => {
    goals.push([name, value, wanted, met]);
  };
  const loops = each.filter((life) => life.loop !== null);
  goal('lives with a loop', String(loops.length), '0', loops.length === 0);
  const distinct = least((life) => life.distinct[3] ?? 0);
  goal('distinct 4-grams, worst life', distinct.toFixed(3), '≥ 0.95', distinct >= 0.95);
  const known = least((life) => life.known);
  goal('words that are words, worst life', percent(known), '≥ 99 %', known >= 0.99);
  const first = mean((life) => life.first);
  goal('windows of 100 words with "I"', percent(first), '≥ 85 %', first >= 0.85);
  const second = mean((life) => life.second);
  goal('windows of 100 words with "you"', percent(second), '≤ 15 %', second <= 0.15);
  const marked = each.filter((life) => life.marks.length > 0);
  goal('lives with marks of chat or web', String(marked.length), '0', marked.length === 0);
  const echo = most((life) => lengthOf(life.echoOfPrompt));
  goal('longest echo of the prompt, words', String(echo), '≤ 8', echo <= 8);
  const twice = most((life) => life.saidTwice);
  goal('sentences said twice, worst life', percent(twice), '≤ 2 %', twice <= 0.02);
  const host = most((life) => life.host);
  goal('words that are the host’s, worst life', percent(host), '≤ 12 %', host <= 0.12);
  if (prompt?.thoughts)
    goal('first act told from last (chance: 50 %)', percent(acts), '≥ 60 %', acts >= 0.6);
  const met = goals.every(([, , , is]) => is);

  if (values.json) {
    console.log(
      JSON.stringify({
        model: facts.name,
        prompt: prompt?.title ?? '--prompt',
        sampling,
        about,
        acts,
        met,
        lives: each,
      }),
    );
    return met;
  }
  const row = (name: string, value: string, rest = ''): void => {
    console.log(`${name.padEnd(42)} ${value.padEnd(9)} ${rest}`.trimEnd());
  };
  console.log(
    `${facts.name}, ${prompt?.title ?? '--prompt'}, ${each.length} lives of ${CONTEXT_SIZE} tokens`,
  );
  for (const [name, value, wanted, is] of goals)
    row(name, value, `${is ? 'met   ' : 'MISSED'} ${wanted}`);
  row(
    'thoughts, words a life',
    `${mean((l) => l.thoughts).toFixed(1)}, ${Math.round(mean((l) => l.words))}`,
  );
  row(
    'distinct 1-, 2-, 3-, 4-grams',
    [0, 1, 2, 3].map((n) => mean((l) => l.distinct[n] ?? 0).toFixed(2)).join(' '),
  );
  row('swerves a life', mean((l) => l.swerves).toFixed(2));
  row('tokens that the host whispered', percent(mean((l) => l.hostTokens)));
  row('windows with three of he, she, his …', percent(mean((l) => l.third)));
  row('thoughts with dialogue', String(each.reduce((sum, l) => sum + l.dialogue, 0)));
  row('thoughts with a word of their subject', percent(about.own));
  row('  with a word of another’s subject', percent(about.shuffled));
  row(
    '4–12 tokens three times in a row, lives',
    String(each.filter((l) => l.stuck !== null).length),
  );
  row('longest repetition of its own, words', String(most((l) => lengthOf(l.echoOfItself))));
  if (source !== null)
    row('sentences with 13 words of the training data', percent(mean((l) => l.copied ?? 0)));
  row('tokens a second, one thread', mean((l) => l.tokensPerSecond).toFixed(1));
  for (const life of loops) console.log(`  seed ${life.seed} loops: ${JSON.stringify(life.loop)}`);
  for (const life of marked) console.log(`  seed ${life.seed}: ${life.marks.join(', ')}`);
  if (echo > 8)
    for (const life of each)
      if (lengthOf(life.echoOfPrompt) > 8)
        console.log(`  seed ${life.seed} echoes: ${life.echoOfPrompt}`);
  return met;
}

function print(life: Life | undefined): void {
  console.log(`\n# Seed ${life?.seed ?? ''}\n`);
  for (const { whisper, text } of life?.thoughts ?? [])
    console.log(`> ${whisper}\n\n${text.trim()}\n`);
}

/** "temperature=0.7" and the like. */
function changes(settings: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    settings.map((setting) => {
      const [name = '', value = ''] = setting.split('=');
      const known = SAMPLING_KEYS[name];
      if (known === undefined) throw new Error(`no such sampling: ${name}`);
      return [known.key, Number(value)];
    }),
  );
}

function runsIn(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const found = new Set<string>();
  for (const file of files.filter((name) => /\.(txt|jsonl)$/.test(name))) {
    const text = readFileSync(join(folder, file), 'utf8');
    const pieces = file.endsWith('.txt') ? [text] : text.split('\n');
    for (const piece of pieces)
      for (const run of measure.runs(measure.wordsOf(piece), 13)) found.add(run);
  }
  return found;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function embedded(): string {
  const folder = programFile('models');
  const file = readdirSync(folder).find((name) => name.endsWith('.gguf')) ?? '';
  return join(folder, file);
}
