import stringWidth from 'string-width';
import { isNarrow } from './narrow.ts';

/** One grapheme cluster and the cells that it takes, 0 to 2. */
export interface Cluster {
  readonly text: string;
  readonly width: number;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The clusters of a text, cut and measured as Ink does it: the two must agree to the cell. */
export function clusters(text: string): Cluster[] {
  if (isNarrow(text)) return Array.from(text, (character) => ({ text: character, width: 1 }));
  return Array.from(segmenter.segment(text), ({ segment }) => ({
    text: segment,
    width: stringWidth(segment),
  }));
}
