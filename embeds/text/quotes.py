"""Read quotes of Markdown: lines that each begin with `>`, once for each quote that the line stands in.

The marks are dropped, and so is a line break that a converter made: in a quote the words go on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .patience import few
from .signs import Edit

# "> > ", behind up to three spaces. Not "a > b".
_MARKS = re.compile(r"^[^\S\n]{0,3}(?:>[^\S\n]{0,3}){1,9}", re.MULTILINE)
# Converters break lines at 72 to 80 code points: a line ends there if the next word would have gone beyond. The least
# of them less the marks of two quotes.
_WIDTH = 68


class Whole(NamedTuple):
    """Words [low, high) of a text, and the stretch [start, end) that they are with the marks that belong to them."""

    start: int
    end: int
    low: int
    high: int


class Line(NamedTuple):
    """Where the words of a line in a quote begin, and where those of the innermost quote around it do."""

    start: int
    opening: int


class Quotes(NamedTuple):
    """The quotes of a text: what drops their marks, what their marks belong to, and the lines that have words."""

    edits: list[Edit]
    wholes: list[Whole]
    lines: list[Line]


NONE = Quotes([], [], [])


class _Row(NamedTuple):
    """A line [start, end) of a quote: its `depth` marks are [mark, low), and its `words` end at `close`."""

    start: int
    mark: int
    low: int
    close: int
    end: int
    depth: int
    words: str
    is_hard: bool  # whether the author's own break ends it


def read(text: str) -> Quotes:
    """Return the quotes of a text.

    >>> read("> Enough!").edits
    [Edit(start=0, end=2, words='')]
    """
    found = Quotes([], [], [])
    for rows in _runs(text):
        _add(found, rows)
    return found


def _runs(text: str) -> Iterator[list[_Row]]:
    """Yield the lines that begin with marks, those in one list that follow each other."""
    rows: list[_Row] = []
    for marks in few(_MARKS.finditer(text)):
        end = text.find("\n", marks.end())
        end = len(text) if end < 0 else end
        if rows and marks.start() != rows[-1].end + 1:
            yield rows
            rows = []
        line = text[marks.start() : end].removesuffix("\r")
        close = marks.start() + len(line.rstrip())
        is_hard = line.endswith(("  ", "\\"))
        mark, depth = text.index(">", marks.start()), marks.group().count(">")
        rows.append(
            _Row(marks.start(), mark, marks.end(), close, end, depth, text[marks.end() : close].strip(), is_hard)
        )
    if rows:
        yield rows


def _add(found: Quotes, rows: list[_Row]) -> None:
    """Add the quotes of lines that follow each other.

    Marks without words go with the words below, or end the quote. All of it goes with all its words: a link or an image
    without any is of the same quote.
    """
    openings: list[tuple[int, int]] = []  # depth and first word of each quote around a line
    above = first = None  # the row above; the first of those above that have no words
    for row in rows:
        while openings and openings[-1][0] > row.depth:
            openings.pop()
        if not openings or openings[-1][0] < row.depth:
            openings.append((row.depth, row.low))
        if above and _goes_on(above, row):
            found.edits.append(Edit(above.close, row.low, " "))
        else:
            found.edits.append(Edit(row.start, row.low, ""))
        if row.words:
            found.wholes.append(Whole((first or row).mark, row.close, row.low, row.close))
            found.lines.append(Line(row.low, openings[-1][1]))
        first = None if row.words else first or row
        above = row
    if last := next((row for row in reversed(rows) if row.words), None):
        end = max(last.close, rows[-1].close)
        found.wholes[-1] = found.wholes[-1]._replace(end=end)
        found.wholes.append(Whole(rows[0].mark, end, rows[0].low, last.close))


def _goes_on(above: _Row, row: _Row) -> bool:
    """Return whether a converter broke a line of words before this one."""
    if not (above.words and row.words) or above.depth != row.depth or above.is_hard:
        return False
    return above.close - above.start + 1 + len(row.words.split(maxsplit=1)[0]) > _WIDTH
