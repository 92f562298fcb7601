"""The command `embeds serve`: a small tool in the browser, on this machine alone."""

from __future__ import annotations

import argparse
import sys
from typing import Any

_EXAMPLES = """
embeds serve
embeds serve --port 0
"""


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    serving = commands.add_parser(
        "serve",
        examples=_EXAMPLES,
        help="clean what you paste or drop into a page in the browser, and mark what is wrong; on this machine alone",
        description="Serve a page on this machine alone: paste or drop an article, see it cleaned as you type, mark "
        "records as right, wrong or missing, and download the corrections as labelled lines. Nothing is kept.",
    )
    serving.add_argument("--port", type=_port, default=8327, metavar="N", help="default: 8327; 0 is any that is free")
    serving.set_defaults(run=_serve)


def _port(text: str) -> int:
    """Return a port; raise ArgumentTypeError, which argparse prints, for anything else."""
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to 65535")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    try:
        from ..show.serving import serve
    except ModuleNotFoundError as err:
        print(f"embeds: {err.name} is not installed, which this needs: pip install 'embeds[show]'", file=sys.stderr)
        return 1
    return serve(options.port)
