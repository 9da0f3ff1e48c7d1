import type { View } from './view.ts';

/**
 * Where React finds the newest view. It is asked to draw only when
 * {@link draw} is called: a token does not make a frame.
 */
export class ViewStore {
  readonly #build: () => View;
  readonly #listeners = new Set<() => void>();
  #view: View | null = null;

  /** @param build the view as it is now */
  constructor(build: () => View) {
    this.#build = build;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  readonly snapshot = (): View => (this.#view ??= this.#build());

  /** What was known is out of date; nothing is drawn yet. */
  invalidate(): void {
    this.#view = null;
  }

  draw(): void {
    this.#view = null;
    for (const listener of this.#listeners) listener();
  }
}
