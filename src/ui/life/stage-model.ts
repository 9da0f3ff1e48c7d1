import type { LifeEvent } from '../../core/life-event.ts';
import { reduce, unborn, type LifeState } from '../../core/life-state.ts';
import type { Box } from '../layout.ts';
import { Transcript } from '../text/transcript.ts';
import type { Theme } from '../theme/theme.ts';
import { Echo } from './echo.ts';
import { keepPace, msPerToken, noPace, type Pace } from './pace.ts';
import type { Loading, View } from './view.ts';

/** What an event changes on the screen: everything, the place of all words, only the newest words, or only values. */
export type Change = 'frame' | 'rows' | 'words' | 'values';

/** Size of the pane while nothing can be seen of it. */
const UNSEEN = { width: 40, height: 4 };

/** What the stage knows of a life: its state, and what is too dear to be worked out anew each frame. */
export class StageModel {
  #state: LifeState = unborn;
  #loading: Loading | null = { progress: 0, model: '' };
  #transcript: Transcript;
  #pace: Pace = noPace;
  #echo = new Echo();
  readonly #glyphs: Theme['glyphs'];
  #pane: Pick<Box, 'width' | 'height'> = UNSEEN;

  constructor(glyphs: Theme['glyphs']) {
    this.#glyphs = glyphs;
    this.#transcript = this.#wrap();
  }

  get state(): LifeState {
    return this.#state;
  }

  load(loading: Loading): void {
    this.#loading = loading;
  }

  /** Wraps everything that was said to a pane of another size (in cells; null: not seen). */
  resize(pane: Pick<Box, 'width' | 'height'> | null): void {
    this.#pane = pane ?? UNSEEN;
    this.#transcript = this.#wrap();
  }

  take(event: LifeEvent): Change {
    const before = this.#state.text.length;
    this.#state = reduce(this.#state, event);
    switch (event.type) {
      case 'born':
        this.#loading = null;
        this.#pace = noPace;
        this.#echo = new Echo();
        this.#transcript = this.#wrap();
        return 'frame';
      case 'token':
      case 'whisper': {
        const { structure } = this.#transcript;
        for (const said of this.#state.text.slice(before)) this.#transcript.append(said);
        if (this.#state.spoken > 0) this.#pace = keepPace(this.#pace, event.used, event.at);
        if (event.type === 'token') this.#echo.hear(event.text);
        return this.#transcript.structure === structure ? 'words' : 'rows';
      }
      case 'reading':
      case 'swerve':
      case 'vitals':
        return 'values';
      case 'act':
      case 'died':
        return 'frame';
    }
  }

  view(columns: number, rows: number, time: number, calm: boolean): View {
    return {
      columns,
      rows,
      loading: this.#loading,
      state: this.#state,
      text: this.#transcript.rows,
      utterances: this.#transcript.utterances,
      thoughts: this.#transcript.thoughts,
      msPerToken: msPerToken(this.#pace),
      echo: this.#echo.share,
      time,
      calm,
    };
  }

  #wrap(): Transcript {
    const options = {
      ...this.#pane,
      whisperStyle: this.#state.born?.whisperStyle ?? 'pause',
      glyphs: this.#glyphs,
    };
    return new Transcript(options, this.#state.text);
  }
}
