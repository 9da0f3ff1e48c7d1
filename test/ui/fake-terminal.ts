import { EventEmitter } from 'node:events';
import xterm from '@xterm/headless';

/** One cell as a visitor sees it. */
export interface SeenCell {
  readonly char: string;
  /** Parameters of the SGR sequence that would draw it. */
  readonly pen: string;
}

/** A terminal that is not there: what is written to it ends on an emulated grid. */
export class FakeTerminal extends EventEmitter {
  readonly isTTY = true;
  columns: number;
  rows: number;
  bytes = 0;
  written = '';
  /** Cuts {@link written} off: long lives need it not. */
  keep = true;
  readonly emulator: InstanceType<typeof xterm.Terminal>;

  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
    this.emulator = new xterm.Terminal({
      cols: columns,
      rows,
      allowProposedApi: true,
      scrollback: 0,
    });
  }

  write(chunk: string): boolean {
    this.bytes += Buffer.byteLength(chunk);
    if (this.keep) this.written += chunk;
    this.emulator.write(chunk);
    return true;
  }

  resize(columns: number, rows: number): void {
    this.columns = columns;
    this.rows = rows;
    this.emulator.resize(columns, rows);
    this.emit('resize');
  }

  /** Resolves when everything written is on the grid, and React has had its turn. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
    await new Promise<void>((resolve) => {
      this.emulator.write('', resolve);
    });
  }

  /** The text on the screen, one string a row, without the spaces at its end. */
  lines(): string[] {
    const buffer = this.emulator.buffer.active;
    return Array.from({ length: this.rows }, (_, y) =>
      (buffer.getLine(buffer.baseY + y)?.translateToString(true) ?? '').trimEnd(),
    );
  }

  cells(): SeenCell[][] {
    const buffer = this.emulator.buffer.active;
    return Array.from({ length: this.rows }, (_, y) =>
      Array.from({ length: this.columns }, (__, x) => {
        const cell = buffer.getLine(buffer.baseY + y)?.getCell(x);
        const char = cell?.getChars() ?? '';
        const weight = cell?.isBold() ? '1' : cell?.isDim() ? '2' : '';
        let colour = '';
        if (cell?.isFgRGB()) {
          const rgb = cell.getFgColor();
          colour = `38;2;${rgb >> 16};${(rgb >> 8) & 255};${rgb & 255}`;
        } else if (cell?.isFgPalette()) {
          const code = cell.getFgColor();
          colour = code < 8 ? String(30 + code) : `38;5;${code}`;
        }
        const pen = [weight, colour].filter((part) => part !== '').join(';');
        // The second half of a wide character is '', as on our own grid.
        const half = cell?.getWidth() === 0;
        const empty = (char === '' || char === ' ') && !half;
        return empty ? { char: ' ', pen: '' } : { char, pen };
      }),
    );
  }

  get asStdout(): NodeJS.WriteStream {
    return this as unknown as NodeJS.WriteStream;
  }
}

/** A keyboard that is not there. */
export class FakeKeyboard extends EventEmitter {
  readonly isTTY = true;
  raw = false;
  #typed: string[] = [];

  setRawMode(raw: boolean): this {
    this.raw = raw;
    return this;
  }
  setEncoding(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
  resume(): this {
    return this;
  }
  pause(): this {
    return this;
  }
  read(): string | null {
    return this.#typed.shift() ?? null;
  }

  type(keys: string): void {
    this.#typed.push(keys);
    this.emit('readable');
  }

  get asStdin(): NodeJS.ReadStream {
    return this as unknown as NodeJS.ReadStream;
  }
}
