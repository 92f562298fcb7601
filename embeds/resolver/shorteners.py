"""Load the known shorteners: the only hosts that are asked, unless a resolver follows all links.

data/shorteners.json has ours, each with where it was seen. A user's file adds to them: JSON in the same form, or plain
text with one host a line.
"""

from __future__ import annotations

import os
from pathlib import Path

from ..data import tables
from ..errors import InputError
from . import address, recorded_rows


def load(own: str | os.PathLike[str] | None = None) -> dict[str, str]:
    """Return each host with what its addresses need in their query ("" for all but goo.gl); raise InputError."""
    rows = tables.load("shorteners.json")["shorteners"]
    hosts = {row["host"]: row.get("query", "") for row in rows}
    if own is not None:
        hosts |= _read(Path(own))
    return hosts | {f"www.{host}": query for host, query in hosts.items() if not host.startswith("www.")}


def _read(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if text.lstrip().startswith("{"):
            return {_host(row.host): row.query for row in recorded_rows.read(recorded_rows.Shorteners, text).shorteners}
        lines = (line.partition("#")[0].strip() for line in text.splitlines())
        return {_host(line): "" for line in lines if line}
    except OSError as err:
        raise InputError(f"{path}: {err.strerror or err}") from err
    except ValueError as err:
        form = 'one host a line, or {"shorteners": [{"host": …}]}'
        raise InputError(f"{path}: not a list of shorteners ({err}); give {form}") from err


def _host(name: str) -> str:
    """Return a host as addresses have it; raise ValueError for a name that is not just a host."""
    try:
        found = address.read(f"https://{name}/", allow_private=True)
    except address.Refused as err:
        raise ValueError(f"{name[:80]!r} is not a host") from err
    if found.url != f"https://{found.host}/" or found.had_userinfo:
        raise ValueError(f"{name[:80]!r} is more than a host")
    return found.host
