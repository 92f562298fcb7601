"""Find where a post begins that stands in a blockquote of Markdown.

Every line of such a quote begins with `>`, and an embedded post is a quote of its own. So a post whose signature stands
in a quote begins where the quote does, and no model has to be asked.
"""

from __future__ import annotations

import re

from ..text.blocks import REACH, Source

MARKS = re.compile(r"[^\S\n]{0,3}(?:>[^\S\n]{0,3}){1,9}")
_MOST_LINES = 60  # of one quote: a bound on time, more than any post has


def opening(source: Source, at: int, floor: int) -> int | None:
    """Return the offset of the first word of the quote that the line of `at` belongs to; None where it is in none.

    Upwards a quote ends at a line with fewer marks (`>`) than that of `at`, at a blank line, and at `floor`.
    """
    floor = max(floor, source.start)
    depth, line = _marks(source.text, at, floor)
    if not depth:
        return None
    first, marks = line, depth
    for _ in range(_MOST_LINES):
        if marks < depth:
            break
        first = line
        if line == floor:
            break
        marks, line = _marks(source.text, line - 1, floor)
    else:
        return None
    while opened := MARKS.match(source.text, first, at):  # skip lines that hold nothing but marks
        first = source.trim(opened.end(), at)[0]
    return first


def _marks(text: str, at: int, floor: int) -> tuple[int, int]:
    """Return the number of marks (`>`) that open the line in which `at` stands or which ends there, and its start."""
    low = max(floor, at - REACH)
    line = max(text.rfind("\n", low, at) + 1, low)
    marks = MARKS.match(text, line) if line == floor or text[line - 1] == "\n" else None
    return (marks.group().count(">") if marks else 0), line
