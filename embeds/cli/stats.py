"""The command `embeds stats IN…`: how many records of what, as tables in the terminal or as a page."""

from __future__ import annotations

import argparse
from typing import Any

from ..errors import InputError
from . import articles
from .new_file import new_file
from .printed import print_text

_EXAMPLES = """
embeds stats cleaned.jsonl
embeds stats articles.jsonl --by site -o report.html
"""


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    counting = commands.add_parser(
        "stats",
        examples=_EXAMPLES,
        help="count the records of articles by platform, month, outlet, kind and confidence",
        description="Count the records of articles by platform, month, outlet, kind of residue and confidence: as "
        "tables in the terminal, or with -o as one page of HTML.",
    )
    articles.add_options(counting)
    counting.add_argument(
        "--by", default="outlet", metavar="NAME", help="in files of many: the field with the outlet (default: outlet)"
    )
    counting.add_argument("-o", "--output", metavar="OUT.html", help="write a page instead; - is standard output")
    counting.set_defaults(run=_stats)


def _stats(options: argparse.Namespace) -> int:
    return articles.run(options, lambda read: _show(read, options.by, options.output))


def _show(read: articles.Articles, outlet: str, output: str | None) -> None:
    from ..show.statistics import Statistics

    read.keep(output)
    found = Statistics(outlet)
    for one in read:
        found.add(one.article, one.row)
    if not found.articles:
        raise InputError("there is no article to count")
    if output:
        from ..show.stats_page import page

        with new_file(output) as file:
            for part in page(found):
                file.write(part.encode())
        return
    from rich.console import Console

    from ..show import stats_table

    console = Console(highlight=False)
    with console.capture() as drawing:
        console.print(*stats_table.drawn(found), sep="\n")
    print_text("\n".join(line.rstrip() for line in drawing.get().splitlines()))
