import stringWidth from 'string-width';

/** One grapheme cluster and the cells that it takes, 0 to 2. */
export interface Cluster {
  readonly text: string;
  readonly width: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Letters, typographic punctuation, boxes and blocks. */
const SIMPLE = /^[\x20-\x7e\u2010-\u2027\u2500-\u259f]*$/;

/** Whether each character of a text is a cluster, and takes one cell: most are, and are drawn faster. */
export function isSimple(text: string): boolean {
  return SIMPLE.test(text);
}

/** The clusters of a text, cut and measured as Ink does it: the two must agree to the cell. */
export function clusters(text: string): Cluster[] {
  if (isSimple(text)) return Array.from(text, (character) => ({ text: character, width: 1 }));
  return Array.from(segmenter.segment(text), ({ segment }) => ({
    text: segment,
    width: stringWidth(segment),
  }));
}
