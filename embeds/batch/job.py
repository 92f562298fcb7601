"""What is asked of every document of a run, what a chunk of them is, and what came of it."""

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

CHUNK = 1 << 19  # bytes of input in a chunk: small beside memory, large beside what handing it on costs
LONGEST = 100_000_000  # bytes of one document: a longer one is passed over, so that memory stays bounded

_NAMES, _NAME, _SHOWN = 50, 40, 10  # names of fields that are looked at, letters of each, and how many are shown


class BadRow(Exception):  # noqa: N818 - no failure of the run: the row is reported and kept
    """Why a row has no text that can be cleaned."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the user asked for.

    `field` holds the text of a row, or is a path to it with dots, and `id_field` its name; `html` takes it for a page.
    `compression` of what is written: "gzip", "zstd" or None.
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
        """The fields that every row gets."""
        return ("prose", "records", "pieces") if self.with_source else ("prose", "records")

    def clean(self, text: str, counts: Counter[str], *, html: bool | None = None) -> dict[str, Any]:
        """The new fields of a text, counted; raises BadRow."""
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
        """The line of JSON for a text that came with these fields; raises BadRow."""
        import orjson

        source = {self.field: text} if self.with_source else {}
        row = kept | source | self.clean(text, counts, html=html)
        return orjson.dumps(row, option=orjson.OPT_UTC_Z) + b"\n"


def names_there(name: str, names: Iterable[str]) -> str:
    """Say which fields there are, and which of them is most like a name that is none of them."""
    some = [one[:_NAME] for one in islice(names, _NAMES)]
    nearest = [f"; nearest is {one!r}" for one in get_close_matches(name[:_NAME], some, 1)]
    return f"there are: {', '.join(map(repr, some[:_SHOWN])) or 'none'}{''.join(nearest)}"


def _longest_page() -> int:
    from ..markup.scan import LONGEST  # texts need none of it

    return LONGEST


class Bad(NamedTuple):
    """A row that could not be cleaned: its number in its chunk (from 0), its name if it has one, why, its bytes."""

    number: int
    name: str | None
    why: str
    raw: bytes


@dataclass(slots=True)
class Done:
    """What came of a chunk: the bytes to write, how many rows it had, those that were bad, and counts of the rest."""

    rows: int = 0
    out: bytes = b""
    bad: list[Bad] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Chunk(NamedTuple):
    """A stretch of an input. `clean(job, data)` may run in another process.

    `after` is where its input goes on behind it, and means something to its input alone; `seen` counts the bytes of the
    input that are read by then.
    """

    clean: Callable[[Job, Any], Done]
    data: Any
    after: int
    seen: int


class Input(Protocol):
    """A file or folder that is read. Chunks begin and end at the same places whatever place reading starts from."""

    unit: str  # what its rows are called: "line", "row", "record", "file"

    @property
    def name(self) -> str:
        """As it was given."""

    @property
    def size(self) -> int | None:
        """In bytes; None where it cannot be known."""

    def paths(self) -> Iterable[str | int | Path]:
        """All files that are read, as os.stat takes them."""

    def identity(self) -> list[Any] | None:
        """What changes when the input does, as JSON has it; None where it cannot be read twice."""

    def chunks(self, start: int) -> Iterator[Chunk]:
        """The chunks from `start` on: 0, or the `after` of a chunk; raises InputError."""
