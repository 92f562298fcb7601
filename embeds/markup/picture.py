"""Define what a page says of a picture: its caption with its credit, and what JSON-LD adds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ..platforms.family import Fragment


@dataclass(frozen=True, slots=True)
class ImageObject:
    """What JSON-LD says of an image: its creators, its credit line and its copyright notice."""

    creators: tuple[str, ...]
    credit: str | None
    notice: str | None


@dataclass(frozen=True, slots=True)
class Caption:
    """An element that says what a picture shows or whose it is.

    `span` is its stretch of the page in code points, `text` its words, `credit` the part of them that markup calls the
    credit, None without one. `evidence` names the rules that found it. `fragment` is what a family took of the words,
    None where markup alone tells what they are, and `picture` the offset of the picture right before them, -1 where
    that is not known.
    """

    span: tuple[int, int]
    text: str
    credit: str | None
    evidence: tuple[str, ...]
    image: ImageObject | None = None
    fragment: Fragment | None = None
    picture: int = -1


def is_free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Return whether a span overlaps none of the spans in `taken`, which are in order and apart."""
    behind = bisect_left(taken, span[1], key=lambda other: other[0])
    return bisect_right(taken, span[0], key=lambda other: other[1]) >= behind
