import stringWidth from 'string-width';

/** Cells of a line. */
const WIDTH = 80;

/**
 * A paragraph with a hanging indent, in lines of 80 cells. A word that is longer
 * stays whole, so that a path can be pasted.
 *
 * @param first what its first line begins with
 * @param indent blanks before the others
 */
export function hang(first: string, text: string, indent: number): string {
  const lines: string[] = [];
  let line = first;
  let blank = '';
  for (const word of text.split(' ')) {
    if (blank !== '' && stringWidth(line) + 1 + stringWidth(word) > WIDTH) {
      lines.push(line);
      line = ' '.repeat(indent);
      blank = '';
    }
    line += blank + word;
    blank = ' ';
  }
  return [...lines, line].map((whole) => `${whole}\n`).join('');
}
