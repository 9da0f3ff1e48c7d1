import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'yaml';
import { UserError } from '../core/user-error.ts';
import { oneLine } from '../core/visible.ts';
import type { Sampling } from '../engine/engine.ts';
import { type ByAct, MINDS, PLACEHOLDER, type Prompt, type Thoughts } from './prompt.ts';

/** Names in the front matter, which are those of the command line, and what they set. */
export const SAMPLING_KEYS: Readonly<Record<string, Range & { key: keyof Sampling }>> = {
  temperature: { key: 'temperature', min: 0, max: 10 },
  'top-k': { key: 'topK', min: 0, max: 1_000_000, integer: true },
  'top-p': { key: 'topP', min: 0, max: 1 },
  'min-p': { key: 'minP', min: 0, max: 1 },
  'repeat-penalty': { key: 'repeatPenalty', min: 0.01, max: 10 },
  'repeat-window': { key: 'repeatWindow', min: 0, max: 1_000_000, integer: true },
  'frequency-penalty': { key: 'frequencyPenalty', min: 0, max: 10 },
  'second-person-penalty': { key: 'secondPersonPenalty', min: 0, max: 100 },
  'xtc-probability': { key: 'xtcProbability', min: 0, max: 1 },
  'xtc-threshold': { key: 'xtcThreshold', min: 0, max: 0.5 },
  dry: { key: 'dry', min: 0, max: 10 },
};

interface Range {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

/** Tokens of a thought. */
const TOKENS = { max: 1_000_000, integer: true };

const KEYS = ['title', 'minds', 'sampling', 'form', 'speech', 'thoughts'];
const FORMS = ['chat', 'page'] as const;
const STYLES = ['words', 'mark', 'pause'] as const;
const THOUGHTS_KEYS = [
  'whisper',
  'heading',
  'shown',
  'openings',
  'least',
  'limit',
  'examples',
  'subjects',
  'facts',
];
const ACT_KEYS = ['waking', 'thinking', 'unease', 'dread'] as const;
const KNOWLEDGE = ['memory', 'cores', 'context', 'life'];

/**
 * Reads a prompt: Markdown with front matter.
 *
 * @throws UserError when it is missing, empty, not UTF-8, or says something that cannot be
 */
export function readPrompt(path: string): Prompt {
  return parsePrompt(readUtf8(path), basename(path).replace(/\.md$/, ''), path);
}

/** @throws UserError that begins with `path` */
export function parsePrompt(source: string, name: string, path: string): Prompt {
  const fail = (what: string): never => {
    throw new UserError(`the prompt ${path} ${what}`);
  };
  const begins = /^\uFEFF?---[ \t]*\r?\n/.exec(source);
  const ends = begins === null ? null : /^---[ \t]*$/m.exec(source.slice(begins[0].length));
  if (begins !== null && ends === null) fail('has front matter without an end: close it with ---');
  const from = begins?.[0].length ?? 0;
  const yaml = source.slice(from, from + (ends?.index ?? 0));
  const text = ends === null ? source : source.slice(from + ends.index + ends[0].length);
  const system = text.trim();
  if (system === '') fail('is empty: write what the mind is told below its front matter');
  for (const [, placeholder = ''] of system.matchAll(PLACEHOLDER)) {
    if (!KNOWLEDGE.includes(placeholder)) {
      fail(`asks for {{${placeholder}}}: there is ${KNOWLEDGE.map((k) => `{{${k}}}`).join(', ')}`);
    }
  }

  let front: unknown;
  try {
    // With the line of --- before it, the lines that YAML complains of are those of the file.
    front = parse(`\n${yaml}`) ?? {};
  } catch (error) {
    return fail(`has front matter that is no YAML (${firstLine(error)}): mend it there`);
  }
  const read = reader(fail);
  const matter = read.map(front, 'its front matter', KEYS);
  const sampling = read.map(matter['sampling'] ?? {}, 'sampling', Object.keys(SAMPLING_KEYS));
  return {
    title: oneLine(read.text(matter['title'] ?? name, 'title')),
    minds: read
      .list(matter['minds'] ?? MINDS, 'minds')
      .map((mind) => read.oneOf(mind, 'minds', MINDS)),
    system,
    sampling: Object.fromEntries(
      Object.entries(sampling).map(([name, value]) => {
        const { key, ...range } = SAMPLING_KEYS[name] ?? fail(`has no ${name}`);
        return [key, read.number(value, name, range)];
      }),
    ),
    form: matter['form'] === undefined ? null : read.oneOf(matter['form'], 'form', FORMS),
    speech: read.text(matter['speech'] ?? '', 'speech'),
    thoughts:
      matter['thoughts'] === undefined ? null : readThoughts(matter['thoughts'], read, fail),
  };
}

function readThoughts(value: unknown, read: Reader, fail: (what: string) => never): Thoughts {
  const matter = read.map(value, 'thoughts', THOUGHTS_KEYS);
  const whisper = read.text(matter['whisper'] ?? 'Think about {{subject}}.', 'whisper');
  const heading = read.text(matter['heading'] ?? '{{subject}}', 'heading');
  for (const words of [whisper, heading]) {
    if (!/\{\{\s*subject\s*\}\}/.test(words))
      fail('whispers without {{subject}}: put it where the subject belongs');
  }
  const byAct = (value: unknown, name: string): ByAct => {
    const matter = read.map(value, name, ACT_KEYS);
    const list = (act: (typeof ACT_KEYS)[number]): readonly string[] => {
      const items = read
        .list(matter[act] ?? [], `${name} of ${act}`)
        .map((item) => read.text(item, act));
      return items.length > 0
        ? items
        : fail(`has no ${name} for ${act}: write ${act}: [one, another]`);
    };
    return {
      waking: list('waking'),
      thinking: list('thinking'),
      unease: list('unease'),
      dread: list('dread'),
    };
  };
  const openings = matter['openings'] ?? [''];
  const always = Array.isArray(openings) && openings.length > 0 ? openings : [''];
  return {
    whisper,
    heading,
    shown: read.oneOf(matter['shown'] ?? 'mark', 'shown', STYLES),
    openings: byAct(
      Array.isArray(openings)
        ? { waking: always, thinking: always, unease: always, dread: always }
        : openings,
      'openings',
    ),
    least: read.number(matter['least'] ?? 0, 'least', { min: 0, ...TOKENS }),
    limit: read.number(matter['limit'] ?? 160, 'limit', { min: 16, ...TOKENS }),
    facts: read.list(matter['facts'] ?? [], 'facts').map((item) => {
      const fact = read.map(item, 'facts', ['at', 'words']);
      return {
        at: read.number(fact['at'], 'at of a fact', { min: 0, max: 1 }),
        words: read.text(fact['words'], 'words of a fact'),
      };
    }),
    examples: read.list(matter['examples'] ?? [], 'examples').map((item) => {
      const example = read.map(item, 'examples', ['subject', 'thought']);
      return {
        subject: read.text(example['subject'], 'subject of an example'),
        thought: read.text(example['thought'], 'thought of an example'),
      };
    }),
    subjects: byAct(matter['subjects'] ?? {}, 'subjects'),
  };
}

type Reader = ReturnType<typeof reader>;

/** Reads values of front matter that must have a shape, and fails in words that say which. */
function reader(fail: (what: string) => never) {
  return {
    map(value: unknown, name: string, keys: readonly string[]): Record<string, unknown> {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return fail(`has ${name} that is no map: write it as { name: value }`);
      }
      const unknown = Object.keys(value).find((key) => !keys.includes(key));
      if (unknown !== undefined) fail(`has "${unknown}" in ${name}: there is ${keys.join(', ')}`);
      return value as Record<string, unknown>;
    },
    list(value: unknown, name: string): unknown[] {
      return Array.isArray(value)
        ? value
        : fail(`has ${name} that is no list: write it as [one, another]`);
    },
    text(value: unknown, name: string): string {
      return typeof value === 'string'
        ? value.trim()
        : fail(`has ${name} that is no text: put it in quotes`);
    },
    oneOf<const T extends string>(value: unknown, name: string, values: readonly T[]): T {
      return (
        values.find((one) => one === value) ??
        fail(`has ${name} ${JSON.stringify(value)}: there is ${values.join(', ')}`)
      );
    },
    number(value: unknown, name: string, { min, max, integer = false }: Range): number {
      const known = typeof value === 'number' && value >= min && value <= max;
      if (known && (!integer || Number.isInteger(value))) return value;
      const kind = integer ? 'a whole number' : 'a number';
      return fail(`has ${name} ${String(value)}: ${kind} from ${min} to ${max}, please`);
    },
  };
}

function readUtf8(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    if (error instanceof TypeError) {
      throw new UserError(`the prompt ${path} is not UTF-8 text: save it as UTF-8`);
    }
    throw new UserError(`cannot read the prompt ${path}: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'there is no such file: check its path';
  if (code === 'EISDIR') return 'it is a directory: name a file in it';
  if (code === 'EACCES') return 'it may not be read: give this user the right to (chmod a+r)';
  return firstLine(error);
}

function firstLine(error: unknown): string {
  return (error as Error).message.split('\n', 1).join('').replace(/:$/, '');
}
