"""The canonical form of an address: without what only tracks its reader, and nothing else changed.

What tracks is data/tracking.json, by host, since `s`, `t` and `ref` are real parameters elsewhere. The others keep
their bytes and their order: no library of seven that were tried does that.
"""

from __future__ import annotations

import functools
from fnmatch import fnmatchcase
from urllib.parse import unquote, urlsplit

from .. import data, permalinks


@functools.cache
def _tracking() -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    table = data.load("tracking.json")
    return tuple(table["everywhere"]), {host: tuple(names) for host, names in table["hosts"].items()}


def canonical(url: str) -> str:
    """The address without tracking parameters; a post's address in its platform's own form. Never raises.

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
    kept = [field for field in query.split("&") if not _tracks(field, host)] if query else []
    return address + ("?" + "&".join(kept) if kept else "") + mark + fragment


def _tracks(field: str, host: str) -> bool:
    everywhere, by_host = _tracking()
    name = unquote(field.partition("=")[0])
    bare = host.removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    return any(fnmatchcase(name, pattern) for pattern in (*everywhere, *by_host.get(bare, ())))
