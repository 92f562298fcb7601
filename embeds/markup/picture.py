"""What a page says of a picture: its caption with its credit, and what JSON-LD adds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImageObject:
    """What JSON-LD says of an image: who made it, the credit line and the notice."""

    creators: tuple[str, ...]
    credit: str | None
    notice: str | None


@dataclass(frozen=True, slots=True)
class Caption:
    """An element that says what a picture shows or whose it is; `credit` is the part that markup calls the credit."""

    span: tuple[int, int]
    text: str
    credit: str | None
    evidence: tuple[str, ...]
    image: ImageObject | None = None


def is_free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether a span overlaps none of these, which are in order and apart."""
    behind = bisect_left(taken, span[1], key=lambda other: other[0])
    return bisect_right(taken, span[0], key=lambda other: other[1]) >= behind
