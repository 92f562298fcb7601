"""Articles as lines of JSON, resolved: what `embeds resolve` does with a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pydantic import ValidationError

from ..errors import CassetteMiss
from ..records import Article
from .engine import ARTICLES
from .resolver import Resolver


class Line(NamedTuple):
    """A line as it is to be written, its article, and why it is kept as it was where it is."""

    text: bytes
    article: Article | None = None
    error: str | None = None


def resolve_lines(resolver: Resolver, lines: Iterable[bytes]) -> Iterator[Line]:
    """Each line resolved, in order, many at once; one that is no article, or is not recorded, is kept as it is."""
    resolve = resolver._engine.resolve

    async def one(text: bytes) -> Line:
        if not text.strip():
            return Line(text)
        try:
            article = Article.model_validate_json(text)
            resolved = await resolve(article)
        except CassetteMiss as err:
            return Line(text, error=str(err))
        except ValidationError as err:
            return Line(text, error=_first(err))
        exclude = None if "source" in article.model_fields_set else {"source"}
        return Line(resolved.model_dump_json(exclude=exclude).encode() + b"\n", resolved)

    return resolver.each(one, lines, ARTICLES)


def _first(error: ValidationError) -> str:
    """The first thing that is wrong, and where."""
    first = error.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return f"not JSON ({first['ctx']['error']})".replace(" at line 1 ", " at ")
    where = ".".join(map(str, first["loc"]))
    return f"no article as `embeds clean --json` prints them ({where + ': ' if where else ''}{first['msg']})"
