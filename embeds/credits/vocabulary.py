"""The word lists of data/credit_words.json that several files ask, and how a word of a list is found in a text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from ..data import tables
from ..text.language import function_words

_CHOICE = re.compile(r"\{([^}]{1,200})\}")


def _load() -> dict[str, list[str]]:
    """Return the lists of words; those with an apostrophe also with the curved one."""
    lists = {
        name: [one for word in words for one in (_choices(word) if "{" in word else (word,))]
        for name, words in tables.load("credit_words.json").items()
    }
    curved = {name: [word.replace("'", "’") for word in words if "'" in word] for name, words in lists.items()}
    return {name: [*dict.fromkeys((*words, *curved[name]))] for name, words in lists.items()}


def _choices(word: str) -> list[str]:
    """Return what an entry with choices stands for: "ab" and "ac" for "a{b,c}"."""
    parts = [part.split(",") if number % 2 else [part] for number, part in enumerate(_CHOICE.split(word))]
    return ["".join(chosen) for chosen in itertools.product(*parts)]


WORDS = _load()
COMMAS = ",，،"
PARTICLES = frozenset(WORDS["particle"])
GOES_ON = frozenset(WORDS["goes_on"])
ABBREVIATIONS = frozenset(WORDS["abbreviation"])
ARTICLES = frozenset(WORDS["article"])
SUPPLIER_STATUS = frozenset(WORDS["supplier_status"])
STATUS = frozenset(WORDS["status"])
STATUS_IN_CREDIT = frozenset(WORDS["status_in_credit"])  # ordinary words: they count beside a lead-in or an agency
_OPENING_ARTICLES = frozenset(WORDS["opening_article"])  # not small, as in "Ana van der Ruiz"
_OPENING_WORDS = (function_words() | set(WORDS["opening_word"])) - PARTICLES - set(WORDS["name_word"])


_STATUS_ENDS = frozenset(end for words in map(str.split, STATUS | STATUS_IN_CREDIT) for end in (words[0], words[-1]))


def may_hold_status(parts: Sequence[str]) -> bool:
    """Return whether the first or the last of these words is one of a status, as in few pieces of a credit."""
    return len(parts) > 1 and (parts[0].casefold() in _STATUS_ENDS or parts[-1].casefold() in _STATUS_ENDS)


def opens_a_sentence(word: str) -> bool:
    """Return whether sentences begin with this word, and no name goes on with it: "When", "In"."""
    return word[:1].isupper() and (word.casefold() in _OPENING_WORDS or word in _OPENING_ARTICLES)


def alternatives(words: Sequence[str]) -> str:
    """Return the part of a pattern that takes any of these words, the longest first."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word) for word in longest_first)


def anchors(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words to scan for, in order: none that begins with another and a space, which stands where it does."""
    kept: list[str] = []
    for word in sorted(set(words)):
        if not (kept and word.startswith(kept[-1] + " ")):
            kept.append(word)
    return tuple(kept)


def _holds(words: list[str]) -> Callable[[str], bool]:
    """Return a test whether one of these words stands in a text, case aside.

    It looks for all of them at once: a pattern of all words takes ten times as long.
    """
    automaton = AhoCorasick([word.lower() for word in words], matchkind=MatchKind.Standard)

    def holds(text: str) -> bool:
        low = text.lower()
        try:
            found = automaton.find_matches_as_indexes(low, overlapping=True)
        except UnicodeEncodeError:
            return holds(low.encode("utf-8", "replace").decode())
        return any(not (_in_word(low[start - 1 : start]) or _in_word(low[end : end + 1])) for _, start, end in found)

    return holds


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


tells_of_a_picture: Callable[[str], bool] = _holds(WORDS["picture_word"])
names_no_maker: Callable[[str], bool] = _holds(WORDS["not_a_maker"])
names_a_body: Callable[[str], bool] = _holds(WORDS["body_word"])
