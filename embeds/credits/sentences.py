"""Where the sentences of a text end."""

from __future__ import annotations

from . import vocabulary
from .looks import SENTENCE_END
from .name_forms import INITIAL

_LONGEST_WORD = 12  # code points of an abbreviation


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
