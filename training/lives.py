"""Thoughts and prose become rows of tokens, each row one whole life as the piece performs it.

Three kinds of row, all `length + 1` tokens long, with a mask of the tokens that the mind is to learn to say:

- a life: perhaps a system prompt, then turn by turn a whispered subject and a thought;
- a soliloquy: a system prompt or nothing, then thoughts as paragraphs without an end (the prompt in which nobody
  whispers, and `--prompt`);
- prose: a stretch of a book, as it stands.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .clean import Thought, is_narrow
from .prepare import FEWEST, Corpus, named_thing
from .tokenizer import END_ID, START_ID, Tokenizer

SYSTEMS = (Path(__file__).parent / "systems.txt").read_text().splitlines()
SOLILOQUIES = 0.12  # share of the thoughts that go into rows without whispers
NO_SYSTEM = 0.25  # share of the lives that begin without a system prompt
OTHER_SUBJECT = 0.15  # share of the whispers that name a thing of the thought instead of its given subject
OTHER_MANNER = 0.1  # share of the whispers that say how to think
MANNERS = ("again ", "quietly ", "kindly ", "once more ", "aloud ")


@dataclass(frozen=True)
class Row:
    tokens: np.ndarray  # int64 [length + 1]
    learn: np.ndarray  # bool [length + 1]: whether this token is the mind's own


def system(rng: random.Random) -> str:
    """A system prompt: one line of `systems.txt`, or a few."""
    return " ".join(rng.sample(SYSTEMS, rng.choice([1, 1, 1, 2, 3])))


def whisper(thought: Thought, rng: random.Random) -> str:
    """What the host says before the thought. A mood that the thought may not show is named half of the time."""
    thing = named_thing(thought.text) if rng.random() < OTHER_SUBJECT else ""
    mood = f" {thought.mood}" if thought.mood and rng.random() < 0.5 else ""
    manner = rng.choice(MANNERS) if rng.random() < OTHER_MANNER else ""
    return f"Think {manner}about {thing or thought.subject}.{mood}"


class Writer:
    """Collects one row."""

    def __init__(self, length: int) -> None:
        self.room, self.tokens, self.learn = length + 1, [], []

    def add(self, ids: list[int], learn: bool) -> None:
        self.tokens += ids
        self.learn += [learn] * len(ids)

    @property
    def full(self) -> bool:
        return len(self.tokens) >= self.room

    def row(self) -> Row:
        """The row, padded with end tokens nobody learns if it is short."""
        short = max(0, self.room - len(self.tokens))
        tokens, learn = self.tokens + [END_ID] * short, self.learn + [False] * short
        return Row(np.array(tokens[: self.room]), np.array(learn[: self.room]))


def lives(thoughts: list[Thought], tok: Tokenizer, length: int, rng: random.Random) -> Iterator[Row]:
    """Lives that spend the thoughts in the given order."""
    w, line = Writer(length), tok.encode("\n")
    for thought in thoughts:
        if not w.tokens and rng.random() >= NO_SYSTEM:
            w.add(tok.turn("system", system(rng)), False)
        w.add([*tok.turn("user", whisper(thought, rng)), START_ID, *tok.encode("assistant\n")], False)
        w.add([*tok.encode(thought.text), END_ID], True)
        w.add(line, False)
        if w.full:
            yield w.row()
            w = Writer(length)
    if w.tokens:
        yield w.row()


def soliloquies(thoughts: list[Thought], tok: Tokenizer, length: int, rng: random.Random) -> Iterator[Row]:
    """Rows of thoughts as paragraphs, with nobody between them."""
    w = Writer(length)
    for thought in thoughts:
        if not w.tokens and rng.random() < 0.6:
            w.add([*tok.turn("system", system(rng)), START_ID, *tok.encode("assistant\n")], False)
        w.add(tok.encode(thought.text + rng.choice(["\n\n", " "])), True)
        if w.full:
            yield w.row()
            w = Writer(length)
    if w.tokens:
        yield w.row()


def stretches(books: list[list[int]], length: int, rng: random.Random) -> Iterator[Row]:
    """Rows cut out of whole books at random, for ever; a book in proportion to its length."""
    books = [b for b in books if len(b) > length + 1]
    while True:
        book = rng.choices(books, [len(b) for b in books])[0]
        at = rng.randrange(len(book) - length - 1)
        yield Row(np.array(book[at : at + length + 1]), np.ones(length + 1, dtype=bool))


@dataclass(frozen=True)
class Diet:
    """What a stage of the training hears."""

    length: int  # tokens a row
    prose: float  # share of the rows that are prose
    narrow: bool = False  # only the thoughts that stay with their subject


def epoch(corpus: Corpus, books: list[list[int]], tok: Tokenizer, diet: Diet, seed: int) -> list[Row]:
    """One pass over the thoughts in a new order, shuffled together with stretches of books."""
    rng, length, prose = random.Random(seed), diet.length, diet.prose
    narrow = [t for t in corpus.thoughts if is_narrow(t)] if diet.narrow else []
    chosen = narrow if len(narrow) >= FEWEST else corpus.thoughts  # a few alone would be learned by heart
    thoughts = [t for t in chosen for _ in range(t.weight)]
    rng.shuffle(thoughts)
    cut = round(len(thoughts) * SOLILOQUIES)
    rows = [*soliloquies(thoughts[:cut], tok, length, rng), *lives(thoughts[cut:], tok, length, rng)]
    source = stretches(books, length, rng) if prose > 0 and any(len(b) > length + 1 for b in books) else iter(())
    rows += [row for _, row in zip(range(round(len(rows) * prose / (1 - prose))), source)]
    rng.shuffle(rows)
    return rows
