"""The command `embeds completion SHELL`: print what completes commands, options and names of files in a shell."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from ..errors import EmbedsError
from .printed import print_text

_EXAMPLES = """
embeds completion bash > ~/.local/share/bash-completion/completions/embeds
embeds completion zsh > ~/.zfunc/_embeds
"""


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    completion = commands.add_parser(
        "completion",
        help="print what completes commands in a shell",
        description="Print what completes commands, options and names of files in a shell.",
        examples=_EXAMPLES,
    )
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"), metavar="SHELL", help="bash, zsh or tcsh")
    completion.set_defaults(run=_completion)


def _completion(options: argparse.Namespace) -> int:
    from ..batch.needs import need

    try:
        need("shtab", "completion")
    except EmbedsError as err:
        print(f"embeds: {err}", file=sys.stderr)
        return 1
    import shtab

    parser = options.parser_of_all()
    for action in _named_files(parser):
        action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab reads it there
    print_text(shtab.complete(parser, options.shell))
    return 0


def _named_files(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return what takes the name of a file, in all commands."""
    found = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += [one for command in action.choices.values() for one in _named_files(command)]
        elif str(action.metavar).partition(".")[0] in ("FILE", "IN", "OUT"):
            found.append(action)
    return found
