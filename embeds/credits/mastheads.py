"""Tell papers and stations that no list has by the words that their names end or begin with: "Harbour Herald"."""

from __future__ import annotations

import re

from .given_names import is_given
from .vocabulary import WORDS

_ENDS, _FRONTS = frozenset(WORDS["masthead_end"]), frozenset(WORDS["masthead_front"])
_MOST_WORDS = 6
_SMALL = frozenset(WORDS["masthead_small"])
_WORD = re.compile(r"[^\W_][\w'’.&-]*")


def ends_as_one(word: str) -> bool:
    """Return whether the names of papers end with this word, or with the last part of it: "Times", "Post-Gazette"."""
    return word.rpartition("-")[2].casefold() in _ENDS


def masthead(text: str) -> bool:
    """Return whether a text is the name of a paper or a station by its form.

    Takes "Harbour Herald", "THE TIDE TIMES", "The Gazette", "Tide Post-Gazette", "Diario de Marea"; not "Herald", nor
    "Ana Herald", which a person may be called.
    """
    if " " not in text:  # as in most pieces of credits
        return False
    words = text.split()
    if not 1 < len(words) <= _MOST_WORDS or not (ends_as_one(words[-1]) or words[0].casefold() in _FRONTS):
        return False
    if not words[0][0].isupper() or (len(words) == 2 and is_given(words[0])):  # "the Harbour Herald", "Ana Herald"
        return False
    return all(word in _SMALL or (word[0].isupper() and _WORD.fullmatch(word)) for word in words)
