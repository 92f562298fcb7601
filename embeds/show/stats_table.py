"""Draw statistics in the terminal: one table for each thing that was counted, with bars."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from .statistics import Counted, Statistics

_MOST = 20  # rows of a table; the page has more
_BAR = 30  # columns of the longest bar
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def drawn(found: Statistics) -> Iterator[RenderableType]:
    """Yield the sentence and the tables."""
    yield Text(found.summary, style="bold")
    for table in found.tables():
        yield Text()
        yield _table(table)


def _table(counted: Counted) -> Table:
    total = sum(count for _, count in counted.rows)
    title = f"{counted.title} by {counted.by}"
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, show_header=False)
    table.add_column(max_width=40, overflow="ellipsis", no_wrap=True)
    table.add_column(justify="right")
    table.add_column(justify="right", style="dim")
    table.add_column(no_wrap=True)
    rows = counted.rows[-_MOST:] if counted.is_series else counted.rows[:_MOST]
    for name, count in rows:
        table.add_row(Text(name), f"{count:,}", f"{count / total:.0%}", Text(_bar(count / counted.most), "cyan"))
    if rest := len(counted.rows) - len(rows):
        table.add_row(Text(f"and {rest:,} {'earlier' if counted.is_series else 'more'}", style="dim"))
    return table


def _bar(share: float) -> str:
    eighths = max(1, round(share * _BAR * 8))
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
