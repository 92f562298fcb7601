"""The command `embeds show FILE…`: articles in the terminal, with their records in colour and a card for each."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from . import articles
from .printed import print_text

if TYPE_CHECKING:
    from rich.console import Console

    from .articles import Named


def add_command(commands: Any) -> None:
    """Add the command to argparse's `commands`."""
    showing = commands.add_parser(
        "show",
        help="show articles in the terminal, with what was taken out in colour and a card for each record",
        description="Show articles in the terminal: what was taken out in colour where it stood, and a card for each "
        "record. Without colours, in a pipe or with NO_COLOR, ⟦1 … ⟧ marks where record 1 stood.",
    )
    articles.add_options(showing)
    showing.add_argument("--why", action="store_true", help="also list what was looked at and left in the prose")
    showing.set_defaults(run=_show)


def _show(options: argparse.Namespace) -> int:
    return articles.run(options, lambda read: _print(read, why=options.why))


def _print(read: articles.Articles, *, why: bool) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    for one in read:
        print_text(drawn(one, console, why=why))


def drawn(one: Named, console: Console, *, why: bool = False) -> str:
    """Return an article as the terminal shows it; where there are no colours, no line is broken."""
    from ..show import terminal

    with console.capture() as drawing:
        for part in terminal.article(one.article, one.name, console):
            console.print(part, soft_wrap=terminal.is_plain(console))
        if why:
            from ..show.refused import refused

            for part in terminal.refused(refused(one.article)):
                console.print(part)
    return drawing.get()
