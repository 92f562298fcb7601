"""Describe how far the line at each place is indented: some extractors indent a quoted post deeper than the article."""

from __future__ import annotations

from ..learned.weights import Row
from ..text.blocks import REACH
from .candidates import Question


def indentation(rows: list[Row], question: Question, first: int, gaps: list[str]) -> None:
    """Add to each place's row how far its line is indented beside the line above it and the signature's.

    `gaps` are the white space before each place, `first` is the offset of the first place.
    """
    mine = indent(question.source.gap_before(question.attribution))
    if mine < 0:
        return
    indents = [indent(gap) for gap in gaps]
    others = [n for n in range(len(gaps) - 1) if indents[n] not in (-1, mine)]
    above = _above(question, first, gaps[0])
    for n, (row, here) in enumerate(zip(rows, indents, strict=True)):
        if here < 0:
            continue
        if here or mine:
            stepped = 0 <= above < here
            row.append(("indent:equal" if here == mine else "indent:less" if here < mine else "indent:more", 1.0))
            if stepped:
                row.append(("indent:step", 1.0))
            if here == mine and (not others or others[-1] < n):
                row.append(("indent:run", 1.0))
                if stepped:
                    row.append(("indent:run|step", 1.0))
        above = here


def indent(gap: str) -> int:
    """Return how many spaces stand behind the last newline of a gap; -1 without one."""
    return len(gap.rpartition("\n")[2]) if "\n" in gap else -1


def _above(question: Question, at: int, gap: str) -> int:
    """Return how far the line is indented that stands above the first place, or that this place is in."""
    text, end = question.source.text, at - len(gap) if "\n" in gap else at
    low = max(question.source.start, end - REACH)
    line = text[text.rfind("\n", low, end) + 1 or low : end]
    return len(line) - len(line.lstrip(" "))
