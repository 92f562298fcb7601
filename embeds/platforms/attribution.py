"""`— Name (@handle) August 13, 2021`: how a flattened tweet or Bluesky post says whose it is.

The dash is the last em dash before the name, since words and names hold dashes too; a typed hyphen counts only with a
date behind. A year of four digits ends the date, whatever is glued to it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from .. import dates
from ..blocks import Source, is_blank

_NAME_REACH = 110  # the longest name seen, with its dash, fits
_DASHES = re.compile(r"—|(?<=\s)(?:--|[–-])(?=\s)")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where an attribution stands, offsets into the whole text; `date` may be a date that cannot be told."""

    dash: int
    name: tuple[int, int]
    handle: tuple[int, int]
    when: tuple[int, int] | None
    date: dt.date | None
    end: int

    @property
    def parts(self) -> dict[str, tuple[int, int]]:
        """The parts that a fragment carries."""
        parts = {"name": self.name, "handle": self.handle}
        return parts | {"date": self.when} if self.when else parts

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that spoke for it."""
        return ("attribution", "date") if self.when else ("attribution",)


def read(source: Source, at_sign: int, floor: int, handle_form: re.Pattern[str]) -> Attribution | None:
    """The attribution whose bracket holds the @ at `at_sign`, or None. `handle_form` matches the whole bracket."""
    text = source.text
    bracket = text.rfind("(", max(floor, at_sign - 5), at_sign)
    handle = handle_form.match(text, bracket, source.end) if bracket >= 0 else None
    if handle is None:
        return None
    dash = _dash(source, handle.start(), floor)
    if dash is None:
        return None
    gap = source.gap_after(handle.end())
    found = None if is_blank(gap) else dates.match(text, handle.end() + len(gap))
    name, where = source.trim(dash.end(), handle.start()), handle.span(1)
    if found is not None and found[0] <= source.end:
        when = handle.end() + len(gap), found[0]
        return Attribution(dash.start(), name, where, when, found[1], found[0])
    ends_line = "\n" in gap or handle.end() + len(gap) == source.end
    if dash.group() != "—" or not ends_line:
        return None
    return Attribution(dash.start(), name, where, None, None, handle.end())


def _dash(source: Source, bracket: int, floor: int) -> re.Match[str] | None:
    """The last em dash before the name; failing that, the last spaced hyphen or en dash."""
    low = max(floor, source.start, bracket - _NAME_REACH)
    if blank := source.text[low:bracket].rfind("\n\n") + 1:
        low += blank
    found = [d for d in _DASHES.finditer(source.text, low, bracket) if source.text[d.end() : bracket].strip()]
    return next((d for d in reversed(found) if d.group() == "—"), found[-1] if found else None)
