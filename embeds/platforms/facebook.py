"""Find posts of Facebook: `words Posted by Name on Friday, December 5, 2014`, in the languages of data/facebook.json.

The weekday tells the signature from a byline ("Posted by Name on 25 Sep 2016"). It may be missing, as below videos, if
no byline is worded like that in the language ("Posté par … sur").
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from ..data import tables
from ..starts import candidates, choice
from ..text import dates
from ..text.blocks import Source, is_blank
from . import fields
from .family import Family, Fragment, Parts, claim
from .permalinks import Permalink
from .said import Said, Words

if TYPE_CHECKING:
    from ..records import Post

_DATA = tables.load("facebook.json")
_POSTED = tuple((by, on, language in _DATA["no_byline"]) for language, (by, on) in _DATA["posted"].items())
_W = r"[\s\u200e\u200f]{1,40}"
# "Friday, ", "sexta-feira, ", "Freitag, den ". Not "25 Sep 2016" or "Mi, ".
_WEEKDAY = re.compile(r"[^\W\d_]{4,12}(?:-feira)?[,،]?\s{1,4}(?:den\s{1,4})?")
_REACH = 240  # code points from "Posted by" to the date's end: a page's name has 75 at most, and white space around
# Words less sure of their beginning stay prose. Of 30 labelled posts none that began right was less sure, and most that
# began wrong were.
_SURE = 0.25
_ROOM = 480  # code points after which Facebook cuts a post; candidates.LIMIT is lower and ends the words before that


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the post whose "Posted by" stands at `anchor`, or None."""
    tail = _tail(source, anchor)
    if tail is None:
        return None
    name, when = tail
    end = when[1]
    parts: Parts = {"name": name, "date": when}
    asked = candidates.Question(source, source.trim(floor, anchor)[1], floor, anchor, end, room=_ROOM)
    start = choice.start(asked) if choice.attached(asked) or _is_one_block(asked) else None
    if start is None or start.confidence < _SURE:
        return claim("facebook", source, anchor, end, parts, "posted-by", "date")
    parts["body"] = start.at, asked.end
    return claim("facebook", source, min(start.at, anchor), end, parts, "posted-by", "date", sure=start.confidence)


def _is_one_block(asked: candidates.Question) -> bool:
    """Return whether one line stands right above the signature, with a blank line above it.

    Paragraphs of the article are parted by blank lines, so that such a line belongs to the signature.
    """
    source = asked.source
    line = source.line(max(asked.end - 1, source.start))
    if line[0] < asked.floor or source.text[asked.end : asked.attribution].count("\n") != 1:
        return False
    return is_blank(source.gap_before(line[0]))


def _tail(source: Source, anchor: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where the name and the date of the signature at `anchor` stand, or None."""
    text, high = source.text, min(source.end, anchor + _REACH)
    for by, word, unlike_byline in _POSTED:
        if not text.startswith(by, anchor):
            continue
        for on in _joint(word).finditer(text, anchor + len(by) + 1, high):
            name = source.trim(anchor + len(by), on.start())
            if "\n" in text[slice(*name)]:
                break
            weekday = _WEEKDAY.match(text, on.end(), high)
            if weekday and not word and "," not in weekday.group():
                weekday = None  # it is a second name: in this language no word stands between name and date
            places = ([weekday.end()] if weekday else []) + ([on.end()] if unlike_byline else [])
            for at in places:
                if (
                    name[0] < name[1]
                    and (date := dates.match(text, at) or dates.glued(text, at))
                    and date[0] <= source.end
                ):
                    return name, (at, date[0])
    return None


@functools.cache
def _joint(word: str) -> re.Pattern[str]:
    """Return the pattern of what stands between name and day: the language's "on" in white space, or this alone."""
    return re.compile(_W + re.escape(word) + _W if word else _W)


def normalize(fragment: Fragment) -> Post:
    """Return the Post of a fragment."""
    return fields.post(fragment)


def read_markup(words: Words, _post: Permalink | None) -> Said:
    """Return what an embed code says: paragraphs, then `Posted by <a>Name</a> on <a>Friday, December 5, 2014</a>`."""
    at = max((end for _, end in words.paragraphs), default=0)
    tail = [anchor for anchor in words.anchors if anchor.start >= at and words.text[anchor.start : anchor.end].strip()]
    shown = words.text[tail[0].end if tail else at :]
    name = " ".join(words.text[tail[0].start : tail[0].end].split()) if tail and shown.strip() else None
    return Said(list(words.paragraphs), name, None, tail[0].href if name else None, shown)


family: Family = Family("facebook", "post", tuple(dict.fromkeys(by for by, _, _ in _POSTED)), find, normalize)
