import type { Act } from '../../core/act.ts';
import type { Pen, Theme } from '../theme/theme.ts';
import type { Piece, Row } from './row.ts';
import type { Span } from './span.ts';

/** Utterances that are bright, the newest included; and those that are almost. */
const FRESH = 4;
const RECENT = 12;

/** How many utterances, counted from the newest, change their pen when a new one comes. */
export const BRIGHT_UTTERANCES = RECENT + 1;

/** Where the mind is now: what is new, and what is already past. */
export interface Present {
  readonly utterance: number;
  readonly thought: number;
  readonly act: Act;
}

/** A row in pens: the newest words brightest, this thought plain, what was before receding. */
export function rowSpans(row: Row, present: Present, theme: Theme): Span[] {
  const spans: { pen: Pen; text: string }[] = [];
  for (const piece of row.pieces) {
    const pen = penOf(piece, present, theme);
    const last = spans.at(-1);
    if (last?.pen === pen) last.text += piece.text;
    else spans.push({ pen, text: piece.text });
  }
  return spans;
}

function penOf(piece: Piece, present: Present, theme: Theme): Pen {
  if (piece.by === 'host') return theme.host;
  const thoughtsAgo = present.thought - piece.thought;
  if (thoughtsAgo > 1) return theme.longPast;
  if (piece.by === 'opening') return theme.opening;
  if (thoughtsAgo === 1) return theme.past;
  const age = present.utterance - piece.utterance;
  if (age < FRESH) return theme.fresh;
  if (piece.doubt) return theme.acts[present.act].doubt;
  return age < RECENT ? theme.recent : theme.thought;
}
