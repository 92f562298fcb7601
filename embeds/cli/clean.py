"""The command `embeds clean FILE…`: print the prose of texts and pages, or their articles as JSON.

With -o it cleans files of many articles (clean_files.py).
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from .. import prose
from ..errors import InputError
from ..pipeline import clean, clean_html, prose_of, prose_of_html
from . import clean_files
from .printed import print_text
from .read_file import STDIN, read_article

if TYPE_CHECKING:
    from ..records import Article


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
    cleaning.add_argument("--show", action="store_true", help="show what was taken out, as `embeds show` does")
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
    if options.show:
        return _show(options)
    if options.output or options.resume or options.restart or clean_files.hold_many(options):
        return clean_files.run(options)
    failed = False
    for name in options.files or [STDIN]:
        try:
            text, is_html = read_article(name, options.is_html)
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


def _show(options: argparse.Namespace) -> int:
    from . import show

    others = {
        "--json": options.json,
        "--marker": options.marker,
        "--captions": options.captions != "remove",
        "-o": options.output,
    }
    if given := [name for name, value in others.items() if value]:
        print(f"embeds: --show does not go with {given[0]}", file=sys.stderr)
        return 2
    return show.run(options)


def _json(article: Article, options: argparse.Namespace) -> str:
    return article.model_dump_json(exclude=None if options.with_source else {"source"})
