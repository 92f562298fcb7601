"""Describe how posts open and hang together that newsrooms' sentences seldom do: words in capitals, numbers, pointers.

"BREAKING: Two votes!" is typed by who posts; an article has capitals in names. A number of a thread ("1/", "(2/3)") or
a finger that points down to the next post stands in posts alone.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ..learned.weights import Row

_CAPITALS = re.compile(r"\W*[A-ZÀ-ÖØ-Þ]{3,}\b(:?)")  # "BREAKING: Two votes", "“NEW from". Not "US", "The", "McKay"
# "1/ Two votes", "(2/3)", "3. Two votes", "Two votes 1/3", "🧵". Not "12 votes" or "on 1/2/2021 they".
_THREAD = re.compile(r"^\W{0,3}\d{1,2}[/.)]\s?\d{0,2}\b|\b\d{1,2}/\d{0,2}$|[🧵👇⬇]")


def openings(rows: list[Row], text: str, places: list[int]) -> None:
    """Add to each place's row whether its stretch opens in capitals or belongs to a thread, and what is behind it."""
    capitals = False
    for n, (start, end) in reversed([*enumerate(pairwise(places))]):
        words = text[start:end].rstrip()
        found = _CAPITALS.match(words)
        if found:
            capitals = True
            rows[n].append((f"capitals{found[1]}", 1.0))
        elif capitals:
            rows[n].append(("capitals:inside", 1.0))
        if _THREAD.search(words):
            rows[n].append(("thread", 1.0))
            rows[n + 1].append(("thread:before", 1.0))
