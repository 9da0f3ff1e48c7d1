import type { LifeEvent } from '../core/life-event.ts';
import { chooseScore } from './collapse/choose-score.ts';
import { playScore } from './collapse/play-score.ts';
import { type Box, layout } from './layout.ts';
import { breathStep } from './life/breath.ts';
import { FramePacer } from './life/frame-pacer.ts';
import { StageModel } from './life/stage-model.ts';
import type { View } from './life/view.ts';
import { ViewStore } from './life/view-store.ts';
import type { Stage, StageOptions } from './open-stage.tsx';
import { frameStream } from './screen/frame-stream.ts';
import { blank, copy, type Grid } from './screen/grid.ts';
import { TerminalScreen } from './screen/terminal-screen.ts';
import { firstLiveRow, paneRows } from './text/pane-rows.ts';

/** Least time between two frames that only bring the gauges up to date, in milliseconds. */
const BEAT_MS = 1800;
/** Least time between two frames of the model's loading, or of the mind reading its prompt. */
const LOADING_MS = 150;

/** The stage in a real terminal: decides what is drawn as a frame and what is painted in its place. */
export class TerminalStage implements Stage {
  readonly store: ViewStore;
  /** What Ink draws on. */
  readonly frames: NodeJS.WriteStream;

  readonly #options: StageOptions;
  readonly #model: StageModel;
  readonly #screen: TerminalScreen;
  readonly #pacer: FramePacer;
  readonly #closing = new AbortController();
  readonly #cleanups: (() => void)[] = [];
  /** What the collapse takes apart; null while there is none, and frames are shown. */
  #last: Grid | null = null;

  constructor(options: StageOptions) {
    this.#options = options;
    const { stdout, theme, clock } = options;
    this.#screen = new TerminalScreen(stdout, theme, () => {
      this.#resize();
    });
    this.#model = new StageModel(theme.glyphs);
    this.#model.resize(this.#pane);
    this.store = new ViewStore(() => this.#view());
    this.#pacer = new FramePacer(
      clock,
      () => {
        this.store.draw();
      },
      this.#closing.signal,
    );
    this.frames = frameStream(
      () => this.#screen.size,
      (frame) => {
        this.#onFrame(frame);
      },
    );
    void this.#breathe();
  }

  /** @param cleanup called once when the stage closes */
  onClose(cleanup: () => void): void {
    this.#cleanups.push(cleanup);
  }

  loading(progress: number, model: string): void {
    this.#model.load({ progress, model });
    this.store.invalidate();
    this.#pacer.after(LOADING_MS);
  }

  show(event: LifeEvent): void {
    if (event.type === 'born') this.#last = null;
    const change = this.#model.take(event);
    this.store.invalidate();
    switch (change) {
      case 'words':
      case 'rows':
        this.#paintWords(change === 'rows');
        break;
      case 'values':
        if (event.type === 'reading') this.#pacer.after(LOADING_MS);
        // Nothing is put off: the next vitals come in a second.
        else this.#pacer.unless(BEAT_MS);
        break;
      case 'frame':
        this.#pacer.now();
    }
  }

  async collapse(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#pacer.now();
    // Ink draws when the promises that are waiting have had their turn.
    await this.#options.clock.sleep(0);
    this.#last = copy(this.#screen.shown);
    const { theme, calm, clock, score } = this.#options;
    // Where there is no stage, there is nothing to take apart.
    const still = calm || this.#pane === null;
    await playScore(chooseScore(this.#model.state.born?.seed ?? 0, still, score), {
      clock,
      theme,
      life: this.#model.state,
      screen: () => this.#last ?? this.#screen.shown,
      paint: (grid, light) => {
        this.#screen.paint(grid);
        this.#screen.dim(light);
      },
      signal: this.#closing.signal,
    });
  }

  // Not an async function: a signal's handler needs all of it done when it returns.
  close(): Promise<void> {
    if (!this.#closing.signal.aborted) {
      this.#closing.abort();
      for (const cleanup of this.#cleanups) cleanup();
      this.#screen.close();
    }
    return Promise.resolve();
  }

  /** Where the words stand; null where the window is too small for a stage. */
  get #pane(): Box | null {
    const { columns, rows } = this.#screen.size;
    return layout(columns, rows)?.text ?? null;
  }

  #view(): View {
    const { clock, calm } = this.#options;
    const { columns, rows } = this.#screen.size;
    return this.#model.view(columns, rows, clock.now(), calm);
  }

  #onFrame(frame: string): void {
    const grid = this.#screen.parse(frame);
    if (this.#last === null) this.#screen.paint(grid);
    else this.#last = copy(grid);
  }

  /**
   * The newest words and the cursor, at the place that the next frame will give
   * them: a token is on the screen when it has been spoken, however long a frame takes.
   *
   * @param all whether the rows above are not where they were
   */
  #paintWords(all: boolean): void {
    const pane = this.#pane;
    const view = this.store.snapshot();
    if (this.#last !== null || pane === null || view.loading !== null) return;
    const first = all ? 0 : firstLiveRow(view);
    const height = all ? pane.height : view.text.length - first;
    const place = { ...pane, y: pane.y + first, width: pane.width + 1, height };
    this.#screen.put(place, paneRows(view, this.#options.theme, first));
  }

  #resize(): void {
    this.#model.resize(this.#pane);
    const { columns, rows } = this.#screen.size;
    if (this.#last !== null) this.#last = blank(columns, rows);
    this.#pacer.now();
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
      this.#paintWords(false);
    }
  }
}
