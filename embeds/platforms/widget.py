"""Find tweets of Twitter's rendered widget, flattened to rows: a header, the words, a time stamp, counters.

    Follow
    Mara Voss ✔ @maravoss
    The words of the tweet.
    3:05 PM - Apr 1, 2018
    447 447 Retweets   1,206 1,206 likes
    Twitter Ads info and privacy

The rows say where it begins and ends, so that nothing has to be weighed.
"""

from __future__ import annotations

import re

from ..data import tables
from ..residue import phrases
from ..starts import candidates
from ..text import dates
from ..text.blocks import Source
from . import facts
from .family import Fragment, Parts, claim

_DATA = tables.load("twitter.json")
FURNITURE = phrases.phrases(phrases.of(facts.of("twitter")))
_BUTTONS = frozenset(_DATA["buttons"])
_ANSWERS = tuple(_DATA["answers"])
_DASHES = "-–·∙•"  # newsletters print the last two
ANCHORS = (
    *(f"{half}M {dash} " for half in "AP" for dash in _DASHES),
    *(f":{minute:02} {dash} " for minute in range(60) for dash in _DASHES),  # 15:05 - 1 avr. 2018
)

_TIME = re.compile(rf"\d{{1,2}}:\d{{2}}(?: [AP]M)? [{_DASHES}] ")
# "Mara Voss ✔ @maravoss", "Mara Voss Verified account @maravoss", "@maravoss". Not "Mara Voss".
_HEADER = re.compile(
    r"(?P<name>\S.{0,60}?)?\s{0,4}(?:(?:✔|Verified [Aa]ccount)\s{0,4})?@(?P<handle>[A-Za-z0-9_]{1,15})"
)
_MOST_ROWS = 12  # of words above the stamp, and of counters below; the longest tweet seen in rows had nine
_LONGEST_NAME = 60  # code points of a name in a row of its own; Twitter's limit is 50
# "447", "1.2K Likes", and up to six of them in a row: "447 447 Retweets   1,206 likes", "102Likes12Retweets".
_COUNT = (
    r"[\d.,]{1,12}[KM]?(?:\s{0,4}(?:Retweets?|Quote Tweets?|[Rr]eposts?|Views|[Ll]ikes?|[Rr]epl(?:ies|y)|Favorites?))?"
)
_COUNTERS = re.compile(rf"{_COUNT}(?:(?:\s{{1,8}}|\s{{0,4}}[·∙•]\s{{0,4}}|(?<=[sy])){_COUNT}){{0,5}}")


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the tweet whose time stamp holds the anchor, or None."""
    text = source.text
    stamp, stamp_end = source.line(anchor)
    time = _TIME.match(text, stamp, stamp_end)
    date = dates.match(text, time.end()) if time else None
    if time is None or date is None or not (date[0] >= stamp_end or is_furniture(text[date[0] : stamp_end].strip())):
        return None
    header = _header(source, stamp, floor)
    if header is None:
        return None
    start, name, handle, body = header
    if candidates.weight(text[body : source.trim(body, stamp)[1]]) > candidates.LIMIT:
        return None
    parts: Parts = {"handle": handle, "date": (time.end(), date[0]), "body": (body, stamp)}
    if name[0] < name[1]:
        parts["name"] = name
    return claim("twitter", source, start, _behind_counters(source, stamp_end), parts, "widget", "date")


def _header(source: Source, stamp: int, floor: int) -> tuple[int, tuple[int, int], tuple[int, int], int] | None:
    """Return where the widget begins, its name and its handle (start, end), and where its words begin; or None."""
    at = stamp
    for _ in range(_MOST_ROWS):
        row = source.line_above(at)
        if row is None or row[0] < floor:
            return None
        header = _HEADER.fullmatch(source.text, *row)
        if header and not source.text.startswith(_ANSWERS, row[0]):
            start, name = row[0], header.span("name")
            above = source.line_above(start)
            if name == (-1, -1) and above and above[0] >= floor and above[1] - above[0] <= _LONGEST_NAME:
                start, name = above[0], above
                above = source.line_above(start)
            if above and above[0] >= floor and source.text[slice(*above)] == "Follow":
                start = above[0]
            return start, name, header.span("handle"), _below_buttons(source, row[1], stamp)
        at = row[0]
    return None


def _below_buttons(source: Source, at: int, stamp: int) -> int:
    """Return the end of what stands above the words: the header's buttons, and whom the tweet answers."""
    while (row := source.line_below(at)) and row[1] <= stamp:
        words = source.text[slice(*row)]
        if words not in _BUTTONS and not words.startswith(_ANSWERS):
            break
        at = row[1]
    return at


def _behind_counters(source: Source, end: int) -> int:
    """Return the end of the last row of counters and buttons behind the stamp, or `end`."""
    for _ in range(_MOST_ROWS):
        row = source.line_below(end)
        if row is None or not is_furniture(source.text[slice(*row)]):
            break
        end = row[1]
    return end


def is_furniture(row: str) -> bool:
    """Return whether a row is counters, buttons or other furniture of the widget."""
    row = row.lstrip("·∙• ") or row
    return row in _BUTTONS or _COUNTERS.fullmatch(row) is not None or FURNITURE.what(row) is not None
