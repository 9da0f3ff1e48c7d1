import type { LifeEvent } from '../core/life-event.ts';
import { visible } from '../core/visible.ts';

/**
 * The text of a life alone, event by event: its thoughts are paragraphs, and the
 * host is heard only in the word that opens one. Lives are two blank lines apart.
 */
export function plainText(): (event: LifeEvent) => string {
  let spoken = false;
  let lives = 0;
  return (event) => {
    switch (event.type) {
      case 'born':
        spoken = event.opening !== '';
        return (lives++ > 0 ? '\n\n' : '') + visible(event.opening);
      case 'token':
        spoken = true;
        return visible(event.text);
      case 'whisper':
        return (spoken ? '\n\n' : '') + visible(event.opening);
      case 'died':
        return '\n';
      default:
        return '';
    }
  };
}
