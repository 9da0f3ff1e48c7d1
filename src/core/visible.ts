/**
 * The text with every control character as a symbol: what a model says must
 * never move the cursor of a terminal. Newlines and tabs stay.
 */
export function visible(text: string): string {
  return text.replace(CONTROL, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\uFFFD';
  });
}

/** The same on one line: names of files and titles of prompts may have anything in them. */
export function oneLine(text: string): string {
  return visible(text).replace(/\s+/g, ' ');
}

// C0 but tab and newline, DEL, C1; marks and overrides of direction; line and paragraph separators.

const CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
