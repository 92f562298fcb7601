"""Write records as rows of a table (CSV): one row a record, with the name of its article."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .. import export
from ..records import Article

COLUMNS = (
    *("article", "number", "kind", "platform", "what", "start", "end"),
    *("author_name", "author_handle", "author_url", "published_on", "published_at", "permalink", "id"),
    *("text", "links", "media", "hashtags", "mentions", "lang", "verification"),
    *("creators", "agencies", "agency_names", "credit_line", "caption", "date", "notice"),
    *("start_confidence", "caption_confidence", "evidence", "raw"),
)


def head() -> str:
    """Return the line with the names of the columns."""
    return _line(COLUMNS)


def lines(article: Article, name: str) -> Iterator[str]:
    """Yield a line for each record; the members of a list stand on lines of their own within their cell."""
    for number, record in enumerate(export.fields(article)["records"]):
        own = {"article": export.plain(name), "number": number, **_flat(record)}
        yield _line([_cell(own.get(column)) for column in COLUMNS])


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record whose author, span and links are columns of their own."""
    author = {f"author_{key}": value for key, value in (record["author"] or {}).items()}
    links = {key: [link["url"] for link in record[key] or ()] for key in ("links", "media")}
    return {**record, **author, **record["span"], **links}


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)  # as RFC 4180 has it
    return written.getvalue()
