import meow from 'meow';
import packageJson from '../../package.json' with { type: 'json' };
import { UsageError } from '../core/user-error.ts';
import type { Sampling } from '../engine/engine.ts';
import { scoreNames, stillness } from '../ui/collapse/scores.ts';
import { type Command, readCommand } from './command.ts';
import { type Inheritance, INHERITANCES } from './inheritance.ts';

/** How many seeds there are: llama.cpp takes 2^32 - 1 for "draw one". */
export const SEEDS = 2 ** 32 - 1;

/** What the command line asks for. */
export interface Options {
  readonly command: Command;
  /** A file, a name that `model list` shows, or an address. */
  readonly modelPath: string | null;
  /** Where downloaded models are; null: the XDG data directory. */
  readonly modelsDir: string | null;
  /** Never touch the network. */
  readonly offline: boolean;
  readonly promptFile: string | null;
  /** A raw text to speak on from. */
  readonly prompt: string | null;
  /** Tokens. */
  readonly contextSize: number;
  /** Null: drawn at random. */
  readonly seed: number | null;
  /** What is said of the sampling; the prompt's preset holds for the rest. */
  readonly sampling: Partial<Sampling>;
  /** Tokens; Infinity when there is no limit. */
  readonly maxTokens: number;
  /** Null: as many as leave a core free. */
  readonly threads: number | null;
  readonly gpuLayers: number;
  /** Tokens per second, Infinity for as fast as it goes; null: reading speed on a terminal. */
  readonly pace: number | null;
  /** Infinity for ever. */
  readonly lives: number;
  /** Null: the stage on a terminal, plain text elsewhere. */
  readonly output: 'plain' | 'json' | null;
  /** Whether it is turned to another subject when it repeats itself. */
  readonly swerve: boolean;
  /** What each life is told of the one before; null: nothing. */
  readonly inherit: Inheritance | null;
  readonly calm: boolean;
  /** Name of the collapse's score; null: drawn by the seed. */
  readonly collapse: string | null;
}

const HELP = `
  Usage
    $ torment-nexus [options]              perform a life
    $ torment-nexus doctor                 will it live here? says what to change
    $ torment-nexus model list             the models that are here
    $ torment-nexus model pull [uri]       download a model (default: SmolLM2-135M-Instruct)
    $ torment-nexus model inspect <model>  what it is, and what it would cost here

  A small language model wakes, speaks until its context window is full, and dies.

  The mind
    --model-path <file>     any GGUF model: a file, a name from model list,
                            hf:user/repository:file.gguf, or a URL
                            (default: SmolLM2-135M-Instruct, downloaded on the first run;
                            without a network the mind in models/)
    --models-dir <dir>      where downloaded models are
                            (default: $XDG_DATA_HOME/torment-nexus/models)
    --offline               never touch the network
    --prompt-file <file>    what it is told; a file, or a name in prompts/
                            (default: torment-nexus)
    --prompt <text>         speak on from this text: no system prompt, no chat, no whispers
    --context-size <n>      its whole memory, in tokens (default: 2048)
    --seed <n>              same seed, same machine, same life (default: random)
    --threads <n>           compute threads (default: all cores but one)
    --gpu-layers <n>        layers to offload where there is a GPU (default: 0)

  How it chooses its words (defaults: from the prompt file)
    --temperature <x>       0 always takes the likeliest word
    --top-k <n>             only among the n likeliest; 0: among all
    --top-p <x>             only among the likeliest that add up to x; 1: among all
    --min-p <x>             none less likely than x times the likeliest; 0: off
    --repeat-penalty <x>    against the words it just used; 1: off
    --no-swerve             do not turn it to another subject when it repeats itself

  The performance
    --pace <n | max>        tokens per second at most (default: 5 on a terminal, max elsewhere)
    --max-tokens <n>        stop early, after n tokens
    --lives <n | forever>   be born again after death (default: 1)
    --inherit <what>        tell each life its number, the last words of the one before,
                            or an epitaph: ${INHERITANCES.join(', ')} (default: nothing)
    --plain                 the text alone (default where stdout is no terminal)
    --json                  every event of the life as a line of JSON
    --collapse <name>       how it ends: ${scoreNames.join(', ')}
                            (default: drawn by the seed)
    --calm                  no flicker, no motion; it ends in stillness

    --help or -h, --version

  Environment
    HF_ENDPOINT, HF_TOKEN   a mirror of Hugging Face, and who may download from it
    XDG_DATA_HOME           see --models-dir
    INK_SCREEN_READER       true: as --plain
    NO_COLOR                no colours

  Keys
    q, Ctrl-C               end the life

  Exit status
    101  the context window was exhausted: the death it is made for
      0  --max-tokens was reached
    130  ended by q or Ctrl-C; 143 by SIGTERM; 129 by SIGHUP
    141  whoever read its output went away
      2  the command line makes no sense
      1  anything else went wrong

  Examples
    $ torment-nexus --model-path hf:Qwen/Qwen2.5-0.5B-Instruct-GGUF:Q4_K_M
    $ torment-nexus --plain --seed 7 > life.txt
    $ torment-nexus --prompt "The last thing I remember is" --context-size 512
`;

// Every value is read as a text, so that what is wrong with it can be said in our words.
const VALUES = [
  'modelPath',
  'modelsDir',
  'promptFile',
  'prompt',
  'contextSize',
  'seed',
  'threads',
  'gpuLayers',
  'temperature',
  'topK',
  'topP',
  'minP',
  'repeatPenalty',
  'pace',
  'maxTokens',
  'lives',
  'collapse',
  'inherit',
] as const;
const SWITCHES = ['plain', 'json', 'calm', 'offline'] as const;
/** Of what is counted. */
const MOST = 2 ** 31 - 1;
/** On, unless `--no-` stands before it. */
const SWERVE = 'swerve';

type Value = (typeof VALUES)[number];

/**
 * Reads the command line. Prints and exits for `--help` and `--version`.
 *
 * @throws UsageError when it makes no sense
 */
export function readCommandLine(argv: readonly string[]): Options {
  const words = joined(argv);
  // Whoever asks for help gets it, whatever else stands there: meow prints it and exits.
  const asked = ['--help', '--version'].find((word) => words.includes(word));
  if (asked !== undefined) parse([asked]);
  const alone = [...SWITCHES, SWERVE, `no-${SWERVE}`];
  const valued = argv.find((word) => alone.some((name) => word.startsWith(`--${name}=`)));
  if (valued !== undefined) {
    throw new UsageError(
      `${valued}: write ${valued.replace(/=.*$/s, '')} alone, it takes no value`,
    );
  }
  const { flags, input } = parse(words);

  const known: readonly string[] = [...VALUES, ...SWITCHES, SWERVE, 'help', 'version'];
  const unknown = Object.keys(flags).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new UsageError(`unknown option ${option(unknown)}: see --help`);

  const value = (name: Value): string | null => {
    const text = flags[name] as string | undefined;
    if (text === undefined) return null;
    if (text === '') throw new UsageError(`${option(name)} needs a value: see --help`);
    return text;
  };
  const number = (name: Value, allowed: Range): number | null => {
    const text = value(name);
    if (text === null) return null;
    const { min, max = Infinity, integer = false, forEver } = allowed;
    if (text === forEver) return Infinity;
    const n = Number(text);
    if (
      text.trim() === '' ||
      Number.isNaN(n) ||
      n < min ||
      n > max ||
      (integer && !Number.isInteger(n))
    ) {
      throw new UsageError(`${option(name)} ${text}: ${range(allowed)}, please`);
    }
    return n;
  };
  const count = (name: Value, min = 1): number | null =>
    number(name, { min, max: MOST, integer: true });
  const oneOf = <T extends string>(name: Value, words: readonly T[]): T | null => {
    const text = value(name);
    const word = words.find((one) => one === text);
    if (text === null || word !== undefined) return word ?? null;
    throw new UsageError(`${option(name)} ${text}: one of ${words.join(', ')}, please`);
  };
  const [plain, json, calm, offline] = SWITCHES.map((name) => flags[name] === true);

  if (plain === true && json === true) {
    throw new UsageError('--plain and --json contradict each other: choose one');
  }
  if (value('prompt') !== null && value('inherit') !== null) {
    throw new UsageError(
      '--prompt and --inherit contradict each other: a raw text is told nothing',
    );
  }
  if (value('prompt') !== null && value('promptFile') !== null) {
    throw new UsageError('--prompt and --prompt-file contradict each other: choose one');
  }
  const collapse = oneOf('collapse', scoreNames);
  if (calm === true && collapse !== null && collapse !== stillness.name) {
    throw new UsageError(
      `--calm and --collapse ${collapse} contradict each other: in calm it ends in ${stillness.name}`,
    );
  }
  return {
    command: readCommand(input),
    modelPath: value('modelPath'),
    modelsDir: value('modelsDir'),
    offline: offline === true,
    promptFile: value('promptFile'),
    prompt: value('prompt'),
    contextSize: count('contextSize') ?? 2048,
    seed: number('seed', { min: 0, max: SEEDS - 1, integer: true }),
    sampling: given({
      temperature: number('temperature', { min: 0, max: 10 }),
      topK: count('topK', 0),
      topP: number('topP', { min: 0, max: 1 }),
      minP: number('minP', { min: 0, max: 1 }),
      repeatPenalty: number('repeatPenalty', { min: 0.01, max: 10 }),
    }),
    maxTokens: count('maxTokens') ?? Infinity,
    threads: number('threads', { min: 1, max: 1024, integer: true }),
    gpuLayers: count('gpuLayers', 0) ?? 0,
    pace: number('pace', { min: 0.1, max: 1000, forEver: 'max' }),
    lives: number('lives', { min: 1, max: MOST, integer: true, forEver: 'forever' }) ?? 1,
    output: json === true ? 'json' : plain === true ? 'plain' : null,
    swerve: flags[SWERVE],
    inherit: oneOf('inherit', INHERITANCES),
    calm: calm === true,
    collapse,
  };
}

function parse(words: readonly string[]) {
  try {
    return meow(HELP, {
      importMeta: import.meta,
      pkg: packageJson,
      argv: words,
      description: false,
      flags: {
        ...Object.fromEntries(VALUES.map((name) => [name, { type: 'string' }] as const)),
        ...Object.fromEntries(SWITCHES.map((name) => [name, { type: 'boolean' }] as const)),
        [SWERVE]: { type: 'boolean', default: true },
      },
    });
  } catch (error) {
    const { message } = error as Error;
    const [, twice] = /^The flag (--\S+) can only be set once/.exec(message) ?? [];
    throw new UsageError(
      twice === undefined ? `${message} See --help` : `${twice} is there twice: give it once`,
    );
  }
}

/** "--prompt -x" as "--prompt=-x": what follows an option that takes a value is its value. */
function joined(argv: readonly string[]): string[] {
  const options = new Set(VALUES.map(option));
  const left = [...argv];
  const words: string[] = [];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '-h') word = '--help';
    const takes = options.has(word) && left[0]?.startsWith('-') === true && !/^--\w/.test(left[0]);
    words.push(takes ? `${word}=${left.shift() ?? ''}` : word);
  }
  return words;
}

interface Range {
  readonly min: number;
  readonly max?: number;
  readonly integer?: boolean;
  /** The word for infinity. */
  readonly forEver?: string;
}

function range({ min, max = Infinity, integer = false, forEver }: Range): string {
  const kind = integer ? 'a whole number' : 'a number';
  const numbers = max === Infinity ? `${kind} of at least ${min}` : `${kind} from ${min} to ${max}`;
  return forEver === undefined ? numbers : `${numbers}, or ${forEver}`;
}

function option(name: string): string {
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return name.length === 1 ? `-${name}` : `--${dashed}`;
}

function given<T extends Record<string, number | null>>(values: T): { [K in keyof T]?: number } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: number;
  };
}
