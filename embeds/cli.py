"""The command line: `embeds clean [FILE…]` for texts and pages of HTML, `embeds schema`, and the resolver's commands.

Exit status: 0 all went well, 1 some input failed (each with a line on standard error), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import codecs
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__, cli_batch, cli_resolve, encodings, prose, signals
from .batch.job import LONGEST
from .errors import InputError
from .pipeline import clean, clean_html, prose_of, prose_of_html

if TYPE_CHECKING:
    from .records import Article

_STDIN = "-"
_HTML_NAMES = (".html", ".htm", ".xhtml")
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")


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

    cleaning = commands.add_parser(
        "clean",
        help="print the prose of articles, or their records as JSON; or clean files of many articles into one",
        description="Print the prose of articles. With -o, clean files of many articles into one file.",
    )
    cleaning.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="texts in UTF-8 or pages of HTML, with -o also files of many; none or -: standard input",
    )
    kind = cleaning.add_mutually_exclusive_group()
    kind.add_argument("--html", dest="is_html", action="store_true", default=None, help="read the files as HTML")
    kind.add_argument("--text", dest="is_html", action="store_false", help="read the files as text")
    cleaning.add_argument("--json", action="store_true", help="print each article as one JSON object a line")
    cleaning.add_argument("--with-source", action="store_true", help="with --json or -o: the article's text too")
    cleaning.add_argument(
        "--marker",
        type=_marker,
        metavar="TEXT",
        help="leave this where a record stood; {n} is its index, {kind} its kind, {platform} its platform",
    )
    cleaning.add_argument(
        "--captions",
        choices=("keep", "remove"),
        default="remove",
        help="in texts: what is done with the captions beside credits",
    )
    cleaning.set_defaults(run=_clean)
    cli_batch.add_options(cleaning)

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
    if options.output or options.resume or options.restart or cli_batch.hold_many(options):
        return cli_batch.run(options)
    failed = False
    for name in options.files or [_STDIN]:
        try:
            text, is_html = _read(name, options.is_html)
        except InputError as err:
            print(f"embeds: {err}", file=sys.stderr)
            failed = True
            continue
        if is_html:
            how = (text, options.marker)
            _print(_json(clean_html(*how), options) if options.json else prose_of_html(*how))
        else:
            kept = (text, options.marker, options.captions)
            _print(_json(clean(*kept), options) if options.json else prose_of(*kept))
    return 1 if failed else 0


def _read(name: str, is_html: bool | None) -> tuple[str, bool]:
    """The text of a file, its line ends as they are, and whether it is HTML; raises InputError.

    Where nobody said what it is (`is_html` is None), its name tells, or the way in which it begins.
    """
    raw = _read_bytes(name)
    shown = _shown(name)
    if is_html is None:
        is_html = name.lower().endswith(_HTML_NAMES)
        if not is_html and raw[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_HTML_STARTS):
            is_html = True
            print(f"embeds: {shown}: read as HTML, which it begins like; --text reads it as text", file=sys.stderr)
    try:
        return (_page(raw) if is_html else encodings.text(raw)), is_html
    except ValueError as err:
        raise InputError(f"{shown}: {err}") from err


def _read_bytes(name: str) -> bytes:
    """All that a file holds, where that has an end; raises InputError."""
    try:
        if name != _STDIN:
            with Path(name).open("rb") as file:
                raw = file.read(LONGEST + 1)
        elif sys.stdin is None:
            raise InputError("standard input is closed; name a file")
        else:
            if sys.stdin.isatty():
                print("embeds: reading an article from the terminal; end it with Ctrl-D", file=sys.stderr)
            raw = sys.stdin.buffer.read(LONGEST + 1)
    except OSError as err:
        raise InputError(f"{name}: {err.strerror or err}") from err
    except ValueError as err:  # NUL, or half a character
        raise InputError(f"{name!r}: no file can have this name ({err})") from err
    if len(raw) > LONGEST:
        raise InputError(f"{_shown(name)}: longer than {LONGEST:,} bytes, as no article is; split it")
    return raw


def _shown(name: str) -> str:
    return "standard input" if name == _STDIN else name


def _page(raw: bytes) -> str:
    from . import markup

    text = encodings.page(raw)
    if len(text) > markup.LONGEST:
        raise ValueError(f"{len(text):,} characters, and a page may have {markup.LONGEST:,}; split it")
    return text


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
