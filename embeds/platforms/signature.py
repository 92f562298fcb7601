"""Read the attribution of a flattened tweet or Bluesky post: `— Name (@handle) August 13, 2021`.

The dash is the last em dash before the name, since words and names hold dashes, too; a hyphen counts only if a date
follows the handle. A year of four digits ends the date, whatever is glued to it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from ..starts import candidates, choice
from ..text import dates
from ..text.blocks import Source, behind_blank, is_blank
from . import lost_dash, permalinks
from .family import Fragment, Parts, claim

# The time behind Bluesky's dates: " at 7:30 PM", " um 19:30", "T19:30:00.000Z".
TIME = re.compile(
    r"(?:,? at|,| um| à| às| a las| om| alle| kl\.?| o| в|)\s{1,2}\d{1,2}:\d{2}(?:\s{1,6}[AP]M)?"
    r"|T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z"
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:\s[AP]M)?\s·\s")  # "12:01 · May 2, 2026"
_ADDRESS = re.compile(r"\s{1,12}(?P<href>https?://[^\s<>\"]{12,200})")
_DATED = re.compile(r"\s?(?=(?s:.{0,40}?)\d{4})(?P<date>\S)")  # a date may follow: quick to tell, and seldom so
_NAME_REACH = 110  # code points from the dash to the bracket; the longest of 1,765 labelled names has 47
_DASH_REACH = 6  # code points from the dash to the @ where no name stands between
_HANDLE = re.compile(r"@\s?([A-Za-z0-9_]{1,20})(?:\s?[)）])?")
# An em dash, or between white space "---", "--", "–" or "-", or signs in its place that no encoding has.
_DASHES = re.compile(r"—|(?<=\s)(?:-{1,3}|–)(?=\s)|\uFFFD{1,3}(?=\s)")
# A dash and a name that blank lines part from the handle behind them, where each is a paragraph of its own.
_APART = re.compile(r"—(?=\s{0,8}[^\s—][^\n—]{0,60}\n\s{1,8}$)")
_BETWEEN = re.compile(r"\s{0,4}(?:[,·•|–-]|on)\s{1,4}")  # "(@maravoss), May 3, 2021", "(@maravoss) on May 3, 2021"

Dated = tuple[tuple[int, int], dt.date | None]  # where a date stands, and the date


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
    rule: str = "attribution"

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
        return (self.rule, "date") if self.when else (self.rule,)


def handle_form(handle: str) -> re.Pattern[str]:
    """Return the pattern of a handle in brackets, in pieces or not, and of one alone; its last group is the handle."""
    return re.compile(rf"[(（]\s{{0,4}}@\s{{0,4}}({handle})\s{{0,4}}[)）]|@\s{{0,4}}({handle})(?=\s)")


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


def read(source: Source, at_sign: int, floor: int, form: re.Pattern[str]) -> Attribution | None:
    """Return the attribution whose handle the @ at `at_sign` begins, or None; `form` is that of `handle_form`."""
    text = source.text
    low = max(floor, at_sign - 5)
    bracket = max(text.rfind("(", low, at_sign), text.rfind("（", low, at_sign))
    handle = form.match(text, bracket, source.end) if bracket >= 0 else None
    if handle is None:
        bare = form.match(text, at_sign, source.end)
        return _in_pieces(source, bare, floor) if bare else None
    dash = _dash(source, handle.start(), floor)
    if dash is None:
        return _in_pieces(source, handle, floor) or _without_dash(source, handle, floor)
    gap = source.gap_after(handle.end())
    found = _date(source, handle.end() + len(gap)) or _date_apart(source, handle.end())
    if found and (not is_blank(gap) or not gap.endswith("\n") or _ends_line(source, found[0][1])):
        return _signed(source, dash, handle, found)
    is_behind = lost_dash.is_behind_link(source, dash.start(), floor)
    alone = "\n" in gap or handle.end() + len(gap) == source.end or is_behind
    if dash.group() == "—" and (short := _date_without_year(source, handle.end(), gap)):
        return _signed(source, dash, handle, (short, None))
    is_em_dash = dash.group() == "—" or (dash.group() == "--" and (is_behind or _is_quoted(source, dash)))
    return _signed(source, dash, handle, None) if is_em_dash and alone else None


def _signed(source: Source, dash: re.Match[str], handle: re.Match[str], dated: Dated | None) -> Attribution:
    """Return the attribution of a dash, a name, a handle and perhaps a date."""
    name, where = source.trim(dash.end(), handle.start()), handle.span(handle.lastindex or 0)
    when, date = dated or (None, None)
    return Attribution(dash.start(), name, where, when, date, when[1] if when else handle.end())


def _in_pieces(source: Source, handle: re.Match[str], floor: int) -> Attribution | None:
    """Return the attribution whose handle lost its brackets, or stands in a paragraph of its own; or None.

    An em dash must stand before its name, which begins with no small letter, and a date behind the handle that ends its
    line.
    """
    text, low = source.text, max(floor, source.start, handle.start() - _NAME_REACH)
    if "—" not in text[low : handle.start()]:
        return None
    dash = _dash(source, handle.start(), floor) or _APART.search(text, low, handle.start())
    found = _date(source, handle.end() + len(source.gap_after(handle.end()))) if dash and dash.group() == "—" else None
    if dash is None or found is None or not _ends_line(source, found[0][1]):
        return None
    name = source.trim(dash.end(), handle.start())
    is_word = name[0] < name[1] and text[name[0]].islower()  # "— see @maravoss", "— led by Mara Voss"
    return None if is_word else _signed(source, dash, handle, found)


def _date_apart(source: Source, at: int) -> Dated | None:
    """Return the date that a comma, a dash or "on" parts from the handle that ends at `at`, if it ends its line."""
    between = _BETWEEN.match(source.text, at, source.end)
    found = _date(source, between.end()) if between else None
    return found if found and _ends_line(source, found[0][1]) else None


def of_handle(source: Source, at_sign: int, floor: int) -> Attribution | None:
    """Return the attribution without a name `— @maravoss May 3, 2021` that ends its line, or None.

    It needs no date behind a tweet's link, nor as "—@maravoss" on a line of its own; "— @maravoss" signs quotations.
    """
    text, low = source.text, max(floor, source.start, at_sign - _DASH_REACH)
    dashes = (dash for dash in _DASHES.finditer(text, low, at_sign) if not text[dash.end() : at_sign].strip(" (（"))
    dash = next(dashes, None)
    if dash is None or dash.group() not in ("—", "--"):  # "- @maravoss May 3, 2021" is an item of a list
        return None
    handle = _HANDLE.match(text, at_sign, source.end)
    if handle is None:
        return None
    end = handle.end()
    found = Attribution(dash.start(), (at_sign, at_sign), handle.span(1), None, None, end, rule="handle-alone")
    dated = _date(source, end + len(source.gap_after(end))) or _date_apart(source, end)
    if dated and _ends_line(source, dated[0][1]):
        return replace(found, when=dated[0], date=dated[1], end=dated[0][1])
    own_line = dash.end() == at_sign and "\n" in source.gap_before(dash.start())
    alone = own_line or lost_dash.is_behind_link(source, dash.start(), floor)
    return found if dash.group() == "—" and alone and _ends_line(source, end) else None


def _without_dash(source: Source, handle: re.Match[str], floor: int) -> Attribution | None:
    """Return the attribution whose dash was damaged or dropped, at the end of a line or behind a tweet's link; or None.

    Behind what was a dash, or the two spaces around one, a sentence may follow on its line.
    """
    dated = _DATED.match(source.text, handle.end(), source.end)
    place = lost_dash.find(source, handle.start(), floor) if dated else None
    date = _date(source, dated.start("date")) if dated and place else None
    if place is None or date is None:
        return None
    name = source.trim(place[1], handle.start())
    found = Attribution(place[0], name, handle.span(handle.lastindex or 0), *date, date[0][1], rule="dash-lost")
    if lost_dash.is_behind_link(source, place[0], floor):
        return found
    ends = _ends_line(source, found.end) or _with_address(source, found).end > found.end
    if not ends and lost_dash.is_shown(source, place):
        ends = source.text[found.end : found.end + 2].lstrip()[:1].isupper()
    return found if ends and lost_dash.is_signed(source, place, found.end, floor) else None


def _ends_line(source: Source, end: int) -> bool:
    """Return whether nothing but a time of day follows a date on its line.

    A date below a blank line counts only then: else it may begin a paragraph.
    """
    gap = source.gap_after(_behind_time(source, end))
    return "\n" in gap or _behind_time(source, end) + len(gap) == source.end


def _is_quoted(source: Source, dash: re.Match[str]) -> bool:
    """Return whether a dash begins a line in a quote of Markdown, whose converter writes "--" for an em dash."""
    return source.seen.quote(dash.start()) is not None and "\n" in source.gap_before(dash.start())


def _date(source: Source, at: int) -> Dated | None:
    """Return where the date at `at` stands, and the date; None where there is none."""
    clock = _CLOCK.match(source.text, at, source.end)
    start = clock.end() if clock else at
    found = dates.match(source.text, start) or dates.glued(source.text, start)
    if found is None or found[0] > source.end:
        return None
    end, date = found
    return (start, end), date


def _date_without_year(source: Source, end: int, gap: str) -> tuple[int, int] | None:
    """Return where a day and a month stand behind the bracket that ends at `end`, if they end its line."""
    start = end + len(gap)
    found = dates.without_year(source.text, start) if "\n" not in gap else None
    return (start, found) if found is not None and found <= source.end and _ends_line(source, found) else None


def _behind_time(source: Source, end: int) -> int:
    time = TIME.match(source.text, end, source.end)
    return time.end() if time else end


def _dash(source: Source, bracket: int, floor: int) -> re.Match[str] | None:
    """Return the last em dash before the name, else the last hyphen or en dash between spaces, else None."""
    low = behind_blank(source.text, max(floor, source.start, bracket - _NAME_REACH), bracket)
    found = [d for d in _DASHES.finditer(source.text, low, bracket) if source.text[d.end() : bracket].strip()]
    return next((d for d in reversed(found) if d.group() == "—"), found[-1] if found else None)
