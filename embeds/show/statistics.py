"""Count the records of many articles: by kind, platform, month, outlet, kind of residue and confidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..cards import told
from ..records import Article

# How sure a record is of its bounds; the README says how often posts of each of these begin right.
_SURE = ((0.6, "below 60 %"), (0.9, "60 % to 90 %"), (0.95, "90 % to 95 %"), (2.0, "95 % and more"))
_NO_DOUBT = "no doubt"


class Counted(NamedTuple):
    """A table of counts: what is counted, by what, and each name with its count; `is_series` if names are in order."""

    title: str
    by: str
    rows: list[tuple[str, int]]
    is_series: bool = False

    @property
    def most(self) -> int:
        """The highest count."""
        return max((count for _, count in self.rows), default=1)


class Statistics:
    """The counts of a corpus, to which articles are added one at a time."""

    def __init__(self, outlet: str) -> None:
        """Begin at nought; `outlet` is the field of a row that names its outlet."""
        self._outlet = outlet
        self._counts: dict[str, Counter[str]] = {}
        self.articles = self.with_records = self.characters = self.prose = 0

    def add(self, article: Article, row: Mapping[str, Any]) -> None:
        """Count the records of an article; `row` holds the other fields of its row."""
        self.articles += 1
        self.with_records += bool(article.records)
        self.characters += len(article.source)
        self.prose += len(article.prose)
        outlet = row.get(self._outlet)
        for record in article.records:
            self._count("kind", record.kind)
            if outlet is not None:
                self._count("outlet", told.visible(str(outlet)))
            if record.kind == "post":
                self._count("platform", record.platform)
                self._count("sure post", _sure(record.start_confidence))
                if date := record.published_at or record.published_on:
                    self._count("month", f"{date:%Y-%m}")
            elif record.kind == "credit":
                for name in record.agency_names:
                    self._count("agency", told.visible(name))
                if record.caption:
                    self._count("sure caption", _sure(record.caption_confidence))
            else:
                self._count("what", record.what)

    def _count(self, by: str, name: str) -> None:
        self._counts.setdefault(by, Counter())[name] += 1

    @property
    def summary(self) -> str:
        """A sentence about the whole corpus."""
        share = f", {self.prose / self.characters:.1%} of the text is prose" if self.characters else ""
        some = f"{self.articles:,} article{'' if self.articles == 1 else 's'}"
        return f"{some}, {self.with_records:,} with records{share}"

    def tables(self) -> list[Counted]:
        """Return what was counted, without tables that are empty."""
        by = {name: counts.most_common() for name, counts in self._counts.items()}
        order = [name for _, name in _SURE] + [_NO_DOUBT]
        dated, posts = sum(count for _, count in by.get("month", [])), dict(by.get("kind", [])).get("post", 0)
        known = [
            Counted("Records", "kind", by.get("kind", [])),
            Counted("Posts", "platform", by.get("platform", [])),
            Counted(f"{dated:,} of {posts:,} posts", "month", sorted(by.get("month", [])), is_series=True),
            Counted("Credits", "agency", by.get("agency", [])),
            Counted("Residue", "kind", by.get("what", [])),
            Counted("Posts", "how sure it is where they begin", _ordered(by.get("sure post", []), order), True),
            Counted("Captions", "how sure it is that they are one", _ordered(by.get("sure caption", []), order), True),
            Counted("Records", self._outlet, by.get("outlet", [])),
        ]
        return [one for one in known if one.rows]


def _sure(share: float | None) -> str:
    return _NO_DOUBT if share is None else next(name for below, name in _SURE if share < below)


def _ordered(rows: list[tuple[str, int]], order: list[str]) -> list[tuple[str, int]]:
    return sorted(rows, key=lambda row: order.index(row[0]))
