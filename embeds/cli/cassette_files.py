"""The command `embeds cassette compact|verify FILE…`: tidy up recordings, or check that they can be read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ..batch.progress import counted
from ..errors import CassetteError

_EXAMPLES = """
embeds cassette verify links.jsonl     how many answers a recording holds, or where it cannot be read
embeds cassette compact links.jsonl    keep the last answer of each address, sorted
"""


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    cassette = commands.add_parser(
        "cassette",
        help="tidy up or check recordings",
        description="Tidy up or check recordings, from which `embeds resolve --replay` answers without a network.",
        examples=_EXAMPLES,
    )
    cassette.add_argument(
        "do", choices=("compact", "verify"), help="keep the last answer of each address, sorted; or only read"
    )
    cassette.add_argument("files", nargs="+", metavar="FILE", help="recordings (cassettes)")
    cassette.set_defaults(run=_cassette)


def _cassette(options: argparse.Namespace) -> int:
    failed = False
    for name in options.files:
        try:
            said = _compacted(name) if options.do == "compact" else _read(name)
        except CassetteError as err:
            print(f"embeds: {err}", file=sys.stderr)
            failed = True
        except OSError as err:
            print(f"embeds: {name}: {err.strerror or err}", file=sys.stderr)
            failed = True
        else:
            print(said)
    return 1 if failed else 0


def _compacted(name: str) -> str:
    from ..resolver import cassette

    before, after = cassette.compact(Path(name))
    return f"{name}: {counted(after, 'answer')}, {counted(before - after, 'older one')} dropped"


def _read(name: str) -> str:
    from ..resolver import cassette

    return f"{name}: {counted(sum(1 for _ in cassette.read(Path(name))), 'answer')}"
