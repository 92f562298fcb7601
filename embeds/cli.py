"""The command line: `embeds clean [FILE…]`, `embeds schema`, and the resolver's commands (cli_resolve.py).

Exit status: 0 all went well, 1 some input failed (each with a line on standard error), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__, cli_resolve, prose
from .errors import InputError
from .pipeline import clean, prose_of

if TYPE_CHECKING:
    from .records import Article

_STDIN = "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever read us has enough: no failure, and nothing left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="embeds", description="Take flattened social posts and image credits out of scraped article text."
    )
    parser.add_argument("--version", action="version", version=f"embeds {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    cleaning = commands.add_parser("clean", help="print the prose of articles, or their records as JSON")
    cleaning.add_argument("files", nargs="*", metavar="FILE", help="articles as UTF-8 text; none or -: standard input")
    cleaning.add_argument("--json", action="store_true", help="print each article as one JSON object a line")
    cleaning.add_argument("--with-source", action="store_true", help="with --json: the article's text too")
    cleaning.add_argument(
        "--marker",
        type=_marker,
        metavar="TEXT",
        help="leave this where a record stood; {n} is its index, {kind} its kind, {platform} its platform",
    )
    cleaning.set_defaults(run=_clean)

    schema = commands.add_parser("schema", help="print the JSON Schema of what --json prints")
    schema.set_defaults(run=_schema)

    cli_resolve.add_commands(commands)
    return parser


def _marker(template: str) -> str:
    """A marker that can be filled; else argparse shows the message and exits with 2."""
    try:
        prose.marker(template, 0, "post", "twitter")
    except ValueError as err:
        raise argparse.ArgumentTypeError(str(err)) from err
    return template


def _clean(options: argparse.Namespace) -> int:
    failed = False
    for name in options.files or [_STDIN]:
        try:
            text = _read(name)
        except InputError as err:
            print(f"embeds: {err}", file=sys.stderr)
            failed = True
        else:
            _print(_json(clean(text, options.marker), options) if options.json else prose_of(text, options.marker))
    return 1 if failed else 0


def _read(name: str) -> str:
    """The text of a file, its line ends as they are; raises InputError."""
    try:
        if name == _STDIN:
            if sys.stdin.isatty():
                print("embeds: reading an article from the terminal; end it with Ctrl-D", file=sys.stderr)
            raw = sys.stdin.buffer.read()
        else:
            raw = Path(name).read_bytes()
    except OSError as err:
        raise InputError(f"{name}: {err.strerror or err}") from err
    shown = "standard input" if name == _STDIN else name
    if b"\0" in raw:
        raise InputError(f"{shown}: binary, or UTF-16 (a NUL byte at offset {raw.index(0)}); give it UTF-8 text")
    if raw[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        print(f"embeds: {shown}: looks like HTML; embeds reads text, so extract that first", file=sys.stderr)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        byte = f"0x{raw[err.start]:02x} at offset {err.start}"
        raise InputError(f"{shown}: not UTF-8 (byte {byte}); convert it first, for example with iconv") from err


def _json(article: Article, options: argparse.Namespace) -> str:
    return article.model_dump_json(exclude=None if options.with_source else {"source"})


def _schema(options: argparse.Namespace) -> int:  # noqa: ARG001 - every command gets its options
    from .records import Article

    _print(json.dumps(Article.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False))
    return 0


def _print(text: str) -> None:
    """Print as UTF-8 whatever the terminal's locale, ending in one newline; nothing for nothing."""
    if text:
        sys.stdout.buffer.write(text.encode("utf-8", "replace") + (b"" if text.endswith("\n") else b"\n"))
