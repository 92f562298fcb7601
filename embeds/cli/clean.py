"""The command `embeds clean FILE…`: print the prose of texts and pages, or their articles as JSON.

With -o it cleans files of many articles (clean_files.py).
"""

from __future__ import annotations

import argparse
import codecs
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import prose
from ..batch.job import LONGEST
from ..errors import InputError
from ..pipeline import clean, clean_html, prose_of, prose_of_html
from ..text import encodings
from . import clean_files
from .printed import print_text

if TYPE_CHECKING:
    from ..records import Article

_STDIN = "-"
_HTML_NAMES = (".html", ".htm", ".xhtml")
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    cleaning = commands.add_parser(
        "clean",
        help="print the prose of articles, or their records as JSON; or clean files of many articles into one",
        description="Print the prose of articles. With -o, clean files of many articles into one file.",
    )
    cleaning.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="texts in UTF-8 or pages of HTML, with -o also files of many articles; none or -: standard input",
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
        help="leave this text where a record stood; {n} is its index, {kind} its kind, {platform} its platform",
    )
    cleaning.add_argument(
        "--captions",
        choices=("keep", "remove"),
        default="remove",
        help="in texts: what to do with the captions beside credits (default: remove)",
    )
    cleaning.set_defaults(run=_clean)
    clean_files.add_options(cleaning)


def _marker(template: str) -> str:
    """Return a valid marker; raise ArgumentTypeError, which argparse prints before it exits with 2."""
    try:
        prose.marker(template, 0, "post", "twitter")
    except ValueError as err:
        raise argparse.ArgumentTypeError(str(err)) from err
    return template


def _clean(options: argparse.Namespace) -> int:
    if options.output or options.resume or options.restart or clean_files.hold_many(options):
        return clean_files.run(options)
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
            print_text(_json(clean_html(*how), options) if options.json else prose_of_html(*how))
        else:
            kept = (text, options.marker, options.captions)
            print_text(_json(clean(*kept), options) if options.json else prose_of(*kept))
    return 1 if failed else 0


def _read(name: str, is_html: bool | None) -> tuple[str, bool]:
    """Return the text of a file, line ends unchanged, and whether it is HTML; raise InputError if it cannot be read.

    If `is_html` is None, the file's name tells, or how its content begins.
    """
    raw = _read_bytes(name)
    shown = _shown(name)
    if is_html is None:
        is_html = name.lower().endswith(_HTML_NAMES)
        if not is_html and raw[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_HTML_STARTS):
            is_html = True
            print(f"embeds: {shown}: begins like HTML and is read as HTML; use --text for text", file=sys.stderr)
    try:
        return (_page(raw) if is_html else encodings.text(raw)), is_html
    except ValueError as err:
        raise InputError(f"{shown}: {err}") from err


def _read_bytes(name: str) -> bytes:
    """Return a file's bytes; raise InputError if it cannot be read or is longer than `LONGEST`."""
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
    except ValueError as err:  # the name holds NUL or a lone surrogate
        raise InputError(f"{name!r}: no file can have this name ({err})") from err
    if len(raw) > LONGEST:
        raise InputError(f"{_shown(name)}: longer than {LONGEST:,} bytes, too long for an article; split it")
    return raw


def _shown(name: str) -> str:
    return "standard input" if name == _STDIN else name


def _page(raw: bytes) -> str:
    from ..markup import scan

    text = encodings.page(raw)
    if len(text) > scan.LONGEST:
        raise ValueError(f"{len(text):,} characters, and a page may have {scan.LONGEST:,}; split it")
    return text


def _json(article: Article, options: argparse.Namespace) -> str:
    return article.model_dump_json(exclude=None if options.with_source else {"source"})
