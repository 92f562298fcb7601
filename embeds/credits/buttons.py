"""The furniture of a page around a picture's words, and captions that only furniture tells: `Buy Photo The wall AP`.

Where a page's text was joined to one line, the words of a button show where a caption begins, and the first chain that
can end it shows where it ends.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..text.blocks import Source
from . import caption_words, lead_ins
from .chain_starts import chain_starts
from .credit_ends import end_at_agency
from .credit_line import SEPARATOR, read
from .gazetteer import spelled
from .looks import SENTENCE_END, Stretch

RULE = "credit:furniture"
ANCHORS = caption_words.BUTTONS
_LONGEST = 300  # code points of a caption; the longest of 20 labelled ones behind a button has 250
_SENTENCES = 2  # of them before the last
_MOST_STARTS = 5  # of a chain: the words of a name, and its agency
_WORD = re.compile(r"(?<!\w)[^\W_a-z]")
# What stands behind a credit that ends a caption: the line's end, the next sentence or the next button.
_BEHIND = re.compile(r"\s*$|\s+[\"“«¿¡]?[^\W_a-z]")


class Framed(NamedTuple):
    """The stretches of a credit, of the caption before it, and of both with the button."""

    credit: Stretch
    caption: Stretch
    span: Stretch


def framed(source: Source, at: int, line: Stretch) -> Framed | None:
    """Return the caption and the credit behind the button at `at`, on its line; None where no chain ends a caption."""
    button = caption_words.FURNITURE.match(source.text, at, line[1])
    if button is None or source.text[max(0, at - 1) : at].strip():
        return None
    low, high = button.end(), min(line[1], button.end() + _LONGEST)
    first = end_at_agency(source.text, low, low, line[1])
    if first and SEPARATOR.search(source.text, low, first):
        return None  # the credit follows the button, and no caption stands between
    for word in _WORD.finditer(source.text, low, high):
        if not spelled(source.text, word.start(), line[1]):
            continue
        if len(SENTENCE_END.findall(source.text, low, word.start() - 1)) > _SENTENCES:
            return None
        if credit := _chain(source, word.start(), (low, line[1])):
            caption = source.trim(low, credit[0])
            return Framed(credit, caption, (at, credit[1])) if caption[0] < caption[1] else None
    return None


def _chain(source: Source, at: int, line: Stretch) -> Stretch | None:
    """Return the chain around an agency if it ends a caption."""
    for start in chain_starts(source.text, at, line)[-_MOST_STARTS:]:
        if start == line[0] or SENTENCE_END.search(source.text, start, at + 1):
            continue
        end = end_at_agency(source.text, start, start, line[1])
        if end is None or not _BEHIND.match(source.text, end, line[1]):
            continue
        reading = read(source.text[start:end])
        if reading and (reading.is_supplied or (reading.has_outlet and reading.has_full_name)):
            return start, end
    return None


def around(source: Source, span: Stretch, floor: int) -> Stretch:
    """Return a span with the lines above and below it, and the ends of its own lines, that are furniture alone."""
    start, end = span
    before = source.trim(max(source.line(start)[0], floor), start)
    above = source.line_above(start) if before[0] == before[1] else before
    if above and above[0] >= floor and _is_none_of_the_text(source.text, *above):
        start = above[0]
    behind = source.trim(end, source.line(end)[1])
    below = source.line_below(end) if behind[0] == behind[1] else behind
    if below and caption_words.is_behind(source.text[slice(*below)]):
        end = below[1]
    return start, end


def _is_none_of_the_text(text: str, start: int, end: int) -> bool:
    """Return whether this is furniture, or a word like "Photo" or "Credit" alone."""
    return caption_words.FURNITURE.fullmatch(text, start, end) is not None or lead_ins.is_alone(text[start:end])
