"""Facebook: `words Posted by Name on Friday, December 5, 2014`, in the languages of data/facebook.json.

The weekday is what tells it from a byline ("Posted by Name on 25 Sep 2016").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .. import boundary, data, dates
from ..blocks import Source
from ..family import Family, Fragment, claim
from . import words

if TYPE_CHECKING:
    from ..records import Post

_POSTED = data.load("facebook.json")["posted"]
_BY = tuple(dict.fromkeys(by for by, _ in _POSTED.values()))
_ON = "|".join(sorted({on for _, on in _POSTED.values()}))
_TAIL = re.compile(
    rf"(?:{'|'.join(_BY)})\s{{1,4}}(?P<name>[^\n]{{1,80}}?)\s{{1,4}}(?:{_ON})\s{{1,4}}"
    r"(?P<weekday>[^\W\d_]{4,12}(?:-feira)?),?\s(?=\d|[^\W\d_])"
)
_ROOM = 480  # longer posts are cut with an ellipsis


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """The post whose "Posted by" stands at `anchor`."""
    tail = _TAIL.match(source.text, anchor, source.end)
    date = dates.match(source.text, tail.end()) if tail else None
    if tail is None or date is None or date[0] > source.end:
        return None
    end = date[0]
    asked = boundary.Question(source, source.trim(floor, anchor)[1], floor, anchor, end, room=_ROOM)
    parts = {"name": tail.span("name"), "date": (tail.end(), end)}
    if not boundary.attached(asked):
        return claim("facebook", source, anchor, end, parts, "posted-by", "date")
    start = boundary.start(asked)
    parts["body"] = start.at, asked.end
    return claim("facebook", source, min(start.at, anchor), end, parts, "posted-by", "date", sure=start.confidence)


def normalize(fragment: Fragment) -> Post:
    """Read a fragment into a Post."""
    return words.post(fragment)


family = Family("facebook", "post", _BY, find, normalize)
