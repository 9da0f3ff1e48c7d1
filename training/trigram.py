"""The baseline that a trained mind must beat: an interpolated trigram of tokens (Witten-Bell), on the same thoughts."""

import math
from collections import Counter, defaultdict

from .clean import Thought
from .tokenizer import END_ID, START_ID, Tokenizer

Context = tuple[int, ...]


class Trigram:
    """Token probabilities from the two tokens before; each order backs off to the next shorter one."""

    def __init__(self, texts: list[list[int]], vocabulary: int) -> None:
        self.vocabulary = vocabulary
        self.counts: dict[Context, Counter[int]] = defaultdict(Counter)
        for ids in texts:
            for i in range(2, len(ids)):
                for context in ((), (ids[i - 1],), (ids[i - 2], ids[i - 1])):
                    self.counts[context][ids[i]] += 1
        self.totals = {c: n.total() for c, n in self.counts.items()}

    def probability(self, token: int, context: Context) -> float:
        shorter = self.probability(token, context[1:]) if context else 1 / self.vocabulary
        if context not in self.totals:
            return shorter
        seen, total = self.counts[context], self.totals[context]
        return (seen[token] + len(seen) * shorter) / (total + len(seen))


def framed(text: str, tok: Tokenizer) -> list[int]:
    return [START_ID, START_ID, *tok.encode(text), END_ID]


def trigram_bits_per_character(heard: list[Thought], held: list[Thought], tok: Tokenizer) -> float:
    """Held-out bits per character; the end of a thought counts as one character, as in `measure`."""
    model = Trigram([framed(t.text, tok) for t in heard], len(tok))
    bits = characters = 0.0
    for thought in held:
        ids = framed(thought.text, tok)
        bits -= sum(math.log2(model.probability(ids[i], (ids[i - 2], ids[i - 1]))) for i in range(2, len(ids)))
        characters += len(thought.text) + 1
    return bits / characters
