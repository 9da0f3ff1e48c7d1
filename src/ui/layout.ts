/** A rectangle of the screen, in cells. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything is, in cells. */
export interface Layout {
  readonly columns: number;
  readonly rows: number;
  readonly header: Box;
  /** The words. One cell to the right of it is kept free for the cursor. */
  readonly text: Box;
  readonly rule: Box;
  readonly sidebar: Box;
  readonly timeline: Box;
}

export const LEAST_COLUMNS = 60;
export const LEAST_ROWS = 16;

/** Characters in a line that reads well; more makes the eye lose the next line's beginning. */
const WIDEST_MEASURE = 78;
const WIDEST_SIDEBAR = 40;
const NARROWEST_SIDEBAR = 22;

/** The layout for a screen, or null where it is too small to be one. Sizes in cells. */
export function layout(columns: number, rows: number): Layout | null {
  if (columns < LEAST_COLUMNS || rows < LEAST_ROWS) return null;
  const airy = columns >= 100;
  const gap = airy ? 4 : 2;
  const inner = columns - 2 * (airy ? 4 : 1);
  const sidebarWidth = clamp(Math.round(columns * 0.25), NARROWEST_SIDEBAR, WIDEST_SIDEBAR);
  const textWidth = Math.min(inner - sidebarWidth - 2 * gap - 1, WIDEST_MEASURE);
  const width = textWidth + gap + 1 + gap + sidebarWidth;
  const x = Math.floor((columns - width) / 2);

  const margin = rows >= 28 ? 1 : 0;
  const spacing = rows >= 20 ? 1 : 0;
  const top = margin + 1 + spacing;
  const timelineY = rows - margin - 2;
  const height = timelineY - spacing - top;
  const sidebarX = x + width - sidebarWidth;
  return {
    columns,
    rows,
    header: { x, y: margin, width, height: 1 },
    text: { x, y: top, width: textWidth, height },
    rule: { x: sidebarX - gap - 1, y: top, width: 1, height },
    sidebar: { x: sidebarX, y: top, width: sidebarWidth, height },
    timeline: { x, y: timelineY, width, height: 2 },
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
