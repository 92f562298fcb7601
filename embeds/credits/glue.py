"""Where an extractor joined two texts without a space: "…on Monday.Photo by Ana RuizThe council met …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Where a small letter meets a capital: takes the place before "The" in "RuizThe", before "Getty" in "wallGetty"; not
# those in "McAbel", "MacAbel", "FitzAbel", "LeBron".
_CASE = re.compile(r"[^\W\d_a-z](?<=[^\W\d_A-Z]{3}.)(?<!\bMac.)(?<!\bVan.)(?<!\bFitz.)")
# How a sentence begins: takes "The council met", "On Monday, Mara Voss said", "I "; not "Images", "Post/AP".
_SENTENCE = re.compile(r"[^\W\d_a-z][\w'’-]{0,20},? (?:[^\W\d_a-z][\w'’-]{0,20},? ){0,2}[^\W\d_A-Z]")
# How an agency's text begins: takes "Jakarta - Dewan", "JAKARTA, KOMPAS.com -- Dewan", "LONDON (Reuters) - The"; not
# "Ruiz - AFP Photo" before a line's end.
_DATELINE = re.compile(
    r"[A-Z][\w.]{2,20}(?:, [A-Z][\w.]{2,20}(?: [A-Z][\w.]{2,20})?| \([A-Z][\w. ]{1,20}\))?"
    r"(?: --? ?| ?[–—] ?)[A-Z\"“][\w’']{0,20} \w{1,20} [^\W\d_A-Z]"
)
# A stop with no space behind it, before two words: takes "Monday.Ana R" in "Monday.Ana Ruiz"; not "J.Abel", "St.Kelby",
# "Tide.Photography".
_STOP = re.compile(r"[.!?…](?<=[^\W\d_A-Z]{3}.)[\"”’»]?[^\W\d_a-z][^\W\d_A-Z]{1,20} [^\W\d_a-z]")


def opens_sentence(text: str, at: int) -> bool:
    """Return whether a sentence or a dateline begins at `at`, without a look at what stands before it."""
    return text[at : at + 1].isupper() and (_SENTENCE.match(text, at) is not None or opens_dateline(text, at))


def opens_dateline(text: str, at: int) -> bool:
    """Return whether a dateline begins at `at`, and a sentence behind it: "Jakarta - Dewan kota bersidang"."""
    return _DATELINE.match(text, at) is not None


def joints(text: str, low: int, high: int) -> Iterator[int]:
    """Yield where a small letter meets a capital in [low, high), in order."""
    for joint in _CASE.finditer(text, low, high):
        if text[joint.start() - 1].islower() and text[joint.start()].isupper():
            yield joint.start()


def is_joint(text: str, at: int) -> bool:
    """Return whether a small letter meets a capital at `at`."""
    return _CASE.match(text, at) is not None and text[at - 1].islower() and text[at].isupper()


def has_joint(text: str) -> bool:
    """Return whether a small letter meets a capital anywhere in a text."""
    return any(joints(text, 0, len(text)))


def has_stop(text: str) -> bool:
    """Return whether a sentence ends and another begins without a space between."""
    return _STOP.search(text) is not None
