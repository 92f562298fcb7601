"""Markdown keeps a blockquote: every line of it begins with `>`, and an embedded post is a blockquote of its own.

So where a post's signature stands in a quote, the post begins where the quote does, and nothing has to be weighed.
"""

from __future__ import annotations

import re

from ..text.blocks import REACH, Source

MARKS = re.compile(r"[^\S\n]{0,3}(?:>[^\S\n]{0,3}){1,9}")
_MOST_LINES = 60


def opening(source: Source, at: int, floor: int) -> int | None:
    """The first word of the quote that the line of `at` belongs to; None where it belongs to none.

    A quote ends above at a line with fewer marks than that of `at`, at a blank line and at the claim before.
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
    while opened := MARKS.match(source.text, first, at):  # of lines without a word, too
        first = source.trim(opened.end(), at)[0]
    return first


def _marks(text: str, at: int, floor: int) -> tuple[int, int]:
    """How many marks of a quote open the line that `at` is in or ends, and where that line begins."""
    low = max(floor, at - REACH)
    line = max(text.rfind("\n", low, at) + 1, low)
    marks = MARKS.match(text, line) if line == floor or text[line - 1] == "\n" else None
    return (marks.group().count(">") if marks else 0), line
