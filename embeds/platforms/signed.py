"""Read the attribution in an embed's element: `words — Name (@handle) date`, on Twitter and Bluesky."""

from __future__ import annotations

import re

from ..text.marks import LinkedWords
from . import addresses, facts
from .said import BRACKET, Said, Words

# An em dash, or between white space or at a line's beginning one or two of "–" and "-".
_DASH = re.compile(r"—|(?<=\s)[–-]{1,2}(?=\s)|^[–-]{1,2}(?=\s)", re.MULTILINE)


def read(words: Words) -> Said:
    """Return the words before the dash and the author behind it.

    Without an attribution all words are the post's, but those of the link to it.
    """
    brackets = list(BRACKET.finditer(words.text))
    date = next((a for a in reversed(words.anchors) if _is_own(a)), None)
    shown = words.text[date.start : date.end].strip() if date else ""
    bracket = next((b for b in reversed(brackets) if _dash(words.text, b.start()) is not None), None)
    if bracket is None:
        return Said(_without((0, len(words.text)), date), shown=shown)
    dash = _dash(words.text, bracket.start())
    assert dash is not None
    name = " ".join(words.text[dash.end() : bracket.start()].split())
    profile = next((a.href for a in words.anchors if dash.start() <= a.start <= bracket.end() and a is not date), None)
    return Said([(0, dash.start())], name, bracket["handle"], profile, shown)


def _is_own(anchor: LinkedWords) -> bool:
    """Return whether a link leads to a post of a platform whose embed codes end in the post's address."""
    post = addresses.read(anchor.href)
    return post is not None and facts.of(post.platform).ends_in_address


def _dash(text: str, bracket: int) -> re.Match[str] | None:
    """Return the dash before the name: the one that begins the line, else the last em dash, else the last; or None."""
    line = max(text.rfind("\n", 0, bracket) + 1, bracket - 150)
    found = list(_DASH.finditer(text, line, bracket))
    if found and not text[line : found[0].start()].strip():
        return found[0]
    return next((d for d in reversed(found) if d.group() == "—"), found[-1] if found else None)


def _without(stretch: tuple[int, int], anchor: LinkedWords | None) -> list[tuple[int, int]]:
    """Return the stretches that are left of a stretch without a link's words."""
    start, end = stretch
    left = [(start, min(end, anchor.start)), (max(start, anchor.end), end)] if anchor else [stretch]
    return [(low, high) for low, high in left if low < high]
