"""Find the lines of a text as a scraper left it, and the white space between them. Offsets are code points.

A line ends at a newline, a block at a blank line. No search goes further than `REACH` from where it began, so that time
grows with the number of anchors and not with the length of a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .view import PLAIN, View

REACH = 1500  # code points: longer than any labelled caption with its credit, and than any tweet with its white space

PICTURE = "\ufffc"  # stands for a picture, as Unicode has it

_BLANK = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Source:
    """The stretch [start, end) of a text that a family may read; `seen` knows the links and quotes in it."""

    text: str
    start: int
    end: int
    is_dense: bool = False  # whether records stand too close to be judged at length (patience.py)
    seen: View = PLAIN

    def line(self, at: int) -> tuple[int, int]:
        """Return the line around `at` without white space at its ends, cut at `REACH` and at the stretch's ends."""
        low, high = max(self.start, at - REACH), min(self.end, at + REACH)
        start = self.text.rfind("\n", low, at) + 1 or low
        end = self.text.find("\n", at, high)
        return self.trim(start, end if end >= 0 else high)

    def line_above(self, start: int) -> tuple[int, int] | None:
        """Return the next line above `start` that is not blank, or None if there is none."""
        _, end = self.trim(max(self.start, start - REACH), start)
        return self.line(end - 1) if end > self.start and not self.text[end - 1].isspace() else None

    def line_below(self, end: int) -> tuple[int, int] | None:
        """Return the next line below `end` that is not blank, or None if there is none."""
        start, _ = self.trim(end, min(self.end, end + REACH))
        return self.line(start) if start < self.end and not self.text[start].isspace() else None

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Return [start, end) without the white space at its ends."""
        text = self.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, end

    def gap_before(self, at: int) -> str:
        """Return the white space that ends at `at`."""
        return self.text[self.trim(max(self.start, at - REACH), at)[1] : at]

    def gap_after(self, at: int) -> str:
        """Return the white space that begins at `at`."""
        return self.text[at : self.trim(at, min(self.end, at + REACH))[0]]


def is_blank(gap: str) -> bool:
    """Return whether white space has a blank line in it."""
    return _BLANK.search(gap) is not None


def behind_blank(text: str, low: int, high: int) -> int:
    """Return the offset behind the last blank line in [low, high), or `low` without one."""
    return max((blank.end() for blank in _BLANK.finditer(text, low, high)), default=low)
