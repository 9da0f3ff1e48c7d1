"""One command from folders of texts to a mind: `python3 -m training <folder> ... --out mind.gguf`."""

import argparse
import os
import shutil
import sys
import sysconfig
from pathlib import Path

from .checkpoint import load
from .export import export
from .model import Shape
from .plan import Plan
from .prepare import Corpus, fingerprint, prepare
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


def amount(characters: int) -> str:
    return f"{characters / 1e6:.1f} M characters" if characters >= 1e6 else f"{characters / 1e3:.0f} k characters"


def prepare_work(work: Path, folders: list[Path], seed: int) -> None:
    """Corpus and tokenizer in `work`, once. `origin` is written last: what is unfinished is begun again."""
    origin, wanted = work / "origin", f"texts {fingerprint(folders)}, seed {seed}\n"
    if origin.exists() and origin.read_text() == wanted:
        return
    if origin.exists() or (work / "last.pt").exists():
        raise SystemExit(f"{work} is of other texts or another seed: name another --work, or delete it")
    print("reading the texts …")
    corpus = prepare(folders)
    thoughts, prose = (amount(sum(map(len, texts))) for texts in ([t.text for t in corpus.thoughts], corpus.prose))
    print(f"{len(corpus.thoughts)} thoughts of {thoughts}" + (f", {prose} of prose" if corpus.prose else ""))
    work.mkdir(parents=True, exist_ok=True)
    corpus.save(work / "corpus.json")
    print("training the tokenizer …")
    train_tokenizer(texts_for_tokenizer(corpus), work / "tokenizer.model")
    origin.write_text(wanted)


def can_compile() -> bool:
    """Whether torch.compile would find its C++ compiler and Python's header files."""
    header = Path(sysconfig.get_path("include"), "Python.h")
    return shutil.which(os.environ.get("CXX", "g++")) is not None and header.exists()


def main() -> None:
    ap = argparse.ArgumentParser(prog="python3 -m training", description=__doc__)
    ap.add_argument("folders", type=Path, nargs="+", help="texts: *.txt, and thoughts.jsonl where there are any")
    ap.add_argument("--work", type=Path, default=Path("training-work"), help="where checkpoints go; run again to resume")
    ap.add_argument("--out", type=Path, default=Path("mind.gguf"))
    ap.add_argument("--minutes", type=float, default=120, help="wall clock of the training")
    ap.add_argument("--steps", type=int, default=0, help="instead of minutes: repeatable on the same machine")
    ap.add_argument("--eager", action="store_true", help="do not compile: quicker for runs of a few minutes")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--name", default="Torment Nexus", help="the mind's name, written into the file")
    ap.add_argument("--license", help="likewise its licence, for example cc0-1.0")
    args = ap.parse_args()
    for folder in args.folders:
        if not folder.is_dir():
            ap.error(f"{folder} is not a folder")
    if args.minutes <= 0 or args.steps < 0:
        ap.error("--minutes and --steps must be more than nothing")

    sys.stdout.reconfigure(line_buffering=True)  # progress is seen in a log file too
    prepare_work(args.work, args.folders, args.seed)
    if not args.eager and not can_compile():
        print("no C++ compiler with Python's header files (Debian: g++, python3-dev): not compiled, a fifth slower")
    compiled = not args.eager and can_compile()
    tok = Tokenizer(args.work / "tokenizer.model")
    plan = Plan(minutes=args.minutes, steps=args.steps, seed=args.seed, compiled=compiled)
    best = train(args.work, Shape(vocabulary=len(tok)), plan)
    export(load(best), tok, args.out, args.name, args.license)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
