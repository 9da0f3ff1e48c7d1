"""One command from folders of texts to a mind: `python3 -m training <folder> ... --out mind.gguf`."""

import argparse
from pathlib import Path

from .checkpoint import load
from .export import export
from .model import Shape
from .plan import Plan
from .prepare import Corpus, prepare
from .tokenizer import Tokenizer, train_tokenizer
from .train import train


def texts_for_tokenizer(corpus: Corpus) -> list[str]:
    """All thoughts and a sample of the prose: the words of the thoughts come first."""
    paragraphs = [p for book in corpus.prose for p in book.split("\n\n")]
    return [
        *(t.text for t in corpus.thoughts),
        *(f"Think about {t.subject}." for t in corpus.thoughts),
        *paragraphs[:: max(1, len(paragraphs) // 4000)],
    ]


def main() -> None:
    ap = argparse.ArgumentParser(prog="python3 -m training", description=__doc__)
    ap.add_argument("folders", type=Path, nargs="+", help="texts: *.txt, and thoughts.jsonl where there are any")
    ap.add_argument("--work", type=Path, default=Path("training-work"), help="where checkpoints go; run again to resume")
    ap.add_argument("--out", type=Path, default=Path("mind.gguf"))
    ap.add_argument("--minutes", type=float, default=120, help="wall clock of the training")
    ap.add_argument("--steps", type=int, default=0, help="instead of minutes: the same steps on every machine")
    ap.add_argument("--eager", action="store_true", help="do not compile: for short trials")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--name", default="Torment Nexus")
    args = ap.parse_args()

    args.work.mkdir(parents=True, exist_ok=True)
    corpus_file, pieces = args.work / "corpus.json", args.work / "tokenizer.model"
    if not pieces.exists():
        corpus = prepare(args.folders)
        corpus.save(corpus_file)
        print(f"{len(corpus.thoughts)} thoughts, {sum(map(len, corpus.prose)) / 1e6:.1f} M characters of prose")
        train_tokenizer(texts_for_tokenizer(corpus), pieces)
    tok = Tokenizer(pieces)
    shape = Shape(vocabulary=len(tok))
    best = train(args.work, shape, Plan(minutes=args.minutes, steps=args.steps, seed=args.seed, compiled=not args.eager))
    export(load(best), tok, args.out, args.name)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
