"""Read the attribution of a flattened tweet or Bluesky post: `— Name (@handle) August 13, 2021`.

The dash is the last em dash before the name, since words and names hold dashes, too; a hyphen counts only if a date
follows the handle. A year of four digits ends the date, whatever is glued to it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from ..starts import candidates, choice
from ..text import dates, links
from ..text.blocks import Source, behind_blank, is_blank
from . import permalinks
from .family import Fragment, Parts, claim

# The time behind Bluesky's dates: " at 7:30 PM", " um 19:30", "T19:30:00.000Z".
TIME = re.compile(
    r"(?:,? at|,| um| à| às| a las| om| alle| kl\.?| o| в|)\s{1,2}\d{1,2}:\d{2}(?:\s{1,6}[AP]M)?"
    r"|T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z"
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:\s[AP]M)?\s·\s")  # "12:01 · May 2, 2026"
_ADDRESS = re.compile(r"\s{1,12}(?P<href>https?://[^\s<>\"]{12,200})")
_NAME_REACH = 110  # code points from the dash to the bracket; the longest of 1,765 labelled names has 47
# An em dash, or between white space "--", "–" or "-".
_DASHES = re.compile(r"—|(?<=\s)(?:--|[–-])(?=\s)")
_BEHIND_LINK = re.compile(rf"(?:{links.PICTURE_HOST}|//t\.co)/{links.CODE}\s{{0,4}}")
_LINK_WIDTH = 31  # code points of a picture's link and of white space behind it; more would find no more


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where an attribution stands, in code points of the whole text.

    `dash` and `end` are its ends; `name`, `handle`, `when` (the date) and `link` (its address) are stretches. `date` is
    None without a date, and for one that cannot be told, such as one whose numbers are masked.
    """

    dash: int
    name: tuple[int, int]
    handle: tuple[int, int]
    when: tuple[int, int] | None
    date: dt.date | None
    end: int
    link: tuple[int, int] | None = None

    @property
    def parts(self) -> Parts:
        """Return the parts of the fragment."""
        parts: Parts = {"name": self.name, "handle": self.handle}
        if self.when:
            parts["date"] = self.when
        if self.link:
            parts["link"] = self.link
        return parts

    @property
    def rules(self) -> tuple[str, ...]:
        """Return the names of the rules that spoke for it."""
        return ("attribution", "date") if self.when else ("attribution",)


def claimed(family: str, found: Attribution, asked: candidates.Question) -> Fragment:
    """Return the post with this attribution, and with its words from where they most likely begin."""
    found = _with_address(asked.source, found)
    start = choice.start(asked)
    parts: Parts = {**found.parts, "body": (start.at, asked.end)}
    begin = min(start.at, found.dash)
    return claim(family, asked.source, begin, found.end, parts, *found.rules, sure=start.confidence)


def _with_address(source: Source, found: Attribution) -> Attribution:
    """Return the attribution with the post's own address, if that stands right behind it."""
    address = _ADDRESS.match(source.text, found.end, source.end)
    link = permalinks.read(address["href"]) if address else None
    handle = source.text[slice(*found.handle)]
    if address is None or link is None or (link.handle or "").casefold() != handle.casefold():
        return found
    return replace(found, end=address.end(), link=address.span("href"))


def read(source: Source, at_sign: int, floor: int, handle_form: re.Pattern[str]) -> Attribution | None:
    """Return the attribution whose bracket holds the @ at `at_sign`, or None.

    `handle_form` matches the whole bracket; its first group is the handle.
    """
    text = source.text
    bracket = text.rfind("(", max(floor, at_sign - 5), at_sign)
    handle = handle_form.match(text, bracket, source.end) if bracket >= 0 else None
    if handle is None:
        return None
    dash = _dash(source, handle.start(), floor)
    if dash is None:
        return None
    name, where = source.trim(dash.end(), handle.start()), handle.span(1)
    gap = source.gap_after(handle.end())
    found = _date(source, handle.end() + len(gap))
    if found and (not is_blank(gap) or not gap.endswith("\n") or _ends_line(source, found[0][1])):
        when, date = found
        return Attribution(dash.start(), name, where, when, date, when[1])
    alone = "\n" in gap or handle.end() + len(gap) == source.end or _is_behind_link(source, dash.start(), floor)
    if dash.group() != "—" or not alone:
        return None
    return Attribution(dash.start(), name, where, None, None, handle.end())


def _ends_line(source: Source, end: int) -> bool:
    """Return whether nothing but a time of day follows a date on its line.

    A date below a blank line counts only then: else it may begin a paragraph.
    """
    gap = source.gap_after(_behind_time(source, end))
    return "\n" in gap or _behind_time(source, end) + len(gap) == source.end


def _is_behind_link(source: Source, dash: int, floor: int) -> bool:
    """Return whether a tweet's link stands right before the dash, as in no sentence of an article."""
    low = max(floor, source.start, dash - _LINK_WIDTH)
    return any(link.end() == dash for link in _BEHIND_LINK.finditer(source.text, low, dash))


def _date(source: Source, at: int) -> tuple[tuple[int, int], dt.date | None] | None:
    """Return where the date at `at` stands, and the date; None where there is none."""
    clock = _CLOCK.match(source.text, at, source.end)
    start = clock.end() if clock else at
    found = dates.match(source.text, start) or dates.glued(source.text, start)
    if found is None or found[0] > source.end:
        return None
    end, date = found
    return (start, end), date


def _behind_time(source: Source, end: int) -> int:
    time = TIME.match(source.text, end, source.end)
    return time.end() if time else end


def _dash(source: Source, bracket: int, floor: int) -> re.Match[str] | None:
    """Return the last em dash before the name, else the last hyphen or en dash between spaces, else None."""
    low = behind_blank(source.text, max(floor, source.start, bracket - _NAME_REACH), bracket)
    found = [d for d in _DASHES.finditer(source.text, low, bracket) if source.text[d.end() : bracket].strip()]
    return next((d for d in reversed(found) if d.group() == "—"), found[-1] if found else None)
