"""Run the command line: choose the command, and end it cleanly on a closed pipe, a full disk or a signal.

Exit status: 0 if all went well, 1 if some input failed (with a line on standard error for each), 2 for wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from .. import __version__
from . import signals
from .usage import Parser

# The file of each command, in the order of the help. Only that of the command which is run is imported: a command that
# prints prose does not pay for the others.
COMMANDS = {
    "clean": "clean",
    "show": "show",
    "view": "view_files",
    "serve": "serve",
    "stats": "stats",
    "export": "export_to",
    "import": "import_labels",
    "resolve": "resolve",
    "cassette": "cassette_files",
    "schema": "schema",
    "completion": "completion",
}
_EXAMPLES = """
embeds clean article.txt                        the article without posts, credits and leftovers of embeds
embeds clean articles.jsonl -o cleaned.jsonl    a file of many articles
embeds clean pages -o cleaned.jsonl             a folder of pages
embeds clean --help                             more of them
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 - None if the caller closed it
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115
    words = sys.argv[1:] if arguments is None else arguments
    parser = _parser(words[:1])
    if not words:
        parser.print_help()
        return 0
    parser.check_command(words, COMMANDS)
    options = parser.parse_args(words)
    try:
        with signals.end_as_by_ctrl_c(), signals.interrupts_that_come_again():
            status: int = options.run(options)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader of the pipe has enough, as `head` does: no failure
        _drop_output()
        return 0
    except OSError as err:  # errors of named files are caught where they are used
        print(f"embeds: standard output: {err.strerror or err}", file=sys.stderr)
        _drop_output()
        return 1
    except KeyboardInterrupt as end:
        return 128 + signals.number_of(end)
    return status


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(first: Sequence[str] = ()) -> Parser:
    """Return the parser of the command that is named first, or of all commands."""
    parser = Parser(
        prog="embeds",
        description="Take social posts and image credits out of scraped article text, and out of pages of HTML.",
        examples=_EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"embeds {__version__}")
    parser.set_defaults(parser_of_all=_parser)  # for the command that completes all others
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name in COMMANDS.keys() & first or COMMANDS:
        import_module(f".{COMMANDS[name]}", __package__).add_command(commands)
    return parser
