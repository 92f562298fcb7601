"""How lines and the white space between them look: what credits and captions are described by."""

from __future__ import annotations

import re

from .lead_ins import BYLINES

Stretch = tuple[int, int]

REPEATED = 4000  # code points before and behind in which the same words are looked for again
SENTENCE_END = re.compile(r"[.!?…。！？](?:(?<=[。！？])|['\"”’»)]?(?=\s+[^\W_a-z]|\s+[\"“„«‘]|$))")
BYLINE = re.compile(rf"(?:{'|'.join(BYLINES)})\b|\d{{1,2}}:\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]")
_DIGIT = re.compile(r"\d")
_SIZES = (0, 1, 3, 6, 12, 25, 50, 80)  # words


def white(gap: str, *, ends: bool = False) -> str:
    """The kind of a stretch of white space: glued, space, wide, line, blank, far; end where the text ends."""
    if ends:
        return "end"
    newlines = gap.count("\n")
    if newlines:
        return "line" if newlines == 1 else "blank" if newlines == 2 else "far"
    return "glued" if not gap else "space" if len(gap) <= 2 else "wide"


def width(gap: str) -> float:
    """How much a gap parts: newlines, and where there is none spaces."""
    return gap.count("\n") or min(len(gap), 900) / 1000


def compare(one: str, other: str) -> str:
    """Whether the first gap parts more than the second."""
    left, right = width(one), width(other)
    return "less" if left < right else "more" if left > right else "same"


def has_byline(text: str) -> bool:
    """Whether words open it that name an article's author, or a time of day stands in it."""
    return BYLINE.match(text) is not None or (":" in text and _CLOCK.search(text) is not None)


def has_date(text: str) -> bool:
    """Whether a year or the numbers of a date stand in it."""
    return _DIGIT.search(text) is not None and _DATE.search(text) is not None


def size_of(text: str) -> str:
    """The most words that a text of its class has, or more; where no spaces part them six characters are a word."""
    count = len(text.split(None, _SIZES[-1])) if " " in text.strip() else len(text) / 6
    return next((str(bound) for bound in _SIZES if count <= bound), "more")


def end_of(text: str) -> str:
    """What a text ends with, quotation marks aside: period, stop, colon, word, other."""
    last = text.rstrip("\"'”’»")[-1:]
    if last in ".。":
        return "period"
    return "stop" if last in "!?…" else "colon" if last in ":：" else "word" if last.isalnum() else "other"
