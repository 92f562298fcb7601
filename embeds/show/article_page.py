"""Draw articles as one page of HTML that needs nothing else: no request, no file beside it.

page.html is its frame; page.css and page.js stand in it whole. The browser runs that script and no other: the page
names it by its digest. Every word of an article is escaped by Jinja, and shown as text.
"""

from __future__ import annotations

import base64
import functools
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from ..cards import told
from ..cards.tiles import tiles
from ..records import Article

_HOME = Path(__file__).parent
_BLOCK = 4000  # code points: a browser lays out the blocks that are seen, and a text of 10 MB has 2,500 of them
_LINE = 20_000  # code points after which a block ends within a line


class Part(NamedTuple):
    """Some words of a source: the number of their record (from 1) or None, and what they are on the page.

    `is_first` if the record begins with them, `is_kept` if the prose has them.
    """

    words: str
    record: int | None
    is_first: bool
    is_kept: bool


class Card(NamedTuple):
    """A record as the page shows it."""

    kind: str
    platform: str
    sure: float
    title: str
    rows: list[tuple[str, str]]


class Shown(NamedTuple):
    """An article as the page shows it; `counts` are those of its records by kind."""

    name: str
    blocks: Iterable[list[Part]]
    cards: list[Card]
    counts: Counter[str]
    length: int
    kept: int


def page(articles: Iterable[tuple[str, Article]]) -> Iterator[str]:
    """Yield the page of some articles, each with its name, in pieces."""
    shown = [_shown(name, article) for name, article in articles]
    platforms = sorted({card.platform for one in shown for card in one.cards if card.platform})
    most = max((len(one.cards) for one in shown), default=1)
    yield from template("page.html").generate(
        articles=shown, platforms=platforms, most=max(most, 1), **own("page.css", "page.js")
    )


def own(*names: str) -> dict[str, str]:
    """Return style sheets and scripts of this folder, and the policy by which a browser takes these alone."""
    texts = {
        kind: "\n".join((_HOME / name).read_text(encoding="utf-8") for name in names if name.endswith(ending))
        for kind, ending in (("style", ".css"), ("script", ".js"))
    }
    rules = [f"{kind}-src 'sha256-{_digest(text)}'" for kind, text in texts.items() if text]
    return {"policy": "; ".join(["default-src 'none'", *rules, "base-uri 'none'", "form-action 'none'"]), **texts}


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@functools.cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HOME), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters["address"] = told.address
    return made


def template(name: str) -> Template:
    """Return a template of this folder; all that it prints is escaped."""
    return _environment().get_template(name)


def _shown(name: str, article: Article) -> Shown:
    cards = [_card(record.model_dump()) for record in article.records]
    counts = Counter(card.kind for card in cards)
    return Shown(told.visible(name), blocks(article), cards, counts, len(article.source), len(article.prose))


def _card(record: told.Row) -> Card:
    sure = told.sure(record)
    return Card(
        kind=record["kind"],
        platform=record.get("platform") or "",
        sure=1.0 if sure is None else sure,
        title=told.title(record),
        rows=told.rows(record),
    )


def blocks(article: Article) -> Iterator[list[Part]]:
    """Yield the source in blocks of whole lines, each a list of parts."""
    source, block, size = article.source, list[Part](), 0
    spans = [(record.span.start, record.span.end) for record in article.records]
    for start, end, record, is_kept in tiles(len(source), spans, article.pieces):
        at = start
        while at < end:
            stop = end if record is not None else _end_of_block(source, at, end, max(0, _BLOCK - size))
            is_first = record is not None and at == spans[record][0]
            number = None if record is None else record + 1
            block.append(Part(told.visible(source[at:stop]), number, is_first, is_kept))
            size, at = size + stop - at, stop
            if size >= _BLOCK and (source[at - 1] == "\n" or size >= _BLOCK + _LINE):
                yield block
                block, size = [], 0
    if block:
        yield block


def _end_of_block(source: str, at: int, end: int, room: int) -> int:
    """Return the offset behind the first line break that is `room` code points away, or where the words end."""
    if end - at <= room:
        return end
    found = source.find("\n", at + room, at + room + _LINE)
    return min(end, found + 1 if found >= 0 else at + room + _LINE)
