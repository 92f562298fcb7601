"""Find captions of Vimeo's players until about 2020: `Title from Name on Vimeo.`; the post's words are the title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..text.blocks import Source
from . import fields
from .family import Family, Fragment, Parts, claim
from .permalinks import Permalink
from .said import Said, Words

if TYPE_CHECKING:
    from ..records import Post

# "The wall from Mara Voss on Vimeo." Not "Watch the wall from Mara Voss on Vimeo", nor "We left. The wall from …".
_CAPTION = re.compile(
    r"(?!(?:Watch|See|View|Find|Check|Download|Rent|Stream)\b)(?P<title>[A-Z0-9\"“'‘#][^\n.!?]{1,100}?)"
    r"\s{1,4}from\s{1,4}(?P<name>[^\n]{1,60}?)\s{1,4}on\s{1,4}Vimeo\s{0,4}\.?"
)
_PARTS = 6  # lines, if a scraper gave each part its own: title, from, name, on, Vimeo, stop; more would find no more


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the caption that the "Vimeo" at `anchor` ends, if its lines hold nothing else, or None."""
    start, end = source.line(anchor)
    if end == anchor + len("Vimeo") and (below := source.line_below(end)):
        end = below[1] if source.text[slice(*below)] == "." else end
    for _ in range(_PARTS):
        if start < floor:
            break
        if caption := _CAPTION.fullmatch(source.text, start, end):
            parts: Parts = {"name": caption.span("name"), "body": caption.span("title")}
            return claim("vimeo", source, start, end, parts, "title-from-name")
        above = source.line_above(start)
        if above is None:
            break
        start = above[0]
    return None


def normalize(fragment: Fragment) -> Post:
    """Return the Post of a fragment; its text is the video's title."""
    return fields.post(fragment)


def read_markup(_words: Words, _post: Permalink | None) -> Said:
    """Return nothing: a player has no words."""
    return Said()


family: Family = Family("vimeo", "post", ("Vimeo",), find, normalize)
