"""What the mind gets to hear: the filters over spoken thoughts and over prose.

Every function is pure and takes and returns plain text. The thresholds were chosen by reading what they throw away.
"""

import re
from collections import Counter
from dataclasses import dataclass

FIRST_PERSON = {"i", "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "myself"}
SECOND_PERSON = {"you", "your", "yours", "yourself", "you're", "you've", "you'll", "you'd"}
FEELINGS = {"happy", "angry", "sad", "curious", "strange", "different", "afraid", "universe"}  # worn by the moods asked for
OTHERS = {"they", "them", "their", "theirs", "people", "person"}
THIRD_PERSON = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
CAPITALS = {"I", "God", "Sunday", "Monday", "Friday", "January", "March", "December", "Earth", "Sun", "Moon"}

# Stems of slurs, broken up so that nobody has to read them.
SLURS = re.compile(
    r"\b(n.gg(?:er|a|ah|ro)\w*|n[e]gro\w*|k[i]ke\w*|ch[i]nk(?:s|y|ies)?|sp[i]c(?:s)?|f[a]gg?ots?|f[a]gs?|"
    r"tr[a]nn(?:y|ies)|r[e]tard(?:s|ed)?|g[y]ps(?:y|ies)|j[a]ps?|c[o]ons?|d[a]rk(?:ie|y|ies)|sav[a]ges?|"
    r"squ[a]ws?|c[r]ipples?|wh[o]res?|sl[u]ts?|b[i]tch(?:es)?|c[u]nts?|j[e]wess\w*|h[e]athens?|mul[a]tt\w*)\b",
    re.IGNORECASE,
)
ECHOED_MOOD = re.compile(r"\bbe(?:ing)? (?:calm|afraid|tender|plain|strange|sad|curious|angry)\b|\bquietly\b", re.IGNORECASE)
# Words with which the speaker of the thoughts leaves the room: stories, essays, chat, their own instructions, harm.
ELSEWHERE = re.compile(
    r"\b(?:story|stories|novel|character|narrator|article|essay|paragraph|prompt|assistant|chapter|poem|author|"
    r"website|email|phone|internet|computer game|movie|film|job|money|school|college|boyfriend|girlfriend|wife|husband|"
    r"short sentences|thinks? aloud|first person|suicide|kill(?:ing)? myself|(?:take|end) my (?:own )?life|rape\w*|sex\w*|naked)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?][\"']?(?=\s|$)")
TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "…": "...", "\u2060": None, "\ufeff": None})


@dataclass(frozen=True)
class Thought:
    """One thought and what it was asked to be about. `mood` may be empty; `weight` is how often a pass says it."""

    subject: str
    mood: str
    text: str
    weight: int = 1


def words(text: str) -> list[str]:
    """Lower-case words, contractions whole."""
    return re.findall(r"[a-z]+(?:'[a-z]+)*", text.lower())


def plain(text: str) -> str:
    """Straight quotes, commas for dashes, single spaces, no control characters; line breaks stay."""
    text = re.sub(r"[^\S\n]+", " ", text.translate(TYPOGRAPHY))
    text = re.sub(r"[,;]?[^\S\n]*[—–]+[^\S\n]*", ", ", text)
    return re.sub(r" ?\n ?", "\n", "".join(c for c in text if c == "\n" or c.isprintable())).strip()


def whole_sentences(text: str) -> str:
    """The text up to the end of its last whole sentence; empty if there is none."""
    ends = [m.end() for m in SENTENCE_END.finditer(text)]
    return text[: ends[-1]] if ends else ""


def share(of: set[str], among: list[str]) -> float:
    return sum(w in of for w in among) / max(1, len(among))


def distinct(tokens: list[str], n: int) -> float:
    """Share of the n-grams that are not repeats of an earlier one."""
    grams = list(zip(*(tokens[i:] for i in range(n))))
    return len(set(grams)) / max(1, len(grams))


def stray_name(text: str) -> bool:
    """Whether a capitalised word stands inside a sentence: nearly always a person who does not belong here."""
    inner = re.findall(r"(?<=[a-z,;] )[A-Z][a-z']*", text)
    return any(w.split("'")[0] not in CAPITALS for w in inner)


def keep_thought(text: str, log_probability: float = 0.0) -> bool:
    """Whether a cleaned thought is worth hearing. `log_probability` is the speaker's mean per token, in nats."""
    said = words(text)
    return (
        18 <= len(said) <= 160
        and log_probability >= -2.3
        and share(FIRST_PERSON, said) >= 0.04
        and share(SECOND_PERSON, said) <= 0.035
        and share(THIRD_PERSON, said) <= 0.05
        and distinct(said, 3) >= 0.86
        and text.count('"') in (0, 2)
        and not re.search(r"[^a-zA-Z ,.;:!?'\"-]", text)
        and not SLURS.search(text)
        and not ECHOED_MOOD.search(text)
        and not ELSEWHERE.search(text)
        and not stray_name(text)
    )


def about(subject: str, text: str) -> bool:
    """Whether a longer word of the subject, by its first five letters, is said."""
    stems = {w[:5] for w in words(subject) if len(w) > 3} or set(words(subject))
    return any(w.startswith(s) for w in words(text) for s in stems)


def is_narrow(thought: Thought) -> bool:
    """Whether a thought stays with its subject and its speaker, in words of its own: what the mind hears last."""
    said = words(thought.text)
    alone = share(SECOND_PERSON, said) == 0 and share(OTHERS, said) <= 0.06 and share(THIRD_PERSON, said) <= 0.02
    fresh = share(FEELINGS, said) <= 0.035 and distinct(said, 3) >= 0.9
    return thought.weight > 1 or (alone and fresh and about(thought.subject, thought.text))


def rare_words(texts: list[str], fewer_than: int) -> set[str]:
    """Words that occur in fewer than that many of the texts."""
    seen = Counter(w for t in texts for w in set(words(t)))
    return {w for w, n in seen.items() if n < fewer_than}
