"""Read line breaks that a converter made outside quotes, in a text all of whose lines it kept within 80 columns.

A paragraph that was broken so is one line for the families: a name, a date or a caption may go on in the next line.
"""

from __future__ import annotations

import re
from itertools import pairwise

from .signs import Edit

_NARROW, _WIDE = 68, 80  # code points of the longest line, but for words that are longer
# Breaks in front of a word that the line above had no room for, and their share of all breaks in front of a word: of a
# few lines or of a list some are as long as they happen to be. Longer words tell nothing: any line lacks room for them.
_FEWEST, _SHARE, _WORD = 3, 0.9, 25
# A line that a converter leaves as it is, or that begins something: an item, a heading, a table, a quote, code.
_APART = re.compile(r"\s{0,3}(?:[-*+#]\s|\d{1,3}[.)]\s|[|>`-]|\s)")
_TOO_WIDE = re.compile(r"^[^\W\d][^\n]{79}[^\n ]{0,200} \S", re.MULTILINE)  # quick to tell of most texts


def edits(text: str) -> list[Edit]:
    """Return the line breaks that are read as spaces: none unless the text as a whole was broken.

    >>> edits("The wall\\nis old.")
    []
    """
    if _TOO_WIDE.search(text):
        return []
    lines = text.split("\n")
    widest = _widest(lines)
    if not _NARROW <= widest <= _WIDE:
        return []
    found: list[Edit] = []
    tells = others = end = 0
    for line, below in pairwise(lines):
        close, end = end + len(line.rstrip()), end + len(line) + 1
        word = below.split(maxsplit=1)[0] if _goes_on(line, below) else ""
        if word and len(line.rstrip()) + 1 + len(word) > widest:
            found.append(Edit(close, end, " "))
            tells += len(word) <= _WORD
        elif word:
            others += 1
    return found if tells >= _FEWEST and tells >= _SHARE * (tells + others) else []


def _widest(lines: list[str]) -> int:
    """Return the length of the longest line of several words; more than `_WIDE` if any line is longer than that."""
    widest = 0
    for line in lines:
        if len(line) > widest and not _APART.match(line) and " " in (said := line.rstrip()):
            widest = max(widest, len(said) if len(said) <= _WIDE or " " not in said[_WIDE:] else _WIDE + 1)
            if widest > _WIDE:
                break
    return widest


def _goes_on(line: str, below: str) -> bool:
    """Return whether a converter may have broken a line of words before the next one."""
    if not line or line.isspace() or line.endswith(("  ", "\\", "  \r", "\\\r")) or not below or below.isspace():
        return False
    return not (_APART.match(line) or _APART.match(below))
