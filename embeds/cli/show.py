"""The command `embeds show FILE…`: articles in the terminal, with their records in colour and a card for each."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ..errors import InputError
from . import articles
from .new_file import new_file
from .printed import print_text

if TYPE_CHECKING:
    from rich.console import Console

    from .articles import Named

_EXAMPLES = """
embeds show article.txt
embeds show article.txt --why
embeds show cleaned.jsonl | less -R     also what `embeds clean --with-source` wrote
"""


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    showing = commands.add_parser(
        "show",
        examples=_EXAMPLES,
        help="show articles in the terminal, with what was taken out in colour and a card for each record",
        description="Show articles in the terminal: what was taken out in colour where it stood (of pages with what "
        "stands around it), and a card for each record. Without colours, in a pipe or with NO_COLOR, brackets mark "
        "where record 1 stood.",
    )
    articles.add_options(showing)
    showing.add_argument("--why", action="store_true", help="of texts: also list what was considered and refused")
    showing.add_argument("--svg", metavar="OUT.svg", help="write it as a picture instead")
    showing.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show the articles that the options name, and return the exit status; `embeds clean --show` calls this, too."""
    why, picture = getattr(options, "why", False), getattr(options, "svg", None)
    return articles.run(options, lambda read: _picture(read, picture, why=why) if picture else _print(read, why=why))


def _print(read: articles.Articles, *, why: bool) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    for one in read:
        with console.capture() as drawing:
            _draw(one, console, why=why)
        print_text(drawing.get())


def _picture(read: articles.Articles, name: str, *, why: bool) -> None:
    from ..show import drawing

    read.keep(name)
    console, shown = drawing.console(), 0
    for one in read:
        _draw(one, console, why=why)
        shown += 1
    if not shown:
        raise InputError("there is no article to show, so no picture is written")
    with new_file(name) as file:
        file.write(drawing.svg(console).encode())


def _draw(one: Named, console: Console, *, why: bool) -> None:
    """Print an article on a console; where there are no colours, no line is broken."""
    from ..show import terminal

    plain = terminal.is_plain(console)
    for part in terminal.article(one.article, one.name, console, is_html=one.is_html):
        console.print(part, soft_wrap=plain)
    if why and one.is_html:
        console.print("\nConsidered and refused: this is told of texts alone, and not of pages", style="bold")
    elif why:
        from ..show.refused import refused

        for part in terminal.refused(*refused(one.article, terminal.MOST_REFUSED), console):
            console.print(part, soft_wrap=plain)
