import type { WhisperStyle } from '../../core/life-event.ts';
import type { Theme } from '../theme/theme.ts';

/** How a row of the host's begins: no sign that the mind itself would ever make. */
const MARK = { unicode: '·', console: '•' } as const;

/**
 * What is shown of the words of the host: all of them, their subject behind a
 * small mark, or nothing.
 *
 * @param words as the mind heard them, already printable
 */
export function whisperMark(
  words: string,
  style: { readonly whisperStyle: WhisperStyle; readonly glyphs: Theme['glyphs'] },
): string {
  const line = words.replaceAll(/\s+/g, ' ').trim();
  switch (style.whisperStyle) {
    case 'pause':
      return '';
    case 'words':
      return line;
    case 'mark':
      return line === '' ? '' : `${MARK[style.glyphs]} ${subject(line)}`;
  }
}

/** "Think about the rain." is about the rain. */
function subject(line: string): string {
  return line
    .replace(/^(?:now )?(?:think|speak|dream|wonder|tell me)(?: again)? (?:about|of) /i, '')
    .replace(/\.$/, '');
}
