import stringWidth from 'string-width';

/** Rows of cells as lines of columns; numbers of a column stand right where `right` says so. */
export function table(
  rows: readonly (readonly string[])[],
  { indent = 2, right = [] as readonly number[] } = {},
): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const blank = ' '.repeat((widths[column] ?? 0) - stringWidth(cell));
        return right.includes(column) ? blank + cell : cell + blank;
      })
      .join('  ')
      .trimEnd();
  return rows.map((row) => `${' '.repeat(indent)}${line(row)}\n`).join('');
}
