"""Draw an article in the terminal: its source with the records in colour, and a card for each record.

Where there are no colours, in a pipe or a file or with NO_COLOR, ⟦1 … ⟧ marks where record 1 stood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from ..cards import told
from ..cards.tiles import tiles
from ..records import Article, Record
from .refused import NEEDS, Refused

# They can be read on a light and on a dark background; a terminal of 16 colours has the nearest.
_COLOURS = {"post": "dodger_blue1", "credit": "dark_orange3", "residue": "medium_orchid3"}
_WIDEST = 100  # columns of a card: longer lines are hard to read
_AROUND = 300  # characters of a page that are shown on either side of a record
MOST_REFUSED = 40  # lines that are listed; a text of anchors has one in every line


def is_plain(console: Console) -> bool:
    """Return whether a console has no colours: no terminal, a dumb one, or NO_COLOR is set."""
    return not console.is_terminal or console.is_dumb_terminal or console.no_color


def article(shown: Article, name: str, console: Console, *, is_html: bool = False) -> Iterator[RenderableType]:
    """Yield an article's head, the lines of its source, and the cards of its records.

    Of a page only what stands around the records is shown: the rest is markup, and long.
    """
    plain = is_plain(console)
    yield _head(shown, name)
    yield Text() if plain else Rule(style="dim")
    if shown.source:
        yield from _lines(shown, plain=plain, around=_AROUND if is_html else len(shown.source))
    elif shown.prose:
        yield Text(told.visible(shown.prose))
    for number, record in enumerate(shown.records, 1):
        yield Text()
        yield _card(number, record, plain=plain)


def refused(shown: Sequence[Refused], count: int, console: Console) -> Iterator[RenderableType]:
    """Yield what was considered and refused (`count` in all), and what those who refused it need."""
    plain = is_plain(console)
    yield Text(f"\nConsidered and refused: {'at these lines' if shown else 'nothing'}", style="bold")
    yield from _table([[f"{one.line}", ", ".join(" ".join(by) for by in one.by), _quoted(one)] for one in shown], plain)
    if count > len(shown):
        yield Text(f"… and {count - len(shown):,} more")
    if names := sorted({name for one in shown for name, *_ in one.by}):
        yield Text("\nWhat is needed", style="bold")
        yield from _table([[name, Text(NEEDS[name])] for name in names], plain)


def _quoted(one: Refused) -> Text:
    return Text.assemble(told.visible(one.before), (told.visible(one.words), "bold"), told.visible(one.after))


def _table(rows: list[list[str | Text]], plain: bool) -> Iterator[RenderableType]:
    """Yield rows in columns; where there are no colours, as lines that nothing breaks."""
    if not plain:
        table = Table.grid(padding=(0, 2, 0, 0))
        for row in rows:
            table.add_row(*row)
        yield table
        return
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for *cells, last in rows:
        yield Text("".join(f"{cell!s:{width + 2}}" for cell, width in zip(cells, widths, strict=False))) + last


def _head(shown: Article, name: str) -> Text:
    count = len(shown.records)
    kept = f"{len(shown.prose):,} of {len(shown.source):,} characters are prose"
    if shown.prose and not shown.source:
        kept = f"{len(shown.prose):,} characters of prose, source left out"
    return Text(told.visible(f"{name}: {count} record{'' if count == 1 else 's'}, {kept}"), style="bold")


def _lines(shown: Article, *, plain: bool, around: int) -> Iterator[Text]:
    """Yield the lines of the source, with the records in colour or in brackets and `around` characters beside them."""
    spans = [(record.span.start, record.span.end) for record in shown.records]
    line = Text()
    for start, end, number, _ in tiles(len(shown.source), spans, shown.pieces):
        style = ""
        if number is not None:
            style = _COLOURS[shown.records[number].kind]
            if start == spans[number][0]:
                line.append(f"⟦{number + 1} " if plain else f" {number + 1} ", "" if plain else f"bold reverse {style}")
                line.append("" if plain else " ")
        words = shown.source[start:end]
        if number is None and len(words) > 3 * around:
            words = f"{words[:around]}\n… {len(words) - 2 * around:,} characters …\n{words[-around:]}"
        first, *others = told.visible(words).split("\n")
        line.append(first, style)
        for words in others:
            yield line
            line = Text(words, style)
        if plain and number is not None and end == spans[number][1]:
            line.append("⟧")
    if line:
        yield line


def _card(number: int, record: Record, *, plain: bool) -> RenderableType:
    """Return the card of a record: a box in colour, or rows that are indented."""
    row = record.model_dump()
    title, rows = f"{number}  {told.title(row)}", told.rows(row)
    if plain:
        width = max(len(label) for label, _ in rows) + 2
        values = ((label, value.replace("\n", "\n" + " " * (width + 3))) for label, value in rows)
        return Text("\n".join([title, *(f"   {label:{width}}{value}" for label, value in values)]))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(label, Text(value))
    colour = _COLOURS[record.kind]
    return Panel(
        table, title=Text(title, style=f"bold {colour}"), title_align="left", border_style=colour, width=_WIDEST
    )
