"""The command line: its commands, each in a file of its own, and what ends any of them.

Exit status: 0 all went well, 1 some input failed (each with a line on standard error), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .. import __version__
from . import cassette_files, clean, resolve, schema, signals


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    options = _parser().parse_args(arguments)
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - closed by whoever called: it wants none
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    try:
        with signals.end_as_by_ctrl_c(), signals.interrupts_that_come_again():
            status: int = options.run(options)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever read us has enough: no failure, and nothing left to say
        _drop_output()
        return 0
    except OSError as err:  # every file that is named is told of where it is used
        print(f"embeds: standard output: {err.strerror or err}", file=sys.stderr)
        _drop_output()
        return 1
    except KeyboardInterrupt as end:
        return 128 + signals.number_of(end)
    return status


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="embeds",
        description="Take social posts and image credits out of scraped article text, and out of pages of HTML.",
    )
    parser.add_argument("--version", action="version", version=f"embeds {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    for command in (clean, schema, resolve, cassette_files):
        command.add_command(commands)
    return parser
