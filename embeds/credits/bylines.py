"""Bylines and sign-offs: the lines in which an article names its authors and editors, which are no credits."""

from __future__ import annotations

import re

from .vocabulary import WORDS, alternatives

BYLINE_WORDS = rf"(?:{alternatives(WORDS['byline'])})\b"  # of a pattern
_LONGEST_SIGN_OFF = 200  # code points of one of its sentences
_BYLINE = re.compile(rf"\W{{0,5}}{BYLINE_WORDS}")
_SIGN_OFF = re.compile(rf"\W{{0,5}}(?:{alternatives(WORDS['sign_off'])})(?!\w)", re.IGNORECASE)
_SENTENCE_BEHIND = re.compile(r"[.!?…;][\"'”’»)]*\s+(?=\S)")


def names_authors(text: str, low: int, high: int) -> bool:
    """Return whether [low, high), which begins a line, ends in a byline or a sign-off: "Von Jon Abel", "Editing by …".

    Behind another sentence only a sign-off counts: a caption may go on with "By Jon Abel/AP".
    """
    near = max(low, high - _LONGEST_SIGN_OFF)
    if stops := [stop.end() for stop in _SENTENCE_BEHIND.finditer(text, near, high)]:
        return _SIGN_OFF.match(text, stops[-1], high) is not None
    return near == low and any(opening.match(text, low, high) for opening in (_BYLINE, _SIGN_OFF))


def signs_off(text: str) -> bool:
    """Return whether a text opens as an agency's sign-off does: "Additional reporting by Jon Abel"."""
    return _SIGN_OFF.match(text) is not None
