"""How lines and the white space between them look: what credits and captions are described by."""

from __future__ import annotations

import re

from .bylines import BYLINE_WORDS

Stretch = tuple[int, int]

REPEATED = 4000  # code points before and behind in which the same words are looked for again
# Takes the stop in "at low tide. The wall", "at low tide.” He", "潮が引いた。港"; not in "reuters.com", "3.5".
SENTENCE_END = re.compile(r"[.!?…。！？](?:(?<=[。！？])|['\"”’»)]?(?=\s+[^\W_a-z]|\s+[\"“„«‘]|$))")
# What stands before something that may open a line: "at low tide. ", "he said:”".
STOP_BEFORE = re.compile(r"[.!?…:。！？]['\"”’»)]?\s*$")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DIGIT = re.compile(r"\d")
TIME = r"\d{1,2}:\d\d\b"
BYLINE = re.compile(rf"{BYLINE_WORDS}|{TIME}")
_CLOCK = re.compile(rf"\b{TIME}")
_DATE = re.compile(rf"{YEAR.pattern}|\b\d{{1,2}}[./]\d{{1,2}}[./]")
_SIZES = (0, 1, 3, 6, 12, 25, 50, 80)  # words


def white(gap: str, *, ends: bool = False) -> str:
    """Return the kind of a stretch of white space: glued, space, wide, line, blank, far; end where the text ends."""
    if ends:
        return "end"
    newlines = gap.count("\n")
    if newlines:
        return "line" if newlines == 1 else "blank" if newlines == 2 else "far"
    return "glued" if not gap else "space" if len(gap) <= 2 else "wide"


def width(gap: str) -> float:
    """Return how much a gap parts: its newlines, or where it has none its thousandths of a newline in spaces."""
    return gap.count("\n") or min(len(gap), 900) / 1000


def compare(one: str, other: str) -> str:
    """Return whether the first gap parts "less" or "more" than the second, or the "same"."""
    left, right = width(one), width(other)
    return "less" if left < right else "more" if left > right else "same"


def has_byline(text: str) -> bool:
    """Return whether a text opens with words that name an article's author, or holds a time of day."""
    return BYLINE.match(text) is not None or (":" in text and _CLOCK.search(text) is not None)


def has_date(text: str) -> bool:
    """Return whether a year or a date in numbers stands in it."""
    return DIGIT.search(text) is not None and _DATE.search(text) is not None


def size_of(text: str) -> str:
    """Return the most words that a text of this class has, or "more"; without spaces, six characters are a word."""
    count = len(text.split(None, _SIZES[-1])) if " " in text.strip() else len(text) / 6
    return next((str(bound) for bound in _SIZES if count <= bound), "more")


def end_of(text: str) -> str:
    """Return what a text ends with, quotation marks aside: period, stop, colon, word, other."""
    last = text.rstrip("\"'”’»")[-1:]
    if last in ".。":
        return "period"
    return "stop" if last in "!?…" else "colon" if last in ":：" else "word" if last.isalnum() else "other"
