import type { Pen } from '../theme/theme.ts';

/** Text in one pen. */
export interface Span {
  readonly pen: Pen;
  readonly text: string;
}

/** One line of spans, as text with SGR sequences. */
export function spansToAnsi(spans: readonly Span[]): string {
  return spans
    .map(({ pen, text }) => (pen === '' ? text : `\u001B[${pen}m${text}\u001B[0m`))
    .join('');
}
