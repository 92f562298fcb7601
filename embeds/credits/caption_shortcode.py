"""Find WordPress's captions that were never rendered: `[caption id="…"]<img …> The wall. Photo: Jon Abel[/caption]`."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..text.blocks import Source
from .looks import Stretch

RULE = "caption:shortcode"
OPENING, CLOSING = "[caption", "[/caption]"
_LONGEST = 3000  # code points between the two
_MOST_WORDS = 900  # code points of the words; caption.py has the same
_OPENING = re.compile(r"\[caption(?P<said>\s(?=[^\[\]\n]{1,800}=)[^\[\]\n]{1,800})\]")  # not "[caption omitted]"
_SAID = re.compile(r"\scaption=[\"“”″](?P<words>[^\"“”″\n]{1,600})[\"“”″]")  # so until WordPress 3.4


class Frame(NamedTuple):
    """The span of a caption with its shortcode, and the stretch of its words, with a credit or without."""

    span: Stretch
    words: Stretch


def frame(source: Source, at: int) -> Frame | None:
    """Return the caption whose shortcode opens at `at`; None if it is never closed or has no words."""
    opening = _OPENING.match(source.text, at, source.end)
    if opening is None:
        return None
    high = min(source.end, opening.end() + _LONGEST)
    close = source.text.find(CLOSING, opening.end(), high)
    if close < 0 or source.text.find(OPENING, opening.end(), close) >= 0:
        return None
    words = source.trim(opening.end(), close)
    said = _SAID.search(opening["said"])
    if words[0] == words[1] and said:
        words = opening.start("said") + said.start("words"), opening.start("said") + said.end("words")
    return Frame((at, close + len(CLOSING)), words) if 0 < words[1] - words[0] <= _MOST_WORDS else None
