"""List what the detector looked at and left in the prose: anchors of families that stand in no record.

It scans the text once more, so that cleaning itself pays nothing. Names that may be a credit without any mark have no
anchor, and are not listed.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from ..detector import FAMILIES, TIERS, scan
from ..records import Article
from ..text.view import view

_BEFORE, _AFTER = 30, 50  # code points of the line that are shown beside an anchor


class Refused(NamedTuple):
    """A place that was looked at: its line (from 1), who looked, and the words of the text, an anchor in the middle."""

    line: int
    families: tuple[str, ...]
    before: str
    words: str
    after: str


def refused(article: Article) -> list[Refused]:
    """Return the places of a text, one a line, at which families looked and found nothing of theirs."""
    text = article.source
    seen = view(text)
    starts, ends = [one.span.start for one in article.records], [one.span.end for one in article.records]
    lines: dict[int, tuple[int, int, list[str]]] = {}  # offset of a line -> offsets of its first anchor, who looked
    for at, name in sorted(
        (at, TIERS[tier][number].name) for tier, hits in enumerate(scan(seen.words)) for at, number in hits
    ):
        low, high = seen.span(at, at + len(_anchor(seen.words, at, name)))
        before = bisect_right(starts, low) - 1
        if before >= 0 and low < ends[before]:
            continue
        _, _, families = lines.setdefault(text.rfind("\n", 0, low) + 1, (low, high, []))
        if name not in families:
            families.append(name)
    return [_place(text, start, *found) for start, found in sorted(lines.items())]


def _anchor(words: str, at: int, family: str) -> str:
    """Return the longest of a family's anchors that stands at an offset."""
    return max((one for one in FAMILIES[family].anchors if words.startswith(one, at)), key=len, default="")


def _place(text: str, start: int, low: int, high: int, families: list[str]) -> Refused:
    end = text.find("\n", high)
    before, after = (
        text[max(start, low - _BEFORE) : low],
        text[high : min(high + _AFTER, end if end >= 0 else len(text))],
    )
    return Refused(text.count("\n", 0, start) + 1, tuple(families), before, text[low:high], after)
