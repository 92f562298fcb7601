"""How lines look: what credits and captions are described by."""

from __future__ import annotations

import re

from ..text.gaps import QUOTES, end_of
from .bylines import BYLINE_WORDS

Stretch = tuple[int, int]

# A sentence before a credit in brackets: takes "tide. (" in "at low tide. (AP/Ana Ruiz)".
STOP_BEFORE_BRACKET = re.compile(r"[^\W\d_]{4}[.!?]\s*[(\[]")
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


def ending(text: str) -> str:
    """Return what a text ends with (text/gaps.py), quotation marks aside."""
    return end_of(text.rstrip(QUOTES)[-1:])
