"""What the adapters share: the row of a text, and clear errors for what is missing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ..errors import InputError
from ..export import fields
from ..records import Article

Cleaner = Callable[[str], Article]


@contextmanager
def needs(package: str) -> Iterator[None]:
    """Wrap an import, and say in its ImportError how to install what is missing, wherever embeds comes from."""
    try:
        yield
    except ImportError as err:
        raise ImportError(f"{err}: pip install {package!r}") from err


def row(text: str | None, cleaner: Cleaner) -> dict[str, Any]:
    """Return the `prose` and `records` of a text, both None for None."""
    return {"prose": None, "records": None} if text is None else fields(cleaner(text))


def json_row(text: str, cleaner: Cleaner) -> dict[str, Any]:
    """Return the `prose` and `records` of a text with dates as in JSON, for frameworks that store no others."""
    from pydantic_core import to_jsonable_python

    found: dict[str, Any] = to_jsonable_python(row(text, cleaner))
    return found


def check_metadata(metadata: Mapping[str, Any], name: object) -> None:
    """Raise InputError if a document's metadata has records already, which would be lost."""
    if "records" in metadata:
        raise InputError(f'document {name}: its metadata has "records" already; was it cleaned before?')


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
