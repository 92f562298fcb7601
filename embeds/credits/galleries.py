"""Credits in a gallery whose entries are counted: `1/9 The wall Reuters 2/9 The pier Ana Ruiz/AFP 3/9 …`."""

from __future__ import annotations

import re

from ..text.blocks import Source
from .chain_starts import chain_starts
from .credit_ends import agency_at, end_at_agency
from .credit_line import read
from .given_names import opens_with_given
from .joiners import TIGHT
from .looks import Stretch

RULE = "credit:counted"
_LONGEST = 600  # code points of an entry
_NEAR = 80  # code points from an agency to the next count
# Takes "2/50", "2 / 50"; not the parts of "1/5/2021", "1/2.5".
_COUNT = re.compile(r"(?<![\d/.,])\d{1,3} ?/ ?\d{1,3}(?![\d/.,])")
_NEXT = re.compile(rf"\s?\.?\s{{0,3}}({_COUNT.pattern})")
_OPENS = re.compile(r"\s[^\W_a-z]|$")


def counted_credit(source: Source, at: int, line: Stretch) -> Stretch | None:
    """Find the credit that ends an entry: an agency before the next count, and a count of as many before it.

    Behind the last entry may stand prose: then the entry before it ends right before its count.
    """
    text = source.text
    near = min(source.end, at + _NEAR)
    counted = _COUNT.match(text, line[0], at) if text[line[0]].isdecimal() else None
    follows = counted is not None and line[0] > source.line(at)[0]
    if not follows and (text.find("/", at, near) < 0 or not _COUNT.search(text, at, near)):
        return None
    if agency_at(text, at, line) is None:
        return None
    above, end = count_before(text, source.start, at), end_at_agency(text, at, at, line[1])
    if above is None or end is None:
        return None
    below = _NEXT.match(text, end, source.end)
    is_last = follows and above.start() == line[0] and _OPENS.match(text, end, line[1]) is not None
    if not (_is_next(above.group(), below[1]) if below else is_last):
        return None
    starts = chain_starts(text, at, (max(line[0], above.end()), line[1]))
    tied = [start for start in starts if start < at and TIGHT.search(text, start, at) and _names(text[start:end])]
    given = (start for start in tied if opens_with_given(text[start:end]))
    return next(given, tied[-1] if tied else at), end


def _names(said: str) -> bool:
    """Return whether a chain names somebody with two words or more, or agencies alone."""
    reading = read(said)
    return reading is not None and (reading.has_full_name or not reading.creators)


def count_before(text: str, low: int, high: int) -> re.Match[str] | None:
    """Return the last count in [low, high), if it is near the end."""
    return max(_COUNT.finditer(text, max(low, high - _LONGEST), high), key=re.Match.start, default=None)


def _is_next(one: str, other: str) -> bool:
    """Return whether one count follows the other: "3/50" behind "2/50"."""
    (number, total), (next_number, next_total) = (map(int, count.split("/")) for count in (one, other))
    return total == next_total and next_number == number + 1 <= total
