"""Draw statistics as one page of HTML that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from .article_page import own, template
from .statistics import Statistics

_MOST_MONTHS = 600  # of a chart: one wrong date must not make it endless


def page(found: Statistics) -> Iterator[str]:
    """Yield the page in pieces."""
    tables = sorted(found.tables(), key=lambda table: table.by != "month")  # the chart, as wide as the page, is first
    months = next((table.rows for table in tables if table.by == "month"), [])
    yield from template("stats.html").generate(
        summary=found.summary, tables=tables, months=all_months(months), **own("stats.css")
    )


def all_months(rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return counts by month, "2021-05", with the months between them at nought; only the last 50 years."""
    if not rows:
        return []
    counts = dict(rows)
    first, last = ((int(name[:-3]) * 12 + int(name[-2:]) - 1) for name in (rows[0][0], rows[-1][0]))
    months = (f"{at // 12:04}-{at % 12 + 1:02}" for at in range(max(first, last - _MOST_MONTHS + 1), last + 1))
    return [(month, counts.get(month, 0)) for month in months]
