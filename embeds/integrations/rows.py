"""What the adapters share: the row of a text, and a clear error if a framework or a column is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from ..errors import InputError
from ..export import fields
from ..records import Article

Cleaner = Callable[[str], Article]


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Wrap an import, and name in its ImportError the extra that installs what is missing."""
    try:
        yield
    except ImportError as err:
        raise ImportError(f"{err}: install it with the extra '{extra}', pip install 'embeds[{extra}]'") from err


def row(text: str | None, cleaner: Cleaner) -> dict[str, Any]:
    """Return the `prose` and `records` of a text, both None for None."""
    return {"prose": None, "records": None} if text is None else fields(cleaner(text))


def columns(texts: Iterable[str | None], cleaner: Cleaner) -> dict[str, list[Any]]:
    """Return the columns `prose` and `records` of a column of texts."""
    rows = [row(text, cleaner) for text in texts]
    return {name: [one[name] for one in rows] for name in ("prose", "records")}


def check(names: Collection[str], field: str) -> None:
    """Raise InputError if a table lacks the column of texts, or has a column `prose` or `records` already."""
    if field not in names:
        raise InputError(f"no column {field!r} (there are: {', '.join(names)}); name the one that holds the texts")
    if taken := {"prose", "records"} & set(names):
        raise InputError(f"there is a column {min(taken)!r} already, which cleaning would replace; drop or rename it")


def label(record: dict[str, Any]) -> str:
    """Return the name under which statistics count a record: "post/twitter", "credit", "residue/instagram"."""
    return "/".join(filter(None, (record["kind"], record["platform"])))
