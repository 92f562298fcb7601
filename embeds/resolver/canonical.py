"""Make an address canonical: remove the parameters that only track its reader, and change nothing else.

data/tracking.json lists these parameters by host, because `s`, `t` and `ref` mean something elsewhere. All others keep
their bytes and their order, which none of seven libraries that were tried does.
"""

from __future__ import annotations

import functools
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ..data import tables
from ..platforms import permalinks


class _Names(NamedTuple):
    """Names of parameters: whole ones, and the beginnings of those written with a * at their end."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, names: list[str]) -> _Names:
        return cls(frozenset(names), tuple(name[:-1] for name in names if name.endswith("*")))

    def hold(self, name: str) -> bool:
        return name in self.whole or name.startswith(self.beginnings)


@functools.cache
def _tracking() -> tuple[_Names, dict[str, _Names]]:
    table = tables.load("tracking.json")
    return _Names.of(table["everywhere"]), {host: _Names.of(names) for host, names in table["hosts"].items()}


def canonical(url: str) -> str:
    """Return an address without tracking parameters, and a post's address in its platform's own form. Never raises.

    >>> canonical("https://Ellery.example/a?id=7&utm_source=x&b=c d#top")
    'https://ellery.example/a?id=7&b=c d#top'
    """
    if found := permalinks.read(url):
        url = found.url
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    head, mark, fragment = url.partition("#")
    address, _, query = head.partition("?")
    if parts.scheme in ("http", "https") and host:
        bracketed = f"[{host}]" if ":" in host else host
        netloc = bracketed if port in (None, 80 if parts.scheme == "http" else 443) else f"{bracketed}:{port}"
        address = f"{parts.scheme}://{netloc}{parts.path or '/'}"
    kept = "&".join(_without_tracking(query.split("&"), host))
    return address + ("?" + kept if kept else "") + mark + fragment


def _without_tracking(fields: list[str], host: str) -> list[str]:
    everywhere, by_host = _tracking()
    there = by_host.get(host.removeprefix("www.").removeprefix("m.").removeprefix("mobile."), _Names.of([]))
    names = (unquote(field.partition("=")[0]) for field in fields)
    return [field for field, name in zip(fields, names, strict=True) if not (everywhere.hold(name) or there.hold(name))]
