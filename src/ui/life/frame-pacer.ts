import type { Clock } from '../../core/clock.ts';

/** Decides when a frame is drawn: frames are dear, and few things cannot wait. */
export class FramePacer {
  readonly #clock: Clock;
  readonly #draw: () => void;
  readonly #signal: AbortSignal;
  #drawnAt: number;
  /** When the frame that was put off is drawn. */
  #due = Infinity;

  /** @param signal after it no frame is drawn */
  constructor(clock: Clock, draw: () => void, signal: AbortSignal) {
    this.#clock = clock;
    this.#draw = draw;
    this.#signal = signal;
    this.#drawnAt = clock.now();
  }

  /** A frame, whatever was before. */
  now(): void {
    this.#due = Infinity;
    this.#drawnAt = this.#clock.now();
    this.#draw();
  }

  /** A frame if the last one was at least so many milliseconds ago; otherwise none. */
  unless(interval: number): void {
    if (this.#clock.now() - this.#drawnAt >= interval) this.now();
  }

  /** A frame as soon as the last one was so many milliseconds ago: what came last is always seen. */
  after(interval: number): void {
    const due = this.#drawnAt + interval;
    if (due <= this.#clock.now()) this.now();
    else if (due < this.#due) {
      this.#due = due;
      void this.#later(due);
    }
  }

  async #later(due: number): Promise<void> {
    await this.#clock.sleep(due - this.#clock.now(), this.#signal);
    if (this.#due === due && !this.#signal.aborted) this.now();
  }
}
