"""Resolve articles that stand as lines of JSON in a file, for `embeds resolve`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import to_json

from .. import export
from ..errors import CassetteMiss
from ..records import Article
from ..resolver.engine import ARTICLES
from ..resolver.resolver import Resolver
from . import splice
from .job import BadRow
from .json_lines import text_of


class Line(NamedTuple):
    """A line to write, its article, and for one that is kept unchanged the reason."""

    text: bytes
    article: Article | None = None
    error: str | None = None


def resolve_lines(resolver: Resolver, lines: Iterable[bytes], field: str) -> Iterator[Line]:
    """Yield each line resolved, in order; many are resolved at once.

    A line is an Article as `embeds clean --json` prints it, or a row of a file that `embeds clean IN -o OUT` wrote; of
    such a row only `prose`, `records` and `pieces` change. `field` names the source in a row that has one. A line that
    is no article, or whose requests are not in the recording, is kept unchanged, with an `error`.
    """
    resolve = resolver._engine.resolve

    async def one(text: bytes) -> Line:
        if not text.strip():
            return Line(text)
        try:
            article, written = _row(text, field) or _article(text)
            resolved = await resolve(article)
        except CassetteMiss as err:
            return Line(text, error=str(err))
        except ValidationError as err:
            return Line(text, error=_first_fault(err))
        return Line(written(resolved) + b"\n", resolved)

    return resolver.each(one, lines, ARTICLES)


def _article(text: bytes) -> tuple[Article, Callable[[Article], bytes]]:
    """Return the Article of a line, and a function that writes another one in its place; raise ValidationError."""
    article = Article.model_validate_json(text)
    exclude = {"id", "source"} - article.model_fields_set
    return article, lambda resolved: resolved.model_dump_json(exclude=exclude).encode()


def _row(text: bytes, field: str) -> tuple[Article, Callable[[Article], bytes]] | None:
    """Return the Article of a file's row, and a function that writes another one in its place; None for other lines."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or not _is_of_a_file(row):
        return None
    try:
        source = text_of(field, row)[1] if "pieces" in row else ""  # without `pieces` the source is of no use
    except BadRow:
        source = ""
    article = export.article_of({"pieces": [], **row}, source)
    return article, lambda resolved: _written(text.strip(), row, resolved)


def _is_of_a_file(row: dict[str, Any]) -> bool:
    whole = "pieces" in row and row.keys() <= Article.model_fields.keys()
    records = row.get("records")
    if whole or "prose" not in row or not isinstance(records, list):
        return False
    return all(isinstance(one, dict) and isinstance(one.get("kind"), str) for one in records)


def _written(text: bytes, row: dict[str, Any], resolved: Article) -> bytes:
    for key, value in (export.fields(resolved) | {"pieces": resolved.pieces}).items():
        if key in row:
            *_, last = splice.find(text, [key])
            text = text[: last.value] + to_json(value) + text[last.end :]
    return text


def _first_fault(error: ValidationError) -> str:
    """Return the first thing that is wrong with a line, and where."""
    first = error.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return f"not JSON ({first['ctx']['error']})".replace(" at line 1 ", " at ")
    where = ".".join(map(str, first["loc"]))
    return f"no article as `embeds clean` writes them ({where + ': ' if where else ''}{first['msg']})"
