"""Read the articles of a file of many: rows with a text, which is cleaned, or rows that `embeds clean` wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from .. import export
from ..errors import InputError
from ..pipeline import clean, clean_html
from ..records import Article
from . import json_lines
from .columns import Columns
from .html_text import holds_html
from .job import BadRow, Chunk, Input, Job
from .json_lines import text_of


class ReadRow(NamedTuple):
    """A row: its number in the input (from 1), its fields and its article; or why it has none."""

    number: int
    row: dict[str, Any]
    article: Article | None
    is_html: bool = False
    fault: str | None = None


def read_rows(source: Input, job: Job) -> Iterator[ReadRow]:
    """Yield the rows of an input that is no folder, in order, empty ones aside; raise InputError as `chunks` does."""
    number = 0
    for chunk in source.chunks(0):
        for raw in _raw_rows(source, chunk, job):
            number += 1
            if raw is None or raw == b"":
                continue
            row: dict[str, Any] = {}
            try:
                if isinstance(raw, BadRow):
                    raise raw
                row = _parsed(raw) if isinstance(raw, bytes) else raw
                yield ReadRow(number, row, *_article(row, job))
            except BadRow as err:
                yield ReadRow(number, row, None, fault=str(err))


def _raw_rows(source: Input, chunk: Chunk, job: Job) -> Iterator[bytes | dict[str, Any] | BadRow | None]:
    """Yield the rows of a chunk: lines of JSON, fields of a table, None for one without a text, or what is wrong."""
    if chunk.clean is json_lines.clean:
        rows, faults = chunk.data
        yield from (BadRow(faults[n]) if n in faults else row.strip() for n, row in enumerate(rows))
    elif isinstance(source, Columns):
        yield from _table_rows(source.name, chunk.data, job)
    else:  # WARC: its texts have no fields yet
        done = chunk.clean(job, chunk.data)
        lines = iter(done.out.splitlines())
        bad = {one.number: one.why for one in done.bad}
        yield from (BadRow(bad[number]) if number in bad else next(lines) for number in range(done.rows))


def _table_rows(name: str, data: bytes, job: Job) -> Iterator[dict[str, Any] | None]:
    import pyarrow as pa

    try:
        rows = pa.ipc.open_stream(data).read_next_batch().to_pylist()
    except (ValueError, pa.ArrowException) as err:
        raise InputError(f"{name}: {err}; write it again") from err
    for row in rows:
        yield None if row.get(job.field, "") is None and row.get("prose") is None else row


def _parsed(line: bytes) -> dict[str, Any]:
    """Return the object in a line; raise BadRow."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as err:
        raise BadRow(f"not JSON ({err})") from err
    if not isinstance(row, dict):
        raise BadRow(row if isinstance(row, str) else "JSON, but not an object with fields")
    return row


def _article(row: dict[str, Any], job: Job) -> tuple[Article, bool]:
    """Return the article of a row, cleaned now if it was not, and whether it is a page; raise BadRow."""
    if "prose" not in row or not isinstance(row.get("records"), list):
        text = text_of(job.field, row)[1]
        is_html = holds_html(text) if job.html is None else job.html
        return (clean_html(text) if is_html else clean(text)), is_html
    try:
        source = row["source"] if "source" in row else text_of(job.field, row)[1]
    except BadRow:
        source = ""  # left out: the records alone can be shown
    is_html = holds_html(str(row["prose"])) if job.html is None else job.html
    try:
        pieces = row.get("pieces") or []
        return export.article_of({**row, "pieces": pieces}, source if pieces else ""), is_html
    except (KeyError, TypeError, ValueError) as err:
        raise BadRow("no article as `embeds clean` writes them; write it again") from err
