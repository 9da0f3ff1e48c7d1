import type { Act } from '../core/act.ts';
import type { Form, HostWords } from '../engine/engine.ts';
import { type ByAct, fill, type Thoughts } from './prompt.ts';
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
  const subjects = decks(thoughts.subjects, random);
  const openings = decks(thoughts.openings, random);
  const facts = [...thoughts.facts].sort((a, b) => a.at - b.at);
  const isDue = (share: number): boolean => (facts[0]?.at ?? Infinity) <= share;
  return {
    peek: (act, share) => ({
      text: isDue(share) ? (facts[0]?.words ?? '') : whisperOf(thoughts, form, subjects(act).top()),
      opening: openings(act).top(),
    }),
    take: (act, share) => ({
      text: isDue(share)
        ? (facts.shift()?.words ?? '')
        : whisperOf(thoughts, form, subjects(act).draw()),
      opening: openings(act).draw(),
    }),
  };
}

/** Each act has its own deck; the collapse plays on with that of dread. */
function decks(cards: ByAct, random: () => number): (act: Act) => Deck {
  const byAct = {
    waking: deck(cards.waking, random),
    thinking: deck(cards.thinking, random),
    unease: deck(cards.unease, random),
    dread: deck(cards.dread, random),
  };
  return (act) => byAct[act === 'collapse' ? 'dread' : act];
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
