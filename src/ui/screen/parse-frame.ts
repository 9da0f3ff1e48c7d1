import { drawSpans } from './draw-spans.ts';
import { blank, type Canvas, type Grid } from './grid.ts';
import { parseSgr } from './parse-sgr.ts';

/**
 * Turns Ink's frames (lines with SGR sequences) into cells. Most lines are the
 * same from frame to frame; only those that changed are parsed.
 */
export class FrameParser {
  readonly #canvas: Canvas;
  readonly #lines: string[];

  /** Sizes in cells. */
  constructor(columns: number, rows: number) {
    this.#canvas = blank(columns, rows);
    this.#lines = new Array<string>(rows).fill('');
  }

  /** The cells of a frame; valid until the next call. */
  parse(frame: string): Grid {
    const lines = frame.split('\n');
    const { columns, rows } = this.#canvas;
    for (let y = 0; y < rows; y++) {
      const line = lines[y] ?? '';
      if (line === this.#lines[y]) continue;
      this.#lines[y] = line;
      this.#canvas.chars.fill(' ', y * columns, (y + 1) * columns);
      this.#canvas.pens.fill('', y * columns, (y + 1) * columns);
      drawSpans(this.#canvas, 0, y, parseSgr(line));
    }
    return this.#canvas;
  }
}
