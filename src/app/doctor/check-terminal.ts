import { layout, LEAST_COLUMNS, LEAST_ROWS } from '../../ui/layout.ts';
import type { Finding } from './finding.ts';
import type { Machine, Terminal } from './machine.ts';

const COLOURS: Readonly<Record<number, string>> = {
  1: 'no colours',
  4: '16 colours',
  8: '256 colours',
  24: 'true colour',
};

/** Rows of pixels that a line of text should have for a visitor three metres away, on 1080. */
const READABLE_SHARE = 28 / 1080;

/** The terminal that the stage would stand in. */
export function checkTerminal(machine: Machine): Finding {
  const { terminal, env } = machine;
  const term = env['TERM'] ?? '';
  if (terminal === null) {
    const says = ['none here: the text alone goes to a pipe or a file'];
    return { topic: 'terminal', state: 'good', says };
  }
  const { columns, rows, depth } = terminal;
  const colours = (env['NO_COLOR'] ?? '') === '' ? (COLOURS[depth] ?? '') : 'no colours (NO_COLOR)';
  const font = consoleFont(machine, terminal, term);
  const says = [`${columns}×${rows} cells, ${colours}, TERM=${term}`, ...(font?.says ?? [])];
  const finding = { topic: 'terminal', says, measured: { columns, rows, depth, term } };
  const warn = (change: string): Finding => ({ ...finding, state: 'warning', change });
  if (layout(columns, rows) === null) {
    return warn(
      `make the window larger, ${LEAST_COLUMNS}×${LEAST_ROWS} at least, or its font smaller`,
    );
  }
  if (term === '' || term === 'dumb') return warn('set TERM to what the terminal is');
  if (!speaksUtf8(env)) {
    return warn('set LANG=C.UTF-8: this locale is not UTF-8, and the terminal may not be either');
  }
  if (font?.change !== undefined) return warn(font.change);
  return { ...finding, state: 'good' };
}

/** The first that is set counts: https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap08.html */
function speaksUtf8(env: Machine['env']): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(
    (value) => (value ?? '') !== '',
  );
  // Services and containers have none; their terminal is somebody else's.
  return locale === undefined || /utf-?8/i.test(locale);
}

/** The font of a Linux console, by the size of its cells on the screen. */
function consoleFont(
  { readFile }: Machine,
  { device, columns, rows }: Terminal,
  term: string,
): { says: string[]; change?: string } | null {
  if (term !== 'linux' || !/^\/dev\/(tty\d+|console)$/.test(device ?? '')) return null;
  const pixels = /^(\d+),(\d+)/.exec(readFile('/sys/class/graphics/fb0/virtual_size') ?? '');
  if (pixels === null) return { says: [`console ${device ?? ''}`] };
  const [width, height] = [Number(pixels[1]), Number(pixels[2])];
  const [cellWidth, cellHeight] = [Math.floor(width / columns), Math.floor(height / rows)];
  const says = [
    `console ${device ?? ''}: ${width}×${height} pixels, font of ${cellWidth}×${cellHeight}`,
  ];
  if (cellHeight >= height * READABLE_SHARE) return { says };
  return {
    says,
    change:
      'for visitors three metres away: setfont Uni2-TerminusBold32x16 (Debian: console-setup)',
  };
}
