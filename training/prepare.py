"""A folder of texts becomes thoughts and prose, filtered, with a part held out.

What it looks for, at any depth:

- `thoughts.jsonl`: one object a line, `s` subject, `t` text, optionally `m` mood ("Be calm."), `lp` mean
  log-probability of a generated text, `w` weight of a text written by hand, which is then kept as it is;
- `*.txt` in folders without a `thoughts.jsonl`: prose, paragraphs divided by blank lines.

Where there are no thoughts, the paragraphs of the prose are the thoughts, each about a thing that it names.
"""

import hashlib
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from .clean import FIRST_PERSON, SLURS, Thought, keep_thought, plain, rare_words, share, whole_sentences, words

HELD_OUT = 0.03  # share of the thoughts, and the end of every book
FEWEST = 32  # thoughts or passages; with fewer there is nothing to learn


@dataclass(frozen=True)
class Corpus:
    """Everything the mind hears (`thoughts`, `prose`) and what it is only examined on (`held_*`)."""

    thoughts: list[Thought]
    held_thoughts: list[Thought]
    prose: list[str]
    held_prose: list[str]

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)))

    @staticmethod
    def load(path: Path) -> "Corpus":
        raw = json.loads(path.read_text())
        thought = lambda key: [Thought(**t) for t in raw[key]]
        return Corpus(thought("thoughts"), thought("held_thoughts"), raw["prose"], raw["held_prose"])


def named_thing(text: str, at_least: int = 2) -> str:
    """The thing that a text names most often, with its article ("the door"); empty if none is named often enough."""
    named = Counter(f"{a.lower()} {n}" for a, n in re.findall(r"\b(the|my|a) ([a-z]{3,})\b", text, re.IGNORECASE))
    thing, times = max(named.items(), key=lambda item: item[1], default=("", 0))
    return thing if times >= at_least else ""


def found(folders: list[Path], pattern: str) -> list[Path]:
    """The files of that name in all the folders, each once, even where one folder lies in another."""
    return list(dict.fromkeys(f.resolve() for folder in folders for f in sorted(folder.rglob(pattern)) if f.is_file()))


def fingerprint(folders: list[Path]) -> str:
    """SHA-256, in hex, of all that would be read; where it lies does not matter."""
    files = found(folders, "thoughts.jsonl") + found(folders, "*.txt")
    return hashlib.sha256(b"".join(hashlib.sha256(f.read_bytes()).digest() for f in files)).hexdigest()


def read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SystemExit(f"{file} is not UTF-8: convert it, perhaps with iconv -f latin1 -t utf8") from None


def read_thoughts(folders: list[Path]) -> list[Thought]:
    """All thoughts of all `thoughts.jsonl`, cut at their first blank line and last whole sentence, and filtered."""
    kept: dict[str, Thought] = {}
    lines = ((f, n, line) for f in found(folders, "thoughts.jsonl") for n, line in enumerate(read(f).split("\n"), 1) if line)
    for file, number, line in lines:
        try:
            row = json.loads(line)
            subject, said = row["s"], plain(row["t"])
        except (ValueError, KeyError, TypeError, AttributeError):
            raise SystemExit(f'{file}, line {number}: a thought looks like {{"s": "the rain", "t": "I have never …"}}') from None
        text = whole_sentences(said.split("\n\n")[0].replace("\n", " "))
        if "w" in row or keep_thought(text, row.get("lp", 0.0)):
            kept[text] = Thought(subject, row.get("m", ""), text, row.get("w", 1))
    rare = rare_words(list(kept), fewer_than=2) if len(kept) > 5000 else set()
    return [t for t in kept.values() if t.weight > 1 or not rare & set(words(t.text))]


def read_books(folders: list[Path]) -> Iterator[list[str]]:
    """The paragraphs of every book: cleaned, without slurs, and not much else."""
    for file in found(folders, "*.txt"):
        if not (file.parent / "thoughts.jsonl").exists():
            paragraphs = (plain(p).replace("\n", " ") for p in re.split(r"\n\s*\n", read(file)))
            yield [p for p in paragraphs if len(p) > 40 and not SLURS.search(p)]


def passages(paragraphs: list[str], longest: int = 90) -> Iterator[str]:
    """Runs of whole sentences of at most `longest` words, out of paragraphs."""
    for paragraph in paragraphs:
        run: list[str] = []
        for sentence in re.split(r"(?<=[.!?;])\s+", paragraph):
            if run and len(words(" ".join([*run, sentence]))) > longest:
                yield " ".join(run)
                run = []
            run.append(sentence)
        yield " ".join(run)


def first_person(paragraphs: list[str], at_least: float = 0.02) -> list[str]:
    """The paragraphs in which somebody says "I"."""
    return [p for p in paragraphs if share(FIRST_PERSON, words(p)) >= at_least]


def held(thought: Thought) -> bool:
    """Whether a thought is kept apart: decided by its text alone, so that more texts do not move the border."""
    return thought.weight == 1 and zlib.crc32(thought.text.encode()) % 1000 < 1000 * HELD_OUT


def prepare(folders: list[Path]) -> Corpus:
    """Reads, filters and splits. The same folders give the same corpus."""
    thoughts, prose, held_prose = read_thoughts(folders), [], []
    for paragraphs in read_books(folders):
        if not thoughts:
            prose.extend(paragraphs)
            continue
        voiced = first_person(paragraphs)
        cut = round(len(voiced) * (1 - HELD_OUT))
        prose.append("\n\n".join(voiced[:cut]))
        held_prose.append("\n\n".join(voiced[cut:]))
    if not thoughts:
        thoughts = [Thought(s, "", p) for p in passages(prose) if len(words(p)) >= 12 and (s := named_thing(p, at_least=1))]
        prose = []
    if len(thoughts) < FEWEST:
        raise SystemExit(f"too little text: {len(thoughts)} thoughts or passages, and {FEWEST} are the least")
    apart = [t for t in thoughts if held(t)] or thoughts[-2:]
    never_heard = set(apart)
    return Corpus([t for t in thoughts if t not in never_heard], apart, [p for p in prose if p], [p for p in held_prose if p])
