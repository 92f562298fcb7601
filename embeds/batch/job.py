"""The terms of a run: what is asked of every document, a chunk of documents, its result, and an input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from .. import export
from ..pipeline import Captions, clean, clean_html

CHUNK = 1 << 19  # bytes of input in a chunk: little memory, and much work for what it costs to send to a worker
LONGEST = 100_000_000  # bytes of one document: a longer one is a bad row, so that memory stays bounded

_NAMES, _NAME, _SHOWN = 50, 40, 10  # names of fields that are compared, characters of each, and names that are shown


class BadRow(Exception):  # noqa: N818 - no failure of the run: the row is reported and kept
    """A row has no text that can be cleaned; its message says why."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the user asked for.

    `field` names a row's text, or is a path to it with dots; `id_field` names what identifies a row. With `html` the
    text is a page. `compression` is that of the output: "gzip", "zstd" or None.
    """

    field: str = "text"
    id_field: str = "id"
    html: bool = False
    with_source: bool = False
    marker: str | None = None
    captions: Captions = "remove"
    compression: str | None = None

    @property
    def new(self) -> tuple[str, ...]:
        """The names of the fields that every row gets."""
        return ("prose", "records", "pieces") if self.with_source else ("prose", "records")

    def clean(self, text: str, counts: Counter[str], *, html: bool | None = None) -> dict[str, Any]:
        """Return the new fields of a text and add to `counts`; raise BadRow if it cannot be cleaned."""
        html = self.html if html is None else html
        if html and len(text) > (longest := _longest_page()):
            raise BadRow(f"{len(text):,} characters, and a page may have {longest:,}")
        try:
            article = clean_html(text, self.marker) if html else clean(text, self.marker, self.captions)
        except Exception as err:
            raise BadRow(f"embeds failed on it ({type(err).__name__}: {err}); please report it") from err
        row = export.fields(article)
        counts.update(documents=1, source=len(text), prose=len(article.prose))
        counts.update(f"{record['kind']} {record['platform'] or ''}".rstrip() for record in row["records"])
        return row | {"pieces": article.pieces} if self.with_source else row

    def row(self, kept: dict[str, Any], text: str, counts: Counter[str], *, html: bool) -> bytes:
        """Return the line of JSON for a text and the fields that are kept beside it; raise BadRow as `clean` does."""
        import orjson

        source = {self.field: text} if self.with_source else {}
        row = kept | source | self.clean(text, counts, html=html)
        return orjson.dumps(row, option=orjson.OPT_UTC_Z) + b"\n"


def names_there(name: str, names: Iterable[str]) -> str:
    """Return words that say which fields there are, and which of them is most like a name that is missing."""
    some = [one[:_NAME] for one in islice(names, _NAMES)]
    nearest = [f"; nearest is {one!r}" for one in get_close_matches(name[:_NAME], some, 1)]
    return f"there are: {', '.join(map(repr, some[:_SHOWN])) or 'none'}{''.join(nearest)}"


def _longest_page() -> int:
    from ..markup.scan import LONGEST  # imported here: runs over texts need no reader of HTML

    return LONGEST


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
    def size(self) -> int | None:
        """The size in bytes; None if it cannot be known."""

    def paths(self) -> Iterable[str | int | Path]:
        """Return all files that are read, as os.stat takes them."""

    def identity(self) -> list[Any] | None:
        """Return JSON values that change when the input does; None if it cannot be read twice."""

    def chunks(self, start: int) -> Iterator[Chunk]:
        """Yield the chunks from `start` on, which is 0 or a chunk's `after`; raise InputError if it cannot be read."""
