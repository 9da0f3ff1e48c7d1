import stringWidth from 'string-width';

/** One grapheme cluster and the cells that it takes, 0 to 2. */
export interface Cluster {
  readonly text: string;
  readonly width: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const ASCII = /^[\x20-\x7e\n]*$/;

/** The clusters of a text, cut and measured as Ink does it: the two must agree to the cell. */
export function clusters(text: string): Cluster[] {
  if (ASCII.test(text)) {
    return Array.from(text, (character) => ({
      text: character,
      width: character === '\n' ? 0 : 1,
    }));
  }
  return Array.from(segmenter.segment(text), ({ segment }) => ({
    text: segment,
    width: stringWidth(segment),
  }));
}
