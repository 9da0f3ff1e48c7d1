import type { LifeEvent } from '../core/life-event.ts';
import { chooseScore } from './collapse/choose-score.ts';
import { playScore } from './collapse/play-score.ts';
import { layout } from './layout.ts';
import { breathStep } from './life/breath.ts';
import { StageModel } from './life/stage-model.ts';
import type { View } from './life/view.ts';
import { ViewStore } from './life/view-store.ts';
import type { Stage, StageOptions } from './open-stage.tsx';
import { FrameParser } from './screen/parse-frame.ts';
import { frameStream } from './screen/frame-stream.ts';
import { blank, copy, type Grid } from './screen/grid.ts';
import { Painter } from './screen/painter.ts';
import { terminalModes, type TerminalModes } from './screen/terminal-modes.ts';
import { firstLiveRow, paneRows } from './text/pane-rows.ts';

/** Least time between two frames that only bring the gauges up to date, in milliseconds. */
const BEAT_MS = 2000;
/** Least time between two frames of the model's loading, or of the mind reading its prompt. */
const LOADING_MS = 150;

/** In cells. */
interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The stage in a real terminal: decides what is drawn as a frame and what is painted in its place. */
export class TerminalStage implements Stage {
  readonly store: ViewStore;
  /** What Ink draws on. */
  readonly frames: NodeJS.WriteStream;

  readonly #options: StageOptions;
  readonly #model: StageModel;
  readonly #painter: Painter;
  readonly #modes: TerminalModes;
  readonly #closing = new AbortController();
  readonly #cleanups: (() => void)[] = [];
  #parser: FrameParser;
  #size: Size;
  #drawnAt = -Infinity;
  /** A frame has been asked for and is not there yet. */
  #awaited = false;
  /** During the collapse frames are not shown: they are what it takes apart. */
  #collapsing = false;
  #last: Grid;

  constructor(options: StageOptions) {
    this.#options = options;
    const { stdout, theme, clock } = options;
    this.#size = sizeOf(stdout);
    this.#model = new StageModel(theme.glyphs);
    this.#modes = terminalModes(theme.glyphs);
    const { columns, rows } = this.#size;
    this.#last = blank(columns, rows);
    this.#parser = new FrameParser(columns, rows);
    const write = (bytes: string): void => {
      // Whoever still shows something after the end must not draw on the visitor's shell.
      if (!this.#closing.signal.aborted) stdout.write(bytes);
    };
    this.#painter = new Painter(write, columns, rows, theme.synchronized);
    this.#model.resize(layout(columns, rows)?.text ?? null);
    this.store = new ViewStore(() => this.#view());
    this.frames = frameStream(
      () => this.#size,
      (frame) => {
        this.#onFrame(frame);
      },
    );
    stdout.write(this.#modes.enter);
    this.#drawnAt = clock.now();
    const onResize = (): void => {
      this.#resize();
    };
    stdout.on('resize', onResize);
    this.#cleanups.push(() => stdout.off('resize', onResize));
    void this.#breathe();
  }

  /** @param cleanup called once when the stage closes */
  onClose(cleanup: () => void): void {
    this.#cleanups.push(cleanup);
  }

  loading(progress: number, model: string): void {
    this.#model.load({ progress, model });
    this.#drawIfDue(progress >= 1 ? 0 : LOADING_MS);
  }

  show(event: LifeEvent): void {
    if (event.type === 'born') this.#collapsing = false;
    const change = this.#model.take(event);
    if (change === 'frame') {
      this.#draw();
      return;
    }
    this.store.invalidate();
    if (change === 'words') this.#paintWords();
    else if (event.type === 'reading') this.#drawIfDue(LOADING_MS);
    // Vitals come about once a second: a little early is on time.
    else this.#drawIfDue(BEAT_MS - 200);
  }

  async collapse(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#draw();
    // Ink draws when the promises that are waiting have had their turn.
    await this.#options.clock.sleep(0);
    this.#last = copy(this.#painter.screen);
    this.#collapsing = true;
    const { theme, calm, clock, score } = this.#options;
    await playScore(chooseScore(this.#model.state.born?.seed ?? 0, calm, score), {
      clock,
      theme,
      life: this.#model.state,
      screen: () => this.#last,
      paint: (grid) => {
        this.#painter.paint(grid);
      },
      signal: this.#closing.signal,
    });
  }

  // Not an async function: a signal's handler needs all of it done when it returns.
  close(): Promise<void> {
    if (!this.#closing.signal.aborted) {
      this.#closing.abort();
      for (const cleanup of this.#cleanups) cleanup();
      this.#options.stdout.write(this.#modes.leave);
    }
    return Promise.resolve();
  }

  #view(): View {
    const { clock, calm } = this.#options;
    return this.#model.view(this.#size.columns, this.#size.rows, clock.now(), calm);
  }

  #draw(): void {
    this.#awaited = true;
    this.#drawnAt = this.#options.clock.now();
    this.store.draw();
  }

  #drawIfDue(interval: number): void {
    if (this.#options.clock.now() - this.#drawnAt >= interval) this.#draw();
    else this.store.invalidate();
  }

  #onFrame(frame: string): void {
    this.#awaited = false;
    const grid = this.#parser.parse(frame);
    if (this.#collapsing) this.#last = copy(grid);
    else this.#painter.paint(grid);
  }

  /** The newest words and the cursor, at the place that the next frame will give them. */
  #paintWords(): void {
    const { columns, rows } = this.#size;
    const pane = layout(columns, rows)?.text;
    const view = this.store.snapshot();
    if (this.#awaited || this.#collapsing || pane === undefined || view.loading !== null) return;
    const first = firstLiveRow(view);
    paneRows(view, this.#options.theme, first).forEach((spans, index) => {
      this.#painter.put(pane.x, pane.y + first + index, pane.x + pane.width + 1, spans);
    });
  }

  #resize(): void {
    this.#size = sizeOf(this.#options.stdout);
    const { columns, rows } = this.#size;
    this.#parser = new FrameParser(columns, rows);
    this.#painter.clear(columns, rows);
    this.#model.resize(layout(columns, rows)?.text ?? null);
    if (this.#collapsing) this.#last = blank(columns, rows);
    this.#draw();
  }

  /** The cursor breathes by itself, however slowly the mind speaks. */
  async #breathe(): Promise<void> {
    const { signal } = this.#closing;
    const { clock, calm } = this.#options;
    const breathing = (): boolean => !calm && !signal.aborted;
    while (breathing()) {
      await clock.sleep(breathStep(this.#model.state.act), signal);
      if (!breathing()) return;
      this.store.invalidate();
      this.#paintWords();
    }
  }
}

/** Some pseudo terminals say that they are 0 × 0. */
function sizeOf({ columns, rows }: Size): Size {
  return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 };
}
