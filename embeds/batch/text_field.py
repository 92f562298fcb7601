"""Find the field that holds a row's text, where the user named none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Any

# What extractors, crawlers and feeds call it, the surest first: trafilatura and newspaper "text", news-please
# "maintext", schema.org "articleBody", JSON Feed "content_text" and "content_html".
TEXT_FIELDS = (
    "text",
    "maintext",
    "articlebody",
    "article_body",
    "article_text",
    "full_text",
    "fulltext",
    "plain_text",
    "content_text",
    "content",
    "body",
    "article",
    "content_html",
    "html",
)
LOOKED_AT = 20  # first rows: in one the text may be missing
_NAMES, _NAME, _SHOWN = 50, 40, 10  # names of fields that are compared, characters of each, and names that are shown


def with_text(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the fields that hold text in some of the rows: news-please has a `text` that is null."""
    return tuple(dict.fromkeys(name for row in rows for name, value in row.items() if isinstance(value, str) and value))


def text_field(names: Collection[str]) -> str | None:
    """Return the name that is likeliest to be that of the text, in whatever case; None if none is known."""
    by_lower = {name.lower(): name for name in reversed([*names])}
    return next((by_lower[known] for known in TEXT_FIELDS if known in by_lower), None)


def names_there(name: str, names: Iterable[str]) -> str:
    """Return words that say which fields there are, and which of them is most like a name that is missing."""
    some = [one[:_NAME] for one in islice(names, _NAMES)]
    nearest = [f"; did you mean {one!r}?" for one in get_close_matches(name[:_NAME], some, 1)]
    return f"there are: {', '.join(map(repr, some[:_SHOWN])) or 'none'}{''.join(nearest)}"
