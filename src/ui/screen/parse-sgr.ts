import type { Span } from '../text/span.ts';
import type { Pen } from '../theme/theme.ts';

/** One line of text with SGR sequences, as spans. Other sequences do not occur: Ink removes them. */
export function parseSgr(line: string): Span[] {
  if (!line.includes('\u001B')) return line === '' ? [] : [{ pen: '', text: line }];
  const spans: Span[] = [];
  let style = PLAIN;
  let pen: Pen = '';
  let from = 0;
  for (const match of line.matchAll(SGR)) {
    if (match.index > from) spans.push({ pen, text: line.slice(from, match.index) });
    from = match.index + match[0].length;
    style = apply(style, match[1] ?? '');
    pen = [style.weight, style.foreground, style.background]
      .filter((part) => part !== '')
      .join(';');
  }
  if (from < line.length) spans.push({ pen, text: line.slice(from) });
  return spans;
}

interface Style {
  readonly weight: string;
  readonly foreground: string;
  readonly background: string;
}

const PLAIN: Style = { weight: '', foreground: '', background: '' };

const SGR = /\u001B\[([\d;]*)m/g;

function apply(style: Style, parameters: string): Style {
  const codes = parameters.split(';');
  let next = style;
  for (let index = 0; index < codes.length; index++) {
    const code = Number(codes[index]);
    if (code === 0) next = PLAIN;
    else if (code === 1 || code === 2) next = { ...next, weight: String(code) };
    else if (code === 22) next = { ...next, weight: '' };
    else if (code === 39) next = { ...next, foreground: '' };
    else if (code === 49) next = { ...next, background: '' };
    else if (code === 38 || code === 48) {
      const length = codes[index + 1] === '2' ? 5 : 3;
      const colour = codes.slice(index, index + length).join(';');
      next = code === 38 ? { ...next, foreground: colour } : { ...next, background: colour };
      index += length - 1;
    } else if (code >= 30 && code < 38) next = { ...next, foreground: String(code) };
    else if (code >= 40 && code < 48) next = { ...next, background: String(code) };
  }
  return next;
}
