"""Captions beside a credit that open with a label: `Image source, X ⏎ Image caption, Y`, `Legende: Y ⏎ Keystone/X`."""

from __future__ import annotations

from typing import NamedTuple

from ..text.blocks import Source
from . import caption_words
from .looks import Stretch

_BETWEEN = 40  # code points of white space between a credit and the label behind it
LONGEST_LINE = 400  # code points of a line that is all caption and credit; 1 of 174 labelled captions is longer


class Labelled(NamedTuple):
    """The stretch of a caption's words, and the whole stretch with its label."""

    caption: Stretch
    whole: Stretch


def caption_with_label(source: Source, credit: Stretch, line: Stretch, floor: int) -> Labelled | None:
    """Return the caption with a label that stands behind a credit, or else the one before it.

    BBC prints the credit first, so where a caption stands below it, the one above belongs to another picture.
    """
    behind = source.trim(credit[1], min(source.end, credit[1] + _BETWEEN))[0]
    if (found := _opened(source, behind)) and _is_apart(source, credit, found):
        return found
    if credit[0] > line[0]:
        found = _opened(source, line[0], credit[0])
        return found if found and found.caption[1] - found.caption[0] <= LONGEST_LINE else None
    above = source.line_above(credit[0])
    higher = source.line_above(above[0]) if above else None
    for start in (above, higher):
        if above and start and start[0] >= floor:
            found = _opened(source, start[0], above[1])
            if found and found.caption[0] >= above[0]:
                return found
    return None


def _opened(source: Source, at: int, end: int | None = None) -> Labelled | None:
    """Return the caption behind the label at `at`, up to `end` or to the end of its line; None without a label."""
    label = caption_words.CAPTION_LEAD.match(source.text, at, source.end)
    if label is None:
        return None
    start, end = source.trim(label.end(), source.line(label.end())[1] if end is None else end)
    return Labelled((start, end), (at, end)) if start < end else None


def _is_apart(source: Source, credit: Stretch, found: Labelled) -> bool:
    """Return whether the caption has a line of its own, or its credit's line is too short to hold prose, too."""
    low, high = source.line(credit[0])[0], found.whole[1]
    return "\n" in source.text[credit[1] : found.whole[0]] or high - low <= LONGEST_LINE
