"""What a trained mind has learned, as one JSON object: `python3 -m training.examine <work> [lives.jsonl]`.

`lives.jsonl` holds spoken thoughts, one object a line: `life` number, `subject` and `text`.
"""

import json
import random
import sys
from collections import defaultdict
from pathlib import Path

from .checkpoint import load
from .clean import FIRST_PERSON, about, distinct, share, words
from .measure import bits_per_character, held_out_rows
from .prepare import Corpus
from .tokenizer import Tokenizer
from .trigram import trigram_bits_per_character

COPIED = 13  # words in a row: longer than this project lets a mind quote


def sentences(text: str) -> list[list[str]]:
    return [s for part in text.replace("!", ".").replace("?", ".").split(".") if (s := words(part))]


def runs(said: list[str], n: int) -> set[tuple[str, ...]]:
    return set(zip(*(said[i:] for i in range(n))))


def copied(spoken: list[str], corpus: Corpus) -> float:
    """Share of the sentences with a run of `COPIED` words that stands in the training data."""
    heard = set()
    for text in [t.text for t in corpus.thoughts] + corpus.prose:
        heard |= runs(words(text), COPIED)
    all_sentences = [s for text in spoken for s in sentences(text)]
    return sum(bool(runs(s, COPIED) & heard) for s in all_sentences) / len(all_sentences)


def of_lives(thoughts: list[dict[str, str]], corpus: Corpus) -> dict[str, float]:
    """Figures on spoken lives; means over lives, windows of a hundred words."""
    vocabulary = {w for t in corpus.thoughts + corpus.held_thoughts for w in words(t.text)} | {w for p in corpus.prose for w in words(p)}
    whole: dict[str, list[str]] = defaultdict(list)
    for t in thoughts:
        whole[str(t["life"])] += words(t["text"])
    said = [w for life in whole.values() for w in life]
    windows = [life[i : i + 100] for life in whole.values() for i in range(0, len(life) - 99, 100)]
    shuffled = random.Random(0).sample([t["subject"] for t in thoughts], len(thoughts))
    return {
        "lives": len(whole),
        "distinct_4": sum(distinct(life, 4) for life in whole.values()) / len(whole),
        "words_that_are_words": share(vocabulary, said),
        "first_person_windows": sum(share(FIRST_PERSON, w) > 0 for w in windows) / len(windows),
        "about_subject": sum(about(t["subject"], t["text"]) for t in thoughts) / len(thoughts),
        "about_shuffled": sum(about(s, t["text"]) for s, t in zip(shuffled, thoughts)) / len(thoughts),
        "copied_sentences": copied([t["text"] for t in thoughts], corpus),
        "words_a_thought": len(said) / len(thoughts),
    }


def main(work: Path, lives: Path | None) -> None:
    model, tok, corpus = load(work / "best.pt"), Tokenizer(work / "tokenizer.model"), Corpus.load(work / "corpus.json")
    spoken, prose = held_out_rows(corpus, tok, model.shape.context)
    full = spoken[:-1] or spoken  # the last life is short
    report = {
        "parameters": sum(p.numel() for p in model.parameters()),
        "spoken_bpc": bits_per_character(model, tok, spoken),
        "trigram_bpc": trigram_bits_per_character(corpus.thoughts, corpus.held_thoughts, tok),
        "prose_bpc": bits_per_character(model, tok, prose),
        "bpc_300_800": bits_per_character(model, tok, full, 300, 800),
        "bpc_1500_2000": bits_per_character(model, tok, full, 1500, 2000),
    }
    if lives:
        report |= of_lives([json.loads(line) for line in lives.read_text().splitlines()], corpus)
    print(json.dumps({k: v if v is None else round(v, 4) for k, v in report.items()}, indent=2))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
