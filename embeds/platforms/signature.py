"""`— Name (@handle) August 13, 2021`: how a flattened tweet or Bluesky post says whose it is.

The dash is the last em dash before the name, since words and names hold dashes too; a typed hyphen counts only with a
date behind. A year of four digits ends the date, whatever is glued to it. Where the date is still a link, in Markdown
or in HTML, it leads to the post.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from ..starts import candidates, choice
from ..text import dates, links
from ..text.blocks import Source, behind_blank, is_blank
from . import markdown, permalinks
from .family import Fragment, Parts, claim

# Behind Bluesky's dates; a quote's mark may stand where the line was broken.
TIME = re.compile(
    r"(?:,? at|,| um| à| às| a las| om| alle| kl\.?| o| в|)\s{1,2}\d{1,2}:\d{2}(?:[\s>]{1,6}[AP]M)?"
    r"|T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z"
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?:\s[AP]M)?\s·\s")  # "12:01 · May 2, 2026"
_ADDRESS = re.compile(r"\s{1,12}(?P<href>https?://[^\s<>\"]{12,200})")
_NAME_REACH = 110  # the longest name seen, with its dash, fits
_LINK = re.compile(r"\[|<a\s[^<>]{0,200}?href=[\"'](?P<href>[^\"'<>\s]{8,300})[\"'][^<>]{0,200}>")
_LINK_END = re.compile(r"\]\((?P<href>[^()\s]{8,300})[^()\n]{0,80}\)|</a>(?:\s{0,8}</p>)?")
_TAGS = re.compile(r"(?:\s{0,40}(?:<p>|\n>(?: ?>){0,8}))+$")
_DASHES = re.compile(r"—|(?<=\s)(?:--|[–-])(?=\s)")
_BEHIND_LINK = re.compile(rf"(?:{links.PICTURE_HOST}|//t\.co)/{links.CODE}\s{{0,4}}")
_LINK_WIDTH = 31  # a picture's link and the white space behind it; more would find no more


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where an attribution stands, offsets into the whole text; `date` may be a date that cannot be told."""

    dash: int
    name: tuple[int, int]
    handle: tuple[int, int]
    when: tuple[int, int] | None
    date: dt.date | None
    end: int
    link: tuple[int, int] | None = None

    @property
    def parts(self) -> Parts:
        """The parts that a fragment carries."""
        parts: Parts = {"name": self.name, "handle": self.handle}
        if self.when:
            parts["date"] = self.when
        if self.link:
            parts["link"] = self.link
        return parts

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that spoke for it."""
        return ("attribution", "date") if self.when else ("attribution",)


def claimed(family: str, found: Attribution, asked: candidates.Question) -> Fragment:
    """The claim of a post with this attribution, its words from where they begin."""
    found = _with_address(asked.source, found)
    start = choice.start(asked)
    parts: Parts = {**found.parts, "body": (start.at, asked.end)}
    begin = min(start.at, found.dash)
    return claim(family, asked.source, begin, found.end, parts, *found.rules, sure=start.confidence)


def _with_address(source: Source, found: Attribution) -> Attribution:
    """The attribution with the post's own address, where that stands right behind it."""
    address = _ADDRESS.match(source.text, found.end, source.end)
    link = permalinks.read(address["href"]) if address else None
    handle = source.text[slice(*found.handle)]
    if address is None or link is None or (link.handle or "").casefold() != handle.casefold():
        return found
    return replace(found, end=address.end(), link=address.span("href"))


def words_end(source: Source, floor: int, dash: int) -> int:
    """Where the words before the dash end: white space, a quote's marks and a paragraph's tag are not theirs."""
    end = source.trim(floor, dash)[1]
    tags = _TAGS.search(source.text, max(floor, end - 40), end)
    return source.trim(floor, tags.start())[1] if tags else end


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
    name, where = markdown.words(source, *source.trim(dash.end(), handle.start())), handle.span(1)
    gap = source.gap_after(handle.end())
    found = _date(source, handle.end() + len(gap))
    if found and (not is_blank(gap) or not gap.endswith("\n") or _ends_line(source, found[2])):
        when, date, end, link = found
        start, end, whole = markdown.around(source, dash.start(), end, floor)
        return Attribution(start, name, where, when, date, end, whole or link)
    alone = "\n" in gap or handle.end() + len(gap) == source.end or _is_behind_link(source, dash.start(), floor)
    if dash.group() != "—" or not alone:
        return None
    return Attribution(dash.start(), name, where, None, None, handle.end())


def _ends_line(source: Source, end: int) -> bool:
    """Whether nothing but a time of day follows: below a blank line a date may be a paragraph's own."""
    gap = source.gap_after(_behind_time(source, end))
    return "\n" in gap or _behind_time(source, end) + len(gap) == source.end


def _is_behind_link(source: Source, dash: int, floor: int) -> bool:
    """Whether a tweet's own link stands right before the dash; no sentence goes on like that."""
    low = max(floor, source.start, dash - _LINK_WIDTH)
    return any(link.end() == dash for link in _BEHIND_LINK.finditer(source.text, low, dash))


def _date(source: Source, at: int) -> tuple[tuple[int, int], dt.date | None, int, tuple[int, int] | None] | None:
    """The date at `at`, perhaps as a link: where it stands, what it says, where all ends, and the link's address."""
    opening = _LINK.match(source.text, at, source.end)
    start = opening.end() if opening else at
    clock = _CLOCK.match(source.text, start, source.end)
    start = clock.end() if clock else start
    found = dates.match(source.text, start) or dates.glued(source.text, start)
    if found is None or found[0] > source.end:
        return None
    end, date = found
    closing = _LINK_END.match(source.text, _behind_time(source, end), source.end) if opening else None
    if opening is None or closing is None:
        return (start, end), date, end, None
    link = opening.span("href") if opening["href"] else closing.span("href")
    return (start, end), date, closing.end(), link if link != (-1, -1) else None


def _behind_time(source: Source, end: int) -> int:
    time = TIME.match(source.text, end, source.end)
    return time.end() if time else end


def _dash(source: Source, bracket: int, floor: int) -> re.Match[str] | None:
    """The last em dash before the name; failing that, the last spaced hyphen or en dash."""
    low = behind_blank(source.text, max(floor, source.start, bracket - _NAME_REACH), bracket)
    found = [d for d in _DASHES.finditer(source.text, low, bracket) if source.text[d.end() : bracket].strip()]
    return next((d for d in reversed(found) if d.group() == "—"), found[-1] if found else None)
