"""The terms of a run: what is asked of every document, a chunk of documents, its result, and an input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from .. import export
from ..pipeline import Captions, clean, clean_html
from ..wanted import Kind
from .html_text import holds_html

CHUNK = 1 << 19  # bytes of input in a chunk: little memory, and much work for what it costs to send to a worker
NO_ARTICLE = "no article was found in the page; without --as text it stays a page"
LONGEST = 100_000_000  # bytes of one document: a longer one is a bad row, so that memory stays bounded


class BadRow(Exception):  # noqa: N818 - no failure of the run: the row is reported and kept
    """A row has no text that can be cleaned; its message says why."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the user asked for, and what the run made of it.

    `field` names a row's text, or is a path to it with dots, and "" is for the run to find; `id_field` names what
    identifies a row. `kinds` and `platforms` limit what is taken out. With `html` the text is a page, with None it is
    one if it begins like one. With `as_text` the prose of a page is its article's text. A row is written as `form`: a
    line of JSON, a line of a table with these `columns` and this `delimiter`, or the prose alone. `compression` is that
    of the output, or None.
    """

    field: str = ""
    id_field: str = "id"
    html: bool | None = None
    with_source: bool = False
    marker: str | None = None
    captions: Captions = "remove"
    kinds: tuple[Kind, ...] | None = None
    platforms: tuple[str, ...] | None = None
    as_text: bool = False
    form: Literal["json", "table", "prose"] = "json"
    columns: tuple[str, ...] = ()
    delimiter: str = ","
    compression: str | None = None

    @property
    def new(self) -> tuple[str, ...]:
        """The names of the fields that every row gets."""
        return ("prose", "records", "pieces") if self.with_source else ("prose", "records")

    def clean(self, text: str, counts: Counter[str], *, html: bool | None = None) -> dict[str, Any]:
        """Return the new fields of a text and add to `counts`; raise BadRow if it cannot be cleaned."""
        html = self.html if html is None else html
        if html is None and (html := holds_html(text)):
            counts["begin like HTML"] += 1
        if html and len(text) > (longest := _longest_page()):
            raise BadRow(f"{len(text):,} characters, and a page may have {longest:,}")
        try:
            kinds, platforms = self.kinds, self.platforms
            if html:
                article = clean_html(text, self.marker, kinds=kinds, platforms=platforms)
            else:
                article = clean(text, self.marker, self.captions, kinds=kinds, platforms=platforms)
            row = export.fields(article)
            if html and self.as_text:
                row["prose"] = _article_text(article.prose)
        except Exception as err:
            raise BadRow(f"embeds failed on it ({type(err).__name__}: {err}); please report it") from err
        if row["prose"] is None:
            raise BadRow(NO_ARTICLE)
        counts.update(documents=1, pages=bool(html), source=len(text), prose=len(row["prose"]))
        counts.update(f"{record['kind']} {record['platform'] or ''}".rstrip() for record in row["records"])
        return row | {"pieces": article.pieces} if self.with_source else row

    def row(self, kept: dict[str, Any], text: str, counts: Counter[str], *, html: bool | None) -> bytes:
        """Return what is written for a text and the fields that are kept beside it; raise BadRow as `clean` does."""
        from pydantic_core import to_json

        source = {self.field: text} if self.with_source else {}
        new = self.clean(text, counts, html=html)
        return new["prose"].encode() if self.form == "prose" else to_json(kept | source | new) + b"\n"


def _longest_page() -> int:
    from ..markup.scan import LONGEST  # imported here: runs over texts need no reader of HTML

    return LONGEST


def _article_text(page: str) -> str | None:
    from ..markup.article_text import article_text

    return article_text(page)


class Bad(NamedTuple):
    """A row that could not be cleaned: its number in its chunk (from 0), its id if it has one, why, its bytes."""

    number: int
    name: str | None
    why: str
    raw: bytes


@dataclass(slots=True)
class Done:
    """The result of a chunk: its number of rows, the bytes to write, the bad rows, and counts of the good ones."""

    rows: int = 0
    out: bytes = b""
    bad: list[Bad] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Chunk(NamedTuple):
    """A stretch of an input, which `clean(job, data)` cleans, perhaps in another process.

    `after` says where the input goes on, in a unit of that input's own; `seen` counts the bytes of it read by then.
    """

    clean: Callable[[Job, Any], Done]
    data: Any
    after: int
    seen: int


class Input(Protocol):
    """A file or folder to read; its chunks have the same bounds wherever reading starts."""

    unit: str  # what its rows are called: "line", "row", "record", "file"

    @property
    def name(self) -> str:
        """The name as the user gave it."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its columns, or the fields of its first rows that hold text; () if it has none, or they are not known."""

    @property
    def size(self) -> int | None:
        """The size in bytes; None if it cannot be known."""

    def paths(self) -> Iterable[str | int | Path]:
        """Return all files that are read, as os.stat takes them."""

    def identity(self) -> list[Any] | None:
        """Return JSON values that change when the input does; None if it cannot be read twice."""

    def chunks(self, start: int) -> Iterator[Chunk]:
        """Yield the chunks from `start` on, which is 0 or a chunk's `after`; raise InputError if it cannot be read."""
