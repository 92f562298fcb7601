"""Say in words what a record holds: the title of its card, and rows of a label and a value.

The terminal, the notebook and the page show the same cards. A record is plain data here, as `model_dump` gives it, so
that the models themselves can use this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..data import known_names

Row = Mapping[str, Any]

# What a terminal would obey and a reader would not see: controls other than tab and newline, signs that turn the order
# of the words around them, lone surrogates, and what is no character (XML cannot hold it). Marks of direction (U+200E,
# U+200F) stay: Arabic and Hebrew need them.
_UNSEEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """Return a text with signs that cannot be seen, or that turn the words around them, as `<U+202E>`."""
    return _UNSEEN.sub(lambda sign: f"<U+{ord(sign[0]):04X}>", text.replace("\r\n", "\n"))


def title(record: Row) -> str:
    """Return what a record is, such as "post, twitter" or "residue, view-on-instagram"."""
    kinds = [record["kind"], record.get("platform"), record.get("what")]
    return visible(", ".join(filter(None, kinds)))


def line(record: Row) -> str:
    """Return a record in a few words, such as "post, twitter: Mara Voss (@maravoss), 2021-05-03"."""
    own = {label: value for label, value in rows(record) if label in ("author", "date", "creators", "agencies")}
    return f"{title(record)}{': ' if own else ''}{', '.join(own.values())}"


def rows(record: Row) -> list[tuple[str, str]]:
    """Return the rows of a record's card; what it does not hold has none."""
    own = {"post": _post, "credit": _credit, "residue": _residue}.get(record["kind"])
    told = [*(own(record) if own else ()), ("evidence", ", ".join(record["evidence"]))]
    return [(label, visible(value)) for label, value in told if value]


def sure(record: Row) -> float | None:
    """Return how sure a record is of its own bounds (0-1), or None if nothing had to be judged."""
    of_start: float | None = record.get("start_confidence")
    of_caption: float | None = record.get("caption_confidence")
    return of_caption if of_start is None else of_start


def address(url: str | None) -> str | None:
    """Return an address that a reader may click: http or https alone, since others can run a script."""
    return url if url and re.match(r"https?://[^\s/]", url) else None


def who(author: Row) -> str:
    """Return an author as "Name (@handle)", with what is known of it."""
    name, handle = author.get("name"), author.get("handle")
    return f"{name} (@{handle})" if name and handle else name or (f"@{handle}" if handle else "")


def _post(post: Row) -> Iterator[tuple[str, str]]:
    yield "author", who(post["author"])
    yield "date", str(post.get("published_at") or post.get("published_on") or "")
    yield "words", post["text"]
    yield "links", _links(post["links"])
    yield "media", _links(post["media"])
    yield "permalink", post.get("permalink") or ""
    yield "language", post.get("lang") or ""
    yield "begins here", percent(post.get("start_confidence"))
    yield "public record", post.get("verification") or ""
    for one in post.get("conflicts") or ():
        yield "differs", f"{one['field']}: here {one['article']!r}, there {one['public']!r}"


def _credit(credit: Row) -> Iterator[tuple[str, str]]:
    yield "creators", ", ".join(credit["creators"])
    yield "agencies", ", ".join(credit["agencies"])
    if (names := credit.get("agency_names")) and list(names) != list(credit["agencies"]):
        yield "known as", ", ".join(names)
    yield "date", str(credit.get("date") or "")
    yield "credit line", credit.get("credit_line") or ""
    yield "caption", credit.get("caption") or ""
    yield "is a caption", percent(credit.get("caption_confidence"))
    yield "notice", credit.get("notice") or ""


def _residue(residue: Row) -> Iterator[tuple[str, str]]:
    yield "is", known_names.residue().get(residue["what"], "")


def _links(links: Sequence[Row]) -> str:
    return "\n".join(_led(link) for link in links)


def _led(link: Row) -> str:
    """Return a link's address, and where it leads if a resolver was asked."""
    found = link.get("resolved")
    if not found:
        return str(link["url"])
    return f"{link['url']} → {found.get('canonical') or found['url']} ({found['outcome']})"


def percent(share: float | None) -> str:
    """Return a share in percent, rounded down: 99.7 % is not 100 %."""
    return "" if share is None else f"{int(share * 100)} % sure"
