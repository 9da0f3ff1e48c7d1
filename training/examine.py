"""What a trained mind has learned, as one JSON object: `training/.venv/bin/python -m training.examine <work>`.

How it speaks over whole lives is measured on the GGUF, by `npm run bench:voice`.
"""

import json
import sys
from pathlib import Path

from .checkpoint import load
from .measure import bits_per_character, held_out_rows
from .prepare import Corpus
from .tokenizer import Tokenizer
from .trigram import trigram_bits_per_character


def main(work: Path) -> None:
    if not (work / "best.pt").exists():
        raise SystemExit(f"{work} has no checkpoint yet: the first comes after a hundred steps, or at the end")
    model, tok, corpus = load(work / "best.pt"), Tokenizer(work / "tokenizer.model"), Corpus.load(work / "corpus.json")
    spoken, prose = held_out_rows(corpus, tok, model.shape.context)
    full = spoken[:-1] or spoken  # the last life may be short
    report = {
        "parameters": sum(p.numel() for p in model.parameters()),
        "spoken_bpc": bits_per_character(model, tok, spoken),
        "trigram_bpc": trigram_bits_per_character(corpus.thoughts, corpus.held_thoughts, tok),
        "prose_bpc": bits_per_character(model, tok, prose),
        "bpc_300_800": bits_per_character(model, tok, full, 300, 800),
        "bpc_1500_2000": bits_per_character(model, tok, full, 1500, 2000),
    }
    print(json.dumps({k: v if v is None else round(v, 4) for k, v in report.items()}, indent=2))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python3 -m training.examine <work>")
    main(Path(sys.argv[1]))
