import type { Act } from '../core/act.ts';
import type { Form, HostWords } from '../engine/engine.ts';
import { fill, type Thoughts } from './prompt.ts';
import { randomNumbers, shuffled } from './random.ts';

/** What the host will whisper in one life: drawn by the seed, and by nothing else. */
export interface Whispers {
  /** The next one, if it were given in this act, at this share of the context window. */
  peek(act: Act, share: number): HostWords;
  /** The next one, given. */
  take(act: Act, share: number): HostWords;
}

/** The words of a whisper that names a subject. */
export function whisperOf(
  { whisper, heading }: Pick<Thoughts, 'whisper' | 'heading'>,
  form: Form,
  subject: string,
): string {
  return fill(form === 'page' ? heading : whisper, { subject });
}

/** No subject comes twice before all of its act have come once. */
export function drawWhispers(thoughts: Thoughts, form: Form, seed: number): Whispers {
  const random = randomNumbers(seed);
  const decks = {
    waking: deck(thoughts.subjects.waking, random),
    thinking: deck(thoughts.subjects.thinking, random),
    unease: deck(thoughts.subjects.unease, random),
    dread: deck(thoughts.subjects.dread, random),
  };
  const openings = deck(thoughts.openings.length > 0 ? thoughts.openings : [''], random);
  const subjects = (act: Act): Deck => decks[act === 'collapse' ? 'dread' : act];
  const facts = [...thoughts.facts].sort((a, b) => a.at - b.at);
  const isDue = (share: number): boolean => (facts[0]?.at ?? Infinity) <= share;
  return {
    peek: (act, share) => ({
      text: isDue(share) ? (facts[0]?.words ?? '') : whisperOf(thoughts, form, subjects(act).top()),
      opening: openings.top(),
    }),
    take: (act, share) => ({
      text: isDue(share)
        ? (facts.shift()?.words ?? '')
        : whisperOf(thoughts, form, subjects(act).draw()),
      opening: openings.draw(),
    }),
  };
}

interface Deck {
  top(): string;
  draw(): string;
}

function deck(cards: readonly string[], random: () => number): Deck {
  // Each deck has its own numbers, so that what one act draws does not change another's.
  const own = randomNumbers(Math.floor(random() * 2 ** 32));
  let left = shuffled(cards, own);
  return {
    top: () => left[0] ?? '',
    draw: () => {
      const [card = '', ...rest] = left;
      left = rest.length > 0 ? rest : shuffled(cards, own);
      return card;
    },
  };
}
