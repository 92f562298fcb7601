"""Given names of many countries, by which a person's name is told from a heading."""

from __future__ import annotations

import functools
from itertools import pairwise

from ..data import tables
from .vocabulary import PARTICLES

_WORDS = 7  # at the end of a line in which a person is looked for: two people and what joins them


@functools.cache
def _names() -> frozenset[str]:
    return frozenset(name for names in tables.load("given_names.json")["names"].values() for name in names.split())


def is_given(word: str) -> bool:
    """Return whether this is a person's given name, in capitals or not."""
    return word.casefold() in _names()


def opens_with_given(text: str) -> bool:
    """Return whether the first word of a text is a person's given name: "Ana Ruiz", "Ana Ruiz/AFP"."""
    words = text.split(None, 1)
    return bool(words) and is_given(words[0])


def ends_in_person(line: str) -> bool:
    """Return whether a given name or an initial stands before a capital at the end of a line.

    So it does in "tide. Ana Ruiz", "wallAna Ruiz", "J. Abel"; not in "The Harbour Wall".
    """
    for word, after in pairwise(line.rsplit(maxsplit=_WORDS)[-_WORDS:]):
        if (after[0].isupper() or after in PARTICLES) and _opens_a_name(word):
            return True
    return False


@functools.lru_cache(maxsize=4096)  # the lines of a corpus end in the same words again and again
def _opens_a_name(word: str) -> bool:
    if is_given(word):
        return True
    if word.isupper():
        return word[1:] == "." or is_given(word.strip("(-–—|,"))
    return is_given(word[max((at for at, sign in enumerate(word) if sign.isupper()), default=0) :])
