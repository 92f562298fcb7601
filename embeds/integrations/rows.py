"""What the adapters share: the row of a text, and one clear line where a framework or a column is missing."""

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
    """Around an import: says which extra installs what is missing."""
    try:
        yield
    except ImportError as err:
        raise ImportError(f"{err}: install it with the extra '{extra}', pip install 'embeds[{extra}]'") from err


def row(text: str | None, cleaner: Cleaner) -> dict[str, Any]:
    """The `prose` and `records` of a text; null for a null."""
    return {"prose": None, "records": None} if text is None else fields(cleaner(text))


def columns(texts: Iterable[str | None], cleaner: Cleaner) -> dict[str, list[Any]]:
    """The columns `prose` and `records` beside a column of texts."""
    rows = [row(text, cleaner) for text in texts]
    return {name: [one[name] for one in rows] for name in ("prose", "records")}


def check(names: Collection[str], field: str) -> None:
    """Refuse a table without the column of texts, and one whose columns would be lost; raises InputError."""
    if field not in names:
        raise InputError(f"no column {field!r} (there are: {', '.join(names)}); name the one that holds the texts")
    if taken := {"prose", "records"} & set(names):
        raise InputError(f"there is a column {min(taken)!r} already, which cleaning would replace; drop or rename it")


def label(record: dict[str, Any]) -> str:
    """What engines count a record under: "post/twitter", "credit", "residue/instagram"."""
    return "/".join(filter(None, (record["kind"], record["platform"])))
