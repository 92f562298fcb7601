"""Find the bar of a video or audio player: its buttons, its share buttons and its times, in one line or in many.

`Play Facebook Twitter Google Plus Embed 0:00 / 2:25` is one, and so are these words in a line each. A bar has four
words or more, one of them a player's (`signs` in data/residue.json), and a time. Share buttons alone are none.
"""

from __future__ import annotations

import re

from ..data import tables
from ..text.blocks import Source

_DATA = tables.load("residue.json")["player"]
_WORDS: frozenset[str] = frozenset(_DATA["words"])
_SIGNS: frozenset[str] = frozenset(_DATA["signs"])
ANCHORS: tuple[str, ...] = tuple(_DATA["anchors"])
_MOST = max(len(words.split()) for words in _WORDS)  # words of the longest of these
_FEWEST = 4
_TIME = re.compile(r"-?\d{1,2}(?::\d{2}){1,2}|\d{1,3}%|\d\.\d{1,2}x")
# A player's share buttons with what it plays and how long: "Facebook Twitter Google Plus Embed The wall of Kelby 2:25".
_SHARED = re.compile(
    r"Facebook\s{1,3}Twitter\s{1,3}Google(?:\+|\s{1,3}Plus)\s{1,3}(?:Email\s{1,3})?Embed\b(?:[^\n]{0,60}?\b\d{1,2}:\d{2}\b)?"
)
_PLAY, _NEAR = "Play", 60  # such a button stands at most so many code points before them
_LONGEST = 300  # code points of a line; a longer one is no bar
_MOST_LINES = 30  # above and below the anchor: a bound on time


def find(source: Source, anchor: int, floor: int) -> tuple[int, int] | None:
    """Return the start and the end of the bar whose line holds the anchor, or None."""
    start, end = source.line(anchor)
    words = _read(source.text[start:end]) if start >= floor else None
    if words is None:
        return _shared(source, anchor, floor)
    for _ in range(_MOST_LINES):
        below = source.line_below(end)
        more = _read(source.text[slice(*below)]) if below else None
        if below is None or more is None:
            break
        end, words = below[1], words + more
    for _ in range(_MOST_LINES):
        above = source.line_above(start)
        more = _read(source.text[slice(*above)]) if above and above[0] >= floor else None
        if above is None or more is None:
            break
        start, words = above[0], words + more
    timed = any(map(_TIME.fullmatch, words))
    return (start, end) if timed and len(words) >= _FEWEST and not _SIGNS.isdisjoint(words) else None


def _shared(source: Source, anchor: int, floor: int) -> tuple[int, int] | None:
    """Return the bar whose share buttons begin at the anchor, on a line with other words; None if it has no Play."""
    buttons = _SHARED.match(source.text, anchor, source.end)
    low = max(floor, source.start, anchor - _NEAR)
    play = source.text.rfind(_PLAY, low, anchor) if buttons else -1
    return (play, buttons.end()) if buttons and play >= 0 and "\n\n" not in source.text[play:anchor] else None


def _read(line: str) -> list[str] | None:
    """Return a line's buttons and times, if it has nothing else; None otherwise."""
    if len(line) > _LONGEST:
        return None
    left, found, at = line.split(), [], 0
    while at < len(left):
        for size in range(min(_MOST, len(left) - at), 0, -1):
            words = " ".join(left[at : at + size]).rstrip(":,")
            if words in _WORDS or _TIME.fullmatch(words):
                break
        else:
            return None
        found.append(words)
        at += size
    return found
