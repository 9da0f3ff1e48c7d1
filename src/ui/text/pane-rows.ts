import { breath } from '../life/breath.ts';
import type { View } from '../life/view.ts';
import type { Theme } from '../theme/theme.ts';
import { BRIGHT_UTTERANCES, rowSpans, type Present } from './row-spans.ts';
import type { Span } from './span.ts';

/**
 * The rows of the text pane from one row on, with the cursor after the last
 * word. Ink's frames and the tokens painted between them both come from here,
 * so that they cannot disagree.
 */
export function paneRows(view: View, theme: Theme, from = 0): Span[][] {
  const present: Present = {
    utterance: view.utterances,
    thought: view.thoughts,
    act: view.state.act,
  };
  const rows = view.text.slice(from).map((row) => rowSpans(row, present, theme));
  const pen = theme.acts[view.state.act].accent;
  rows.at(-1)?.push({ pen, text: breath(view.state.act, view.time, view.calm) });
  return rows;
}

/** The first row that another token, or the cursor's breath, may change as long as no row is begun. */
export function firstLiveRow(view: View): number {
  const first = view.text.findIndex((row) =>
    row.pieces.some((piece) => piece.utterance >= view.utterances - BRIGHT_UTTERANCES),
  );
  return first === -1 ? view.text.length - 1 : first;
}
