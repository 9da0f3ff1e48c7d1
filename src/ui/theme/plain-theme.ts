import { fadeLadders } from './fade-ladders.ts';
import type { ActPens, Theme } from './theme.ts';

const NORMAL: ActPens = { accent: '', name: '1', doubt: '', rule: '2' };
const LOUD: ActPens = { accent: '1', name: '1', doubt: '', rule: '' };

/** No colour (https://no-color.org): weight alone tells what is near and what is far. */
export const plainTheme: Theme = {
  name: 'plain',
  glyphs: 'unicode',
  synchronized: true,
  palette: false,
  title: '',
  label: '2',
  value: '',
  faint: '2',
  fresh: '1',
  recent: '1',
  thought: '',
  // Dim is hard to read in many terminals: what was said a moment ago must still be legible.
  past: '',
  longPast: '2',
  host: '2',
  opening: '2',
  alarm: '1',
  acts: { waking: NORMAL, thinking: NORMAL, unease: LOUD, dread: LOUD, collapse: LOUD },
  fades: fadeLadders([['1', '', '2']]),
};
