"""Cut an article's source into tiles: what belongs to a record, what the prose has, and white space that went."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

Stretch = tuple[int, int]  # start and end in the source, in code points
_start = itemgetter(0)


class Tile(NamedTuple):
    """A stretch of the source: the number of the record in which it lies, or None, and whether the prose has it."""

    start: int
    end: int
    record: int | None
    is_kept: bool


def tiles(length: int, spans: Sequence[Stretch], pieces: Sequence[tuple[int, int, int]]) -> Iterator[Tile]:
    """Yield the tiles of a source of `length` code points in order; together they are all of it.

    `spans` are those of the records in order, `pieces` those of the article. A piece that is a marker, and stands for a
    whole record, is no prose.
    """
    marked = set(spans)
    kept = [(start, end) for _, start, end in pieces if (start, end) not in marked]
    edges = sorted({0, length, *(edge for stretch in (*spans, *kept) for edge in stretch)})
    for start, end in pairwise(edges):
        yield Tile(start, end, _holding(spans, start), _holding(kept, start) is not None)


def _holding(stretches: Sequence[Stretch], at: int) -> int | None:
    """Return the number of the stretch in which an offset lies, or None; they are in order and do not overlap."""
    number = bisect_right(stretches, at, key=_start) - 1
    return number if number >= 0 and at < stretches[number][1] else None
