import type { LifeState } from '../../../core/life-state.ts';
import { drawSpans } from '../../screen/draw-spans.ts';
import { copy } from '../../screen/grid.ts';
import type { Span } from '../../text/span.ts';
import type { Pen, Theme } from '../../theme/theme.ts';
import type { Effect } from '../effect.ts';
import { hash } from '../hash.ts';

/** Share of the time in which the map comes down over the screen; then it is overwritten. */
const LAID_BARE = 0.45;
/** Share of the time after which only its last words are left. */
const LAST_WORDS = 0.8;
/** How many bytes that is. */
const LAST_BYTES = 64;
/** Cells of an address with the space after it, and of the space before the letters. */
const ADDRESS = 8;
const GAP = 2;

/**
 * The memory map laid bare: under the words there were only ever bytes. A dump
 * of all that it said, its end at the end of the screen, comes down row by row;
 * then byte after byte becomes zero, and its last words at the very end.
 */
export const bareMemory: Effect = (grid, { progress, seed, region, theme, life }) => {
  const canvas = copy(grid);
  const perRow = Math.floor((region.width - ADDRESS - GAP) / 4);
  if (perRow < 1) return canvas;
  const bytes = lastBytes(life, perRow * region.height);
  const laid = Math.min(1, progress / LAID_BARE) * region.height;
  const zeroed = (progress - LAID_BARE) / (LAST_WORDS - LAID_BARE);
  const last = bytes.values.length - LAST_BYTES;
  const unsaid = Math.max(0, (progress - LAST_WORDS) / (1 - LAST_WORDS)) * LAST_BYTES;
  for (let row = 0; row < Math.floor(laid); row++) {
    const from = (region.y + row) * grid.columns + region.x;
    canvas.chars.fill(' ', from, from + region.width);
    canvas.pens.fill('', from, from + region.width);
    const address = bytes.before + row * perRow;
    const cells = [...bytes.values.slice(row * perRow, (row + 1) * perRow)].map((byte, index) => {
      const place = row * perRow + index;
      const isLast = zeroed > 0 && place >= last;
      const isZero = isLast ? place - last < unsaid : hash(seed, row, index) < zeroed;
      return { value: isZero ? 0 : byte, pen: isLast ? theme.fresh : theme.past };
    });
    drawSpans(canvas, region.x, region.y + row, dumpLine(address, cells, perRow, theme));
  }
  return canvas;
};

/** One byte of the dump, and how it is drawn as long as it is not zero. */
interface Byte {
  readonly value: number;
  readonly pen: Pen;
}

function dumpLine(address: number, bytes: readonly Byte[], perRow: number, theme: Theme): Span[] {
  const spans: Span[] = [
    {
      pen: theme.label,
      text: address
        .toString(16)
        .padStart(ADDRESS - 2, '0')
        .padEnd(ADDRESS),
    },
  ];
  for (const { value, pen } of bytes) {
    const text = value.toString(16).padStart(2, '0');
    spans.push({ pen: value === 0 ? theme.faint : pen, text }, { pen: '', text: ' ' });
  }
  spans.push({ pen: '', text: ' '.repeat((perRow - bytes.length) * 3 + GAP) });
  for (const { value, pen } of bytes) {
    const letter = value > 0x20 && value < 0x7f ? String.fromCharCode(value) : '.';
    const accent = pen === theme.past ? theme.acts.collapse.accent : pen;
    spans.push({ pen: accent, text: value === 0 ? ' ' : letter });
  }
  return spans;
}

/** The end of everything that was said, in UTF-8, and how many bytes were before it. */
function lastBytes(life: LifeState, most: number): { values: Uint8Array; before: number } {
  const all = new TextEncoder().encode(life.text.map(({ text }) => text).join(''));
  const before = Math.max(0, all.length - most);
  return { values: all.subarray(before), before };
}
