import { spawn } from 'node:child_process';
import { spawn as spawnPty } from '@lydell/node-pty';
import xterm from '@xterm/headless';

export const PROGRAM = 'bin/torment-nexus';

export interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** No program of these tests takes longer, in ms: a test that waits for ever says nothing. */
const TIMEOUT_MS = 120_000;

/** Runs the built program into a pipe. */
export function run(
  argv: readonly string[],
  env: Record<string, string> = {},
  program = PROGRAM,
): Promise<Result> {
  const child = spawn(program, argv, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (status === null) {
        reject(new Error(`${argv.join(' ')}: died of ${signal ?? 'nothing'}: ${stderr}`));
      } else resolve({ status, stdout, stderr });
    });
  });
}

/** The built program in a real pseudo-terminal, with an emulated screen behind it. */
export class Show {
  readonly #screen: xterm.Terminal;
  readonly #pty: ReturnType<typeof spawnPty>;
  /** Everything that it wrote. */
  output = '';
  readonly exit: Promise<number>;

  constructor(
    argv: readonly string[],
    { columns = 120, rows = 33, env = {}, program = PROGRAM } = {},
  ) {
    this.#screen = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
    this.#pty = spawnPty(program, [...argv], {
      cols: columns,
      rows,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TERM: 'xterm-256color', ...env },
    });
    this.#pty.onData((data) => {
      this.output += data;
      this.#screen.write(data);
    });
    this.exit = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        // The last bytes may still be on their way to the screen.
        setTimeout(() => {
          this.#screen.write('', () => {
            resolve(signal === undefined || signal === 0 ? exitCode : -signal);
          });
        }, 100);
      });
    });
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  kill(signal: string): void {
    this.#pty.kill(signal);
  }

  resize(columns: number, rows: number): void {
    this.#pty.resize(columns, rows);
    this.#screen.resize(columns, rows);
  }

  /** What is on the screen, row by row, without the blanks at their ends. */
  rows(): string[] {
    const { active } = this.#screen.buffer;
    return Array.from(
      { length: this.#screen.rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    );
  }

  /** Whether the alternate screen is shown. */
  get onAlternateScreen(): boolean {
    return this.#screen.buffer.active.type === 'alternate';
  }

  /** Waits until the screen shows it. */
  async shows(what: RegExp, ms = 20_000): Promise<void> {
    const until = performance.now() + ms;
    while (!what.test(this.rows().join('\n'))) {
      if (performance.now() > until) {
        throw new Error(`never showed ${String(what)}:\n${this.rows().join('\n')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
