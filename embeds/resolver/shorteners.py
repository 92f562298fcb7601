"""Load the known shorteners: the only hosts that are asked, unless a resolver follows all links.

data/shorteners.json has ours, each with where it was seen. A user's file adds to them: JSON in the same form, or plain
text with one host a line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from ..data import tables
from ..errors import InputError
from . import address, recorded_rows


class Shortener(NamedTuple):
    """How the paths of a host's short links begin, and what their query needs; other addresses there are pages."""

    path: str = "/"
    query: str = ""


def load(own: str | os.PathLike[str] | None = None) -> dict[str, Shortener]:
    """Return the shorteners by host, where "*." stands for any name before it; raise InputError."""
    rows = tables.load("shorteners.json")["shorteners"]
    hosts = {row["host"]: Shortener(row.get("path", "/"), row.get("query", "")) for row in rows}
    if own is not None:
        hosts |= _read(Path(own))
    return hosts | {f"www.{host}": one for host, one in hosts.items() if not host.startswith(("www.", "*."))}


def of(known: Mapping[str, Shortener], asked: address.Address) -> Shortener | None:
    """Return the shortener whose link an address is; None if it is none's."""
    names = asked.host.split(".")
    hosts = (asked.host, *("*." + ".".join(names[n:]) for n in range(1, len(names))))
    one = next((known[host] for host in hosts if host in known), None)
    return one if one and urlsplit(asked.url).path.startswith(one.path) else None


def _read(path: Path) -> dict[str, Shortener]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if text.lstrip().startswith("{"):
            rows = recorded_rows.read(recorded_rows.Shorteners, text).shorteners
            return {_host(row.host): Shortener(row.path, row.query) for row in rows}
        lines = (line.partition("#")[0].strip() for line in text.splitlines())
        return {_host(line): Shortener() for line in lines if line}
    except OSError as err:
        raise InputError(f"{path}: {err.strerror or err}") from err
    except ValueError as err:
        form = 'one host a line, or {"shorteners": [{"host": …}]}'
        raise InputError(f"{path}: not a list of shorteners ({err}); give {form}") from err


def _host(name: str) -> str:
    """Return a host as addresses have it, with its "*."; raise ValueError for a name that is not just a host."""
    star = "*." if name.startswith("*.") else ""
    try:
        found = address.read(f"https://{name.removeprefix(star)}/", allow_private=True)
    except address.Refused as err:
        raise ValueError(f"{name[:80]!r} is not a host") from err
    if found.url != f"https://{found.host}/" or found.had_userinfo:
        raise ValueError(f"{name[:80]!r} is more than a host")
    return star + found.host
