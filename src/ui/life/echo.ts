/** Words in a row that count as said before. */
const WORDS = 3;
/** About this many of the newest words count. */
const MEMORY_WORDS = 60;
/** Most word groups remembered: a bound for minds with a very large window. */
const REMEMBERED = 20_000;

/** How much a mind repeats itself: the share of its newest words that it has said before in the same order. */
export class Echo {
  /** 0 to 1. */
  share = 0;
  readonly #said = new Set<string>();
  readonly #last: string[] = [];
  #word = '';

  hear(text: string): void {
    for (const character of text) {
      if (LETTER.test(character)) this.#word += character.toLowerCase();
      else this.#endWord();
    }
  }

  #endWord(): void {
    if (this.#word === '') return;
    this.#last.push(this.#word);
    this.#word = '';
    if (this.#last.length < WORDS) return;
    const group = this.#last.join(' ');
    this.#last.shift();
    const before = this.#said.has(group);
    this.share += (Number(before) - this.share) / MEMORY_WORDS;
    if (this.#said.size < REMEMBERED) this.#said.add(group);
  }
}

const LETTER = /[\p{L}\p{N}'\u2019]/u;
