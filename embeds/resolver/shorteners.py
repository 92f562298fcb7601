"""The known shorteners: the hosts that are asked at all, unless everything is.

data/shorteners.json holds ours, each with where it was seen. A user's own file adds to them: JSON in the same form, or
plain text with one host a line.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from .. import data
from ..errors import InputError


def load(own: str | os.PathLike[str] | None = None) -> dict[str, str]:
    """Host -> what its addresses need in their query ("" for all but goo.gl); raises InputError for a bad file."""
    rows = data.load("shorteners.json")["shorteners"]
    hosts = {row["host"]: row.get("query", "") for row in rows}
    if own is not None:
        hosts |= _read(Path(own))
    return hosts | {f"www.{host}": query for host, query in hosts.items() if not host.startswith("www.")}


def _read(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if text.lstrip().startswith("{"):
            return {row["host"].lower(): row.get("query", "") for row in json.loads(text)["shorteners"]}
    except OSError as err:
        raise InputError(f"{path}: {err.strerror or err}") from err
    except (ValueError, KeyError, TypeError, AttributeError) as err:
        raise InputError(f'{path}: not a list of shorteners ({err}); give {{"shorteners": [{{"host": …}}]}}') from err
    lines = (line.partition("#")[0].strip().lower() for line in text.splitlines())
    return dict.fromkeys(filter(None, lines), "")
