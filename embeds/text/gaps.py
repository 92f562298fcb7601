"""How much a stretch of white space parts, and what a text ends with: one scale of each, for all that is learnt."""

from __future__ import annotations

import functools
import re

from .scripts import EMOJI

QUOTES = "\"'“”’»」』"
_ENDS = {
    "period": ".。",
    "!": "!！…",
    "?": "?？",
    "colon": ":：",
    "quote": QUOTES,
    "comma": ",;-–—、",
    "bracket": ")）]",
}
_END_OF = {character: end for end, characters in _ENDS.items() for character in characters}
_EMOJI = re.compile(f"[{EMOJI}]")


def kind_of(gap: str) -> str:
    """Return "glued", "space" (one), "spaces", "line", "blank" (two or three newlines) or "wide" (more of them)."""
    newlines = gap.count("\n")
    if newlines:
        return "line" if newlines == 1 else "blank" if newlines <= 3 else "wide"
    return "glued" if not gap else "space" if len(gap) == 1 else "spaces"


def height(gap: str) -> int:
    """Return the newlines of a gap, three at most."""
    return min(gap.count("\n"), 3)


def width(gap: str) -> float:
    """Return how much a gap parts: its newlines, or a thousandth for each space where it has none."""
    return gap.count("\n") or min(len(gap), 900) / 1000


def compare(one: str, other: str) -> str:
    """Return "less", "same" or "more": how much the first gap parts against the second."""
    left, right = width(one), width(other)
    return "less" if left < right else "more" if left > right else "same"


@functools.lru_cache(maxsize=256)
def end_of(character: str) -> str:
    """Return what a text ends with, by its last character.

    It is "period", "!", "?", "colon", "quote", "comma", "bracket", "emoji", "word", "other", or "none" without one.
    """
    if not character:
        return "none"
    if end := _END_OF.get(character):
        return end
    if _EMOJI.match(character):
        return "emoji"
    return "word" if character.isalnum() else "other"
