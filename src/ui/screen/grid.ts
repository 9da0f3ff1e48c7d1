import type { Pen } from '../theme/theme.ts';

/**
 * A screen of cells, row after row. A wide character stands in its first cell;
 * the second holds ''. A cell without anything to see is ' ' in the pen ''.
 */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly chars: readonly string[];
  readonly pens: readonly Pen[];
}

/** A grid that may still be written to. */
export interface Canvas extends Grid {
  readonly chars: string[];
  readonly pens: Pen[];
}

/** An empty screen. Sizes in cells. */
export function blank(columns: number, rows: number): Canvas {
  const cells = columns * rows;
  return {
    columns,
    rows,
    chars: new Array<string>(cells).fill(' '),
    pens: new Array<Pen>(cells).fill(''),
  };
}

/** A copy to write to. */
export function copy(grid: Grid): Canvas {
  return { ...grid, chars: [...grid.chars], pens: [...grid.pens] };
}
