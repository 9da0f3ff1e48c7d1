"""Held-out bits per character: of spoken thoughts in whole lives, of prose, and by position in the context."""

import math
import random
from itertools import islice

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from .lives import Row, lives
from .model import Llama
from .prepare import Corpus
from .tokenizer import Tokenizer


def held_out_rows(corpus: Corpus, tok: Tokenizer, length: int, most: int | None = None) -> tuple[list[Row], list[Row]]:
    """Always the same rows: `most` lives of held-out thoughts or all, and at most 8 of held-out prose from its beginning."""
    spoken = list(islice(lives(corpus.held_thoughts, tok, length, random.Random(0)), most))
    ids = [i for book in corpus.held_prose for i in tok.encode(book)]
    rows = min(8, len(ids) // (length + 1))
    prose = [Row(np.array(ids[r * (length + 1) :][: length + 1]), np.ones(length + 1, dtype=bool)) for r in range(rows)]
    return spoken, prose


@torch.no_grad()
def losses(model: Llama, row: Row) -> Tensor:
    """Nats for every token of the row after the first, zero where it is not the mind's own."""
    ids = torch.from_numpy(row.tokens)[None]
    nats = F.cross_entropy(model(ids[:, :-1])[0], ids[0, 1:], reduction="none")
    return nats * torch.from_numpy(row.learn[1:])


def characters(tok: Tokenizer, row: Row) -> np.ndarray:
    """Characters of every token after the first that is the mind's own."""
    return np.where(row.learn[1:], [tok.characters(int(i)) for i in row.tokens[1:]], 0)


def bits_per_character(
    model: Llama, tok: Tokenizer, rows: list[Row], first: int = 0, last: int | None = None
) -> float | None:
    """Over the given positions of the rows; None where there is nothing to measure."""
    was_training = model.training
    model.eval()
    nats = sum(float(losses(model, row)[first:last].sum()) for row in rows)
    model.train(was_training)
    total = sum(int(characters(tok, row)[first:last].sum()) for row in rows)
    return nats / math.log(2) / total if total else None
