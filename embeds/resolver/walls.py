"""Look behind pages that stand in front of others and ask for a login, for consent or to solve a captcha.

Such a page is never where a link leads. It names what is behind it in a parameter, often without the host. Anybody can
write such an address with a target of their own, but the site leads nobody there: only its own pages are believed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from ..data import tables
from . import unwrap


class Wall(NamedTuple):
    """A page that `asks` for "login", "consent" or "captcha"; `target`, the address behind it, is None if unknown."""

    asks: str
    target: str | None


class _Row(NamedTuple):
    """A row of data/unwrapped.json: a form of walls at a `site`, and other hosts to which these may lead."""

    asks: str
    form: re.Pattern[str]
    parameters: Sequence[str]
    also: Sequence[str]


def read(url: str) -> Wall | None:
    """Return the wall that an address leads to; None if it leads to none.

    >>> read("https://x.com/i/flow/login?redirect_after_login=%2Fjack%2Fstatus%2F20").target
    'https://x.com/jack/status/20'
    """
    place, query = unwrap.parts(url)
    for row in _rows():
        if found := row.form.fullmatch(place):
            sites = (found["site"], *row.also)
            inner = (_joined(url, value, sites) for value in unwrap.values(query, row.parameters))
            return Wall(row.asks, next(filter(None, inner), None))
    return None


@functools.cache
def _rows() -> tuple[_Row, ...]:
    rows = tables.load("unwrapped.json")["walls"]
    return tuple(_Row(row["asks"], re.compile(row["form"]), row["parameters"], row.get("also", ())) for row in rows)


def _joined(url: str, value: str, sites: Iterable[str]) -> str | None:
    """Return the address that a value names on the page `url`; None if it is none, or not on one of these sites."""
    if not value.lower().startswith((*unwrap.WEB, "/")):
        return None
    try:
        target = urljoin(url, value)
        host = urlsplit(target).hostname or ""
    except ValueError:
        return None
    # Of "https://" the page itself would be made. A target is shorter than the page that names it, so walls end.
    return target if len(target) < len(url) and any(f".{host}".endswith(f".{site}") for site in sites) else None
