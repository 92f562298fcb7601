"""Tell papers and stations that no list has by the words that their names end or begin with: "Harbour Herald"."""

from __future__ import annotations

import re

from .given_names import is_given
from .vocabulary import ARTICLES, WORDS

_ENDS, _FRONTS = frozenset(WORDS["masthead_end"]), frozenset(WORDS["masthead_front"])
MASTHEADS = (*WORDS["masthead_end"], *WORDS["masthead_front"])
_MOST_WORDS = 6
_SMALL = frozenset(("of", "and", "&", "de", "del", "di", "do", "da", "la"))
_WORD = re.compile(r"[^\W_][\w'’.&-]*")


def masthead(text: str) -> bool:
    """Return whether a text is the name of a paper or a station by its form, article aside.

    Takes "Harbour Herald", "THE TIDE TIMES", "The Republic", "Tide Post-Gazette", "Diario de Marea"; not "Herald", "Ana Herald".
    """
    words = text.split()
    if not 1 < len(words) <= _MOST_WORDS:
        return False
    if words[0][0].isupper() and words[0].casefold() in ARTICLES:
        del words[0]
    named = words[0].casefold() in _FRONTS or not _ENDS.isdisjoint(words[-1].casefold().split("-"))
    if not named or (len(words) == 2 and is_given(words[0])):
        return False
    return all(word in _SMALL or (word[0].isupper() and _WORD.fullmatch(word)) for word in words)
