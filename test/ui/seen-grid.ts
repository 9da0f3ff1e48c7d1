import { blank, type Grid } from '../../src/ui/screen/grid.ts';
import type { FakeTerminal } from './fake-terminal.ts';

/** What is on an emulated screen, as a grid. */
export function seenGrid(terminal: FakeTerminal): Grid {
  const grid = blank(terminal.columns, terminal.rows);
  terminal.cells().forEach((row, y) => {
    row.forEach(({ char, pen }, x) => {
      grid.chars[y * grid.columns + x] = char;
      grid.pens[y * grid.columns + x] = pen;
    });
  });
  return grid;
}

/** The cells of a grid, one string a row, in which every difference shows. */
export function linesOf({ rows, columns, chars, pens }: Grid): string[] {
  return Array.from({ length: rows }, (_, y) => {
    const from = y * columns;
    return Array.from({ length: columns }, (__, x) => {
      const char = chars[from + x] ?? ' ';
      // Nothing to see is nothing, whatever it was written with.
      return char === ' ' ? ' ' : `${char}${pens[from + x] ?? ''}`;
    }).join('|');
  });
}
