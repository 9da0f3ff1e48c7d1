import type { Utterance } from '../../core/life-state.ts';
import type { WhisperStyle } from '../../core/life-event.ts';
import type { Theme } from '../theme/theme.ts';
import { clusters, type Cluster } from './clusters.ts';
import { emptyRow, type Piece, type Row } from './row.ts';
import { shown } from './shown.ts';
import { whisperMark } from './whisper-mark.ts';

/** A probability below which a word is shown as one that the mind was not sure of. */
const DOUBT_BELOW = 0.05;

/** A pane this many rows high scrolls by one row; one of twice the height by two. */
const ROWS_PER_SCROLLED = 8;

/** What a transcript has to know beside the words. */
export interface TranscriptOptions {
  /** Of the pane, in cells. */
  readonly width: number;
  /** Rows to keep; older ones are forgotten. */
  readonly height: number;
  readonly whisperStyle: WhisperStyle;
  readonly glyphs: Theme['glyphs'];
}

/**
 * A life's words, wrapped. Append-only: a token costs what the token is long,
 * however long the life has been, and no more rows are kept than are seen.
 */
export class Transcript {
  /** Changes whenever a row was begun: the rows above are no longer where they were. */
  structure = 0;
  /** Utterances so far. */
  utterances = 0;
  /** Thoughts begun. */
  thoughts = 0;

  readonly #options: TranscriptOptions;
  /** Rows that go at once when the pane is full: text that stands still reads better than text that creeps. */
  readonly #scroll: number;
  /** All but the last are finished. */
  readonly #rows: Row[] = [emptyRow];
  #pieces: Piece[] = [];
  #column = 0;
  /** Where the last word begins: it moves to the next row as a whole. */
  #word = 0;

  constructor(options: TranscriptOptions, text: readonly Utterance[] = []) {
    this.#options = options;
    this.#scroll = Math.max(1, Math.floor(options.height / ROWS_PER_SCROLLED));
    for (const utterance of text) this.append(utterance);
  }

  /** The last rows, at most as many as the pane is high; the words go on at the end of the last. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  append(utterance: Utterance): void {
    this.utterances++;
    if (utterance.by === 'host') {
      this.#whisper(utterance);
      return;
    }
    const text = shown(utterance.text, this.#options.glyphs);
    for (const cluster of clusters(text)) this.#put(cluster, utterance);
    this.#rows[this.#rows.length - 1] = { pieces: this.#pieces, width: this.#column };
  }

  #whisper(utterance: Utterance): void {
    this.thoughts++;
    const nothingYet = this.#rows.length === 1 && this.#column === 0;
    if (!nothingYet) {
      this.#newRow();
      if (this.#rows.at(-2)?.width !== 0) this.#newRow();
    }
    const mark = whisperMark(shown(utterance.text, this.#options.glyphs), this.#options);
    for (const cluster of clusters(mark)) this.#put(cluster, utterance);
    if (mark !== '') this.#newRow();
    this.#rows[this.#rows.length - 1] = { pieces: this.#pieces, width: this.#column };
  }

  #put(cluster: Cluster, utterance: Utterance): void {
    const { text, width } = cluster;
    if (text === '\n') {
      if (this.#column > 0 || (this.#rows.at(-2)?.width ?? 0) > 0) this.#newRow();
      return;
    }
    if (text === ' ' || text === '\t') {
      if (this.#column > 0 && this.#column < this.#options.width) this.#add(' ', 1, utterance);
      this.#word = this.#pieces.length;
      return;
    }
    if (width === 0) {
      this.#join(text);
      return;
    }
    if (this.#column + width > this.#options.width) this.#wrap();
    this.#add(text, width, utterance);
    if (BREAKS_AFTER.has(text)) this.#word = this.#pieces.length;
  }

  #add(text: string, width: number, utterance: Utterance): void {
    const last = this.#pieces.at(-1);
    if (last?.utterance === this.utterances && this.#word < this.#pieces.length) {
      const joined = { ...last, text: last.text + text, width: last.width + width };
      this.#pieces = [...this.#pieces.slice(0, -1), joined];
    } else {
      const { by, confidence } = utterance;
      const piece: Piece = {
        text,
        width,
        by,
        utterance: this.utterances,
        thought: this.thoughts,
        doubt: by === 'mind' && confidence < DOUBT_BELOW,
      };
      this.#pieces = [...this.#pieces, piece];
    }
    this.#column += width;
  }

  /** A mark that takes no place belongs to the character before it. */
  #join(mark: string): void {
    const last = this.#pieces.at(-1);
    if (last === undefined) return;
    this.#pieces = [...this.#pieces.slice(0, -1), { ...last, text: last.text + mark }];
  }

  #wrap(): void {
    const word = this.#word === 0 ? [] : this.#pieces.slice(this.#word);
    if (word.length > 0) {
      this.#pieces = this.#pieces.slice(0, this.#word);
      this.#column = widthOf(this.#pieces);
    }
    this.#newRow();
    this.#pieces = word;
    this.#column = widthOf(word);
  }

  #newRow(): void {
    this.#rows[this.#rows.length - 1] = { pieces: this.#pieces, width: this.#column };
    this.#rows.push(emptyRow);
    if (this.#rows.length > this.#options.height) this.#rows.splice(0, this.#scroll);
    this.#pieces = [];
    this.#column = 0;
    this.#word = 0;
    this.structure++;
  }
}

const BREAKS_AFTER: ReadonlySet<string> = new Set(['-', '–', '—']);

function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + piece.width, 0);
}
