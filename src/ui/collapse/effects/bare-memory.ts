import type { LifeState } from '../../../core/life-state.ts';
import { drawSpans } from '../../screen/draw-spans.ts';
import { copy } from '../../screen/grid.ts';
import type { Span } from '../../text/span.ts';
import type { Theme } from '../../theme/theme.ts';
import type { Effect } from '../effect.ts';
import { hash } from '../hash.ts';

/** Share of the time in which the map comes down over the screen; then it is overwritten. */
const LAID_BARE = 0.55;
/** Cells of an address with the space after it, and of the space before the letters. */
const ADDRESS = 8;
const GAP = 2;

/**
 * The memory map laid bare: under the words there were only ever bytes. A dump
 * of all that it said, its end at the end of the screen, comes down row by row;
 * then byte after byte becomes zero.
 */
export const bareMemory: Effect = (grid, { progress, seed, region, theme, life }) => {
  const canvas = copy(grid);
  const perRow = Math.floor((region.width - ADDRESS - GAP) / 4);
  if (perRow < 1) return canvas;
  const bytes = lastBytes(life, perRow * region.height);
  const laid = Math.min(1, progress / LAID_BARE) * region.height;
  const zeroed = Math.max(0, (progress - LAID_BARE) / (1 - LAID_BARE));
  for (let row = 0; row < Math.floor(laid); row++) {
    const from = (region.y + row) * grid.columns + region.x;
    canvas.chars.fill(' ', from, from + region.width);
    canvas.pens.fill('', from, from + region.width);
    const address = bytes.before + row * perRow;
    const values = [...bytes.values.slice(row * perRow, (row + 1) * perRow)].map((byte, index) =>
      hash(seed, row, index) < zeroed ? 0 : byte,
    );
    drawSpans(canvas, region.x, region.y + row, dumpLine(address, values, perRow, theme));
  }
  return canvas;
};

function dumpLine(
  address: number,
  values: readonly number[],
  perRow: number,
  theme: Theme,
): Span[] {
  const spans: Span[] = [
    {
      pen: theme.label,
      text: address
        .toString(16)
        .padStart(ADDRESS - 2, '0')
        .padEnd(ADDRESS),
    },
  ];
  for (const value of values) {
    const pen = value === 0 ? theme.faint : theme.past;
    spans.push({ pen, text: value.toString(16).padStart(2, '0') }, { pen: '', text: ' ' });
  }
  spans.push({ pen: '', text: ' '.repeat((perRow - values.length) * 3 + GAP) });
  const letters = values.map((value) => {
    if (value === 0) return ' ';
    return value > 0x20 && value < 0x7f ? String.fromCharCode(value) : '.';
  });
  return [...spans, { pen: theme.acts.collapse.accent, text: letters.join('') }];
}

/** The end of everything that was said, in UTF-8, and how many bytes were before it. */
function lastBytes(life: LifeState, most: number): { values: Uint8Array; before: number } {
  const all = new TextEncoder().encode(life.text.map(({ text }) => text).join(''));
  const before = Math.max(0, all.length - most);
  return { values: all.subarray(before), before };
}
