"""Describe how an article introduces a post: a lead-in with a colon, its author's name, its words quoted.

A line that ends in a colon ("He added:") is the article's, and so is a sentence that names the author, who seldom
names himself. If words stand there twice, the article has just quoted the post: their first copy is the article's.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ..learned.weights import Row
from ..text.scripts import INLINE, LETTERS
from .candidates import Question
from .units import Kinds, Unit

_COLONS = ":："
_SHORT = 8  # words of a lead-in, mostly
_NAME = re.compile(r"[^(（@]{0,110}[(（]?\s{0,4}@\s{0,4}(?P<handle>\w{1,20})")  # "— Mara Voss (@maravoss"
_NAME_WORD = 4  # letters of a name's word that is looked for: shorter ones are other words, too
_COPY, _FEWEST = 24, 12  # letters of a stretch that are looked for behind it: of a longer one its first, at least 12
_LEAD_IN = Kinds("lead-in")
_NAMED_BEFORE, _NAMED_INSIDE, _COPY_INSIDE = ("named:before", 1.0), ("named:inside", 1.0), ("copy:inside", 1.0)
_ANNOUNCED_BEFORE, _ANNOUNCED_INSIDE = ("announced:before", 1.0), ("announced:inside", 1.0)
_HANDLE_BEFORE, _HANDLE_INSIDE = ("handle:before", 1.0), ("handle:inside", 1.0)


def introductions(rows: list[Row], question: Question, places: list[int], units: list[Unit], whites: list[str]) -> None:
    """Add to each place's row what introduces a post right before it, and what of that the post would take in."""
    words = [question.source.text[a:b] for a, b in pairwise(places)]
    _lead_ins(rows, units, whites)
    _named(rows, question, words, units)
    if len(words) > 1:
        _copies(rows, words)


def _lead_ins(rows: list[Row], units: list[Unit], whites: list[str]) -> None:
    """Add whether a stretch that ends in a colon stands right before the place, and whether one is taken in."""
    inside: set[str] = set()
    for n in range(len(units) - 1, -1, -1):
        unit = units[n]
        if n + 1 < len(units) and unit.stop and unit.stop in _COLONS and not units[n + 1].debris:
            white = whites[n + 1]
            rows[n + 1].append(_LEAD_IN[white, "short" if unit.told.words <= _SHORT else "long"])
            inside.add("inside-line" if white == "space" else "inside")
        rows[n] += [_LEAD_IN[where] for where in sorted(inside)]


def _named(rows: list[Row], question: Question, words: list[str], units: list[Unit]) -> None:
    """Add whether the stretch before the place, or any that is taken in, names the author or mentions the handle.

    Where a word that announces a post stands beside the name ("the mayor wrote"), that is told apart.
    """
    found = _NAME.match(question.source.text, question.attribution, question.after)
    if found is None:
        return
    names = [name for name in LETTERS.findall(found[0].lower()) if len(name) >= _NAME_WORD]
    handle = f"@{found['handle'].lower()}"
    inside = mentioned = announced = False
    for n in range(len(words) - 1, -1, -1):
        said = words[n].lower()
        if any(name in said for name in names):
            inside = True
            rows[n + 1].append(_NAMED_BEFORE)
            if units[n].cue:
                announced = True
                rows[n + 1].append(_ANNOUNCED_BEFORE)
        if inside:
            rows[n].append(_NAMED_INSIDE)
        if announced:
            rows[n].append(_ANNOUNCED_INSIDE)
        if handle in said:
            mentioned = True
            rows[n + 1].append(_HANDLE_BEFORE)
        if mentioned:
            rows[n].append(_HANDLE_INSIDE)


def _copies(rows: list[Row], words: list[str]) -> None:
    """Add whether the first words of a stretch that is taken in stand again behind it in the post."""
    pieces = [_letters(text) for text in words]
    whole = "".join(pieces)
    at, inside = len(whole), False
    for n in range(len(words) - 1, -1, -1):
        piece = pieces[n]
        if len(piece) >= _FEWEST and not inside:
            inside = whole.find(piece[:_COPY], at) >= 0
        at -= len(piece)
        if inside:
            rows[n].append(_COPY_INSIDE)


def _letters(text: str) -> str:
    bare = INLINE.sub("", text) if "/" in text or "@" in text or "#" in text else text
    return "".join(LETTERS.findall(bare.lower()))
