import type { Box } from '../layout.ts';
import type { Span } from '../text/span.ts';
import type { Pen } from '../theme/theme.ts';
import { drawSpans } from './draw-spans.ts';
import { blank, type Canvas, type Grid } from './grid.ts';

/** Unchanged cells that are cheaper to write again than to jump over. */
const SHORT_GAP = 5;
/** Bytes from which a terminal is asked to show everything at once. */
const LARGE = 512;
const ASCII = /^[\x20-\x7e]$/;

/**
 * The only one who writes to the screen. It knows every cell that is there and
 * writes those that change: Ink's frames, tokens between them, the collapse.
 */
export class Painter {
  readonly #write: (bytes: string) => void;
  readonly #synchronized: boolean;
  #screen: Canvas;
  /** Where the terminal's cursor is and what it writes with; unknown when null. */
  #pen: Pen | null = null;
  #at = -1;

  constructor(
    write: (bytes: string) => void,
    columns: number,
    rows: number,
    synchronized: boolean,
  ) {
    this.#write = write;
    this.#synchronized = synchronized;
    this.#screen = blank(columns, rows);
  }

  /** What is on the screen now. */
  get screen(): Grid {
    return this.#screen;
  }

  /** Clears a terminal of this size (in cells), whatever was on it. */
  clear(columns: number, rows: number): void {
    this.#screen = blank(columns, rows);
    this.#pen = null;
    this.#at = -1;
    this.#write('\u001B[0m\u001B[2J\u001B[H');
  }

  /** Writes again all that is to be seen, for a terminal whose colours have become others. */
  repaint(): void {
    const shown = this.#screen;
    this.#screen = blank(shown.columns, shown.rows);
    this.paint(shown);
  }

  /** Makes the screen look like a grid of the same size. */
  paint(grid: Grid): void {
    this.#paintCells(grid, 0, this.#screen.rows);
  }

  /** Writes rows of spans over a place, from its top left; what they leave of it is empty. */
  put({ x, y, width, height }: Box, rows: readonly (readonly Span[])[]): void {
    const canvas = copyRows(this.#screen, y, height);
    for (let row = 0; row < height; row++) {
      const from = row * canvas.columns + x;
      canvas.chars.fill(' ', from, from + width);
      canvas.pens.fill('', from, from + width);
      drawSpans(canvas, x, row, rows[row] ?? []);
    }
    this.#paintCells(canvas, y, height);
  }

  #paintCells(grid: Grid, top: number, rows: number): void {
    const { columns, chars, pens } = this.#screen;
    let bytes = '';
    for (let y = top; y < top + rows && y < this.#screen.rows; y++) {
      const source = (y - top) * columns;
      const target = y * columns;
      for (let x = 0; x < columns; x++) {
        const cell = target + x;
        const char = grid.chars[source + x] ?? ' ';
        const pen = grid.pens[source + x] ?? '';
        if (chars[cell] === char && pens[cell] === pen) continue;
        // The second half of a wide character came with the first.
        const wide = grid.chars[source + x + 1] === '' && x + 1 < columns;
        bytes += this.#move(cell, x, y) + this.#select(pen) + (char === '' ? '' : char);
        chars[cell] = char;
        pens[cell] = pen;
        this.#at = ASCII.test(char) && x + 1 < columns ? cell + 1 : -1;
        if (BOX.has(char) && x + 1 < columns) this.#at = cell + 1;
        if (wide) {
          chars[cell + 1] = '';
          pens[cell + 1] = grid.pens[source + x + 1] ?? '';
          x++;
        }
      }
    }
    if (bytes === '') return;
    const atOnce = this.#synchronized && bytes.length > LARGE;
    this.#write(atOnce ? `\u001B[?2026h${bytes}\u001B[?2026l` : bytes);
  }

  /** To a cell; over a short gap by writing again what is there. */
  #move(cell: number, x: number, y: number): string {
    const { chars, pens } = this.#screen;
    const gap = cell - this.#at;
    if (this.#at >= 0 && gap >= 0 && gap <= Math.min(SHORT_GAP, x)) {
      let again = '';
      for (let between = this.#at; between < cell; between++) {
        const char = chars[between] ?? '';
        if (!ASCII.test(char) || pens[between] !== this.#pen) return cursorTo(x, y);
        again += char;
      }
      return again;
    }
    return cursorTo(x, y);
  }

  #select(pen: Pen): string {
    if (pen === this.#pen) return '';
    this.#pen = pen;
    return pen === '' ? '\u001B[0m' : `\u001B[0;${pen}m`;
  }
}

/** Glyphs of one cell in every terminal: after them the cursor is where we think it is. */
const BOX: ReadonlySet<string> = new Set('─│┌┐└┘├┤┬┴┼░▒█');

function cursorTo(x: number, y: number): string {
  return `\u001B[${y + 1};${x + 1}H`;
}

function copyRows(screen: Grid, y: number, rows: number): Canvas {
  const from = y * screen.columns;
  const to = from + rows * screen.columns;
  const { chars, pens } = screen;
  return { ...screen, rows, chars: chars.slice(from, to), pens: pens.slice(from, to) };
}
