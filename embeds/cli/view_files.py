"""The command `embeds view IN… -o OUT.html`: articles as one page that shows what was taken out, and where."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from ..errors import InputError
from . import articles
from .new_file import new_file

_EXAMPLES = """
embeds view article.txt -o page.html
embeds view articles.jsonl -o page.html
"""


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    viewing = commands.add_parser(
        "view",
        examples=_EXAMPLES,
        help="write a page of HTML that shows articles and what was taken out of them",
        description="Write one page of HTML, which needs nothing else: each article with what was taken out "
        "highlighted where it stood, a card for each record, and filters.",
    )
    articles.add_options(viewing)
    viewing.add_argument("-o", "--output", required=True, metavar="OUT.html", help="the page; - is standard output")
    viewing.set_defaults(run=_view)


def _view(options: argparse.Namespace) -> int:
    return articles.run(options, lambda read: _write(read, options.output))


def _write(read: articles.Articles, output: str) -> None:
    from ..show.article_page import page

    read.keep(output)
    shown = [(one.name, one.article) for one in read]
    if not shown:
        raise InputError("there is no article to show, so no page is written")
    if any(article.records and not article.source for _, article in shown):
        print(
            "embeds: some articles have no source, so only their records are shown; clean them --with-source",
            file=sys.stderr,
        )
    with new_file(output) as file:
        for part in page(shown):
            file.write(part.encode())
