"""How much caption stands beside a credit line.

Where a caption begins cannot be known when it shares its line with prose. The policy is the one that costs least on
labelled articles: the whole line if it is short or of few sentences, else the credit alone.
"""

from __future__ import annotations

import re

from ..blocks import Source, is_blank
from . import words

Stretch = tuple[int, int]

_SHORT = 350  # a line up to here is a caption, whatever it holds
_LONG = 600  # and up to here if it has three sentences or fewer
_SENTENCE_END = re.compile(r"[.!?…]['\"”’»)]?(?=\s+[^\W_a-z]|\s+[\"“„«]|$)")
_BYLINE = re.compile(r"^(?:By|Von|Por|Par|Oleh)\s|\b\d{1,2}:\d\d\b|^\W*(?:\w+\W*){0,2}$")


def around(source: Source, credit: Stretch, line: Stretch, floor: int) -> tuple[Stretch, Stretch | None]:
    """The span of credit and caption together, and the caption's own stretch if there is one."""
    before = source.trim(max(line[0], floor), credit[0])
    after = source.trim(credit[1], max(line[1], credit[1]))
    furniture = words.FURNITURE.fullmatch(source.text, *before)
    if before[0] < before[1] and not furniture:
        if after[0] < after[1] or not _one_caption(source.text[before[0] : credit[1]]):
            return credit, None
        return (before[0], credit[1]), before
    start = before[0] if furniture else credit[0]
    if after[0] < after[1]:
        text = source.text[slice(*after)]
        if len(text) <= _SHORT and len(_SENTENCE_END.findall(text)) <= 2:
            return (start, after[1]), after
        return (start, credit[1]), None
    above = source.line_above(start)
    if above and above[0] >= floor and _is_caption(source, above, (above[1], start)):
        return (above[0], credit[1]), above
    below = source.line_below(credit[1])
    if below and _is_caption(source, below, (credit[1], below[0]), pictured=True):
        return (start, below[1]), below
    return (start, credit[1]), None


def _one_caption(text: str) -> bool:
    sentences = len(_SENTENCE_END.findall(text))
    return len(text) <= _SHORT or (len(text) <= _LONG and sentences <= 3)


def _is_caption(source: Source, line: Stretch, gap: Stretch, *, pictured: bool = False) -> bool:
    """Whether the line beside a credit that stands alone is its caption: no blank line between, and one sentence that
    opens its block, or words that speak of a picture (which `pictured` asks for).
    """
    text = source.text[slice(*line)]
    if is_blank(source.text[slice(*gap)]) or len(text) > _SHORT or _BYLINE.search(text):
        return False
    sentences = len(_SENTENCE_END.findall(text))
    if words.PICTURE_WORD.search(text):
        return sentences <= 2
    first = line[0] == source.trim(source.start, source.end)[0]
    if first and not _SENTENCE_END.search(text, len(text) - 2):
        return False  # the article's own headline
    return not pictured and sentences <= 1 and (first or is_blank(source.gap_before(line[0])))
