"""Where the sentences of a text end, and the words before a credit on its line."""

from __future__ import annotations

from . import vocabulary
from .looks import SENTENCE_END, STOP_BEFORE
from .name_forms import INITIAL

_LONGEST_WORD = 12  # code points of an abbreviation
_STOP_AND_SIGNS = 5  # code points of a stop with the quotes and spaces behind it
_REACH = 600  # code points before a credit in which its caption, or the sentence that it signs, is looked at


def sentence_ends(text: str) -> list[int]:
    """Return where the sentences of a text end: not at "Nov. 1", "Sen. Voss", "J. Abel"."""
    stops = [stop.end() for stop in SENTENCE_END.finditer(text)]
    words = [text[max(0, end - _LONGEST_WORD) : end].rpartition(" ")[2] for end in stops]
    return [
        end
        for end, word in zip(stops, words, strict=True)
        if word not in vocabulary.GOES_ON and not INITIAL.fullmatch(word)
    ]


def last_sentence(text: str) -> str:
    """Return the last sentence of a text, without white space at its ends."""
    text = text.strip()
    return text[max((end for end in sentence_ends(text) if end < len(text)), default=0) :].lstrip()


def is_stopped(text: str, low: int, high: int) -> bool:
    """Return whether [low, high) of a text ends as a sentence does."""
    return STOP_BEFORE.search(text, max(low, high - _STOP_AND_SIGNS), high) is not None


def said_before(text: str, low: int, at: int) -> str:
    """Return the words in [low, at) of a text, the nearest of them, without white space at their ends."""
    return text[max(low, at - _REACH) : at].strip()
