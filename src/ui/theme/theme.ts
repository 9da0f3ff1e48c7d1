import type { Act } from '../../core/act.ts';

/**
 * How a cell is drawn: the parameters of a Select Graphic Rendition sequence
 * (ECMA-48 8.3.117) in the order weight, foreground, background, such as
 * '1;37'. '' is the terminal's own pen.
 */
export type Pen = string;

/** What changes with the act of a life. */
export interface ActPens {
  /** Gauges, the name of the act, the time line up to now. */
  readonly accent: Pen;
  /** The name of the act, to be read from the door. */
  readonly name: Pen;
  /** Words that the mind was not sure of. */
  readonly doubt: Pen;
  /** The rule between the panes. */
  readonly rule: Pen;
}

/** What the stage looks like, by meaning. */
export interface Theme {
  readonly name: 'console' | 'ansi256' | 'truecolor' | 'plain';
  /** The Linux console's fonts have few glyphs, and no terminal behind it to ask. */
  readonly glyphs: 'console' | 'unicode';
  /** Whether the terminal may be asked to show a frame at once (private mode 2026). */
  readonly synchronized: boolean;
  /** Whether all colours can be dimmed at once: only the kernel's own console knows how. */
  readonly palette: boolean;
  readonly title: Pen;
  readonly label: Pen;
  readonly value: Pen;
  /** What is not there yet: the empty part of a gauge, the life still to come. */
  readonly faint: Pen;
  /** The words just spoken. */
  readonly fresh: Pen;
  /** The words before them. */
  readonly recent: Pen;
  /** This thought. */
  readonly thought: Pen;
  /** The thought before it. */
  readonly past: Pen;
  /** All that is older. */
  readonly longPast: Pen;
  /** Words of the host. */
  readonly host: Pen;
  /** The word that the host put into the mind's mouth. */
  readonly opening: Pen;
  readonly alarm: Pen;
  readonly acts: Readonly<Record<Act, ActPens>>;
  /** Each pen's way into the dark, step by step; after the last step nothing is seen. */
  readonly fades: ReadonlyMap<Pen, readonly Pen[]>;
}
