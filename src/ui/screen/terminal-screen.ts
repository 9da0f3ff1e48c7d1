import type { Box } from '../layout.ts';
import type { Span } from '../text/span.ts';
import { dimPalette } from '../theme/console-palette.ts';
import type { Theme } from '../theme/theme.ts';
import type { Grid } from './grid.ts';
import { Painter } from './painter.ts';
import { FrameParser } from './parse-frame.ts';
import { terminalModes, type TerminalModes } from './terminal-modes.ts';

/** Steps from light to dark: more would not be seen. */
const LIGHTS = 24;

/** In cells. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A terminal that was taken over: its size, what is on it, and the way back. */
export class TerminalScreen {
  readonly #stdout: NodeJS.WriteStream;
  readonly #modes: TerminalModes;
  readonly #palette: boolean;
  readonly #painter: Painter;
  readonly #onResize: () => void;
  #parser: FrameParser;
  #size: Size;
  #closed = false;
  /** In steps of {@link LIGHTS}. */
  #light = LIGHTS;

  /** @param onResize called when the terminal has another size, and is empty */
  constructor(stdout: NodeJS.WriteStream, theme: Theme, onResize: () => void) {
    this.#stdout = stdout;
    this.#palette = theme.palette;
    this.#modes = terminalModes(theme);
    this.#size = sizeOf(stdout);
    const { columns, rows } = this.#size;
    this.#parser = new FrameParser(columns, rows);
    const write = (bytes: string): void => {
      // Whoever still shows something after the end must not draw on the visitor's shell.
      if (!this.#closed) stdout.write(bytes);
    };
    this.#painter = new Painter(write, columns, rows, theme.synchronized);
    stdout.write(this.#modes.enter);
    this.#onResize = () => {
      this.#resize();
      onResize();
    };
    stdout.on('resize', this.#onResize);
  }

  get size(): Size {
    return this.#size;
  }

  /** What is on it now. */
  get shown(): Grid {
    return this.#painter.screen;
  }

  /** The cells of one of Ink's frames; valid until the next call. */
  parse(frame: string): Grid {
    return this.#parser.parse(frame);
  }

  paint(grid: Grid): void {
    this.#painter.paint(grid);
  }

  /** Writes rows of spans over a place; what they leave of it is empty. */
  put(place: Box, rows: readonly (readonly Span[])[]): void {
    this.#painter.put(place, rows);
  }

  /** How much light all that is on it has, 1 to 0; where nothing can dim it, nothing happens. */
  dim(light: number): void {
    const step = Math.round(light * LIGHTS);
    if (!this.#palette || this.#closed || step === this.#light) return;
    this.#light = step;
    this.#stdout.write(dimPalette(step / LIGHTS));
    // On a framebuffer what has been drawn keeps the colours that it was drawn in.
    this.#painter.repaint();
  }

  /** Gives the terminal back, before it returns. Idempotent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stdout.off('resize', this.#onResize);
    this.#stdout.write(this.#modes.leave);
  }

  #resize(): void {
    this.#size = sizeOf(this.#stdout);
    const { columns, rows } = this.#size;
    this.#parser = new FrameParser(columns, rows);
    this.#painter.clear(columns, rows);
  }
}

/** Some pseudo terminals say that they are 0 × 0. */
function sizeOf({ columns, rows }: Size): Size {
  return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 };
}
