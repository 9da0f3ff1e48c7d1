/** Latin letters, typographic punctuation, arrows, boxes and blocks: none of them combines. */
const NARROW = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u259f]*$/;

/** Whether each character of a text is a cluster and takes one cell: most are, and cost less. */
export function isNarrow(text: string): boolean {
  return NARROW.test(text);
}
