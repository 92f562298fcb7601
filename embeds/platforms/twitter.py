"""Find tweets whose blockquote was flattened: by attribution, picture's link, card, feed's quote or widget's rows."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from ..starts import candidates, choice
from ..text import links
from ..text.blocks import Source
from . import card, feed_quote, fields, signature, signed, widget
from .family import Family, Fragment, claim
from .permalinks import Permalink
from .said import Said, Words

if TYPE_CHECKING:
    from ..records import Post

HANDLE = signature.handle_form(r"[A-Za-z0-9_]{1,20}")  # "(@maravoss)". Not "(@mara.bsky.social)"
_ATTRIBUTION_BELOW = re.compile(r"(?:\W|\bn\b){0,40}—\s")  # a dash below, perhaps behind quotes and a written "\n"
_NEXT = 70  # code points from a picture's link to the handle of its attribution: a name and white space
_LONGER = dt.date(2017, 11, 8)  # since then a tweet may have 280 characters instead of 140


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the tweet around an anchor, in whichever form, or None."""
    if source.text.startswith("@", anchor):
        return _attributed(source, anchor, floor)
    if source.text.startswith("pic.", anchor):
        return _ends_in_picture(source, anchor, floor)
    if source.text.startswith(feed_quote.ANCHORS, anchor):
        return feed_quote.find(source, anchor, floor)
    if source.text.startswith(card.ANCHORS, anchor):
        return card.find(source, anchor, floor)
    return widget.find(source, anchor, floor)


def _attributed(source: Source, at_sign: int, floor: int) -> Fragment | None:
    """Return the tweet `body — Name (@handle) August 13, 2021` or `body https://t.co/a1B2c3D4e5 — @handle`, or None."""
    found = signature.read(source, at_sign, floor, HANDLE) or signature.of_handle(source, at_sign, floor)
    if found is None:
        return None
    return signature.claimed("twitter", found, _question(source, found, floor))


def ask(source: Source, at_sign: int, floor: int) -> candidates.Question | None:
    """Return the question where the words begin of the tweet whose attribution holds the @ at `at_sign`, or None."""
    found = signature.read(source, at_sign, floor, HANDLE)
    return _question(source, found, floor) if found else None


def _question(source: Source, found: signature.Attribution, floor: int) -> candidates.Question:
    return candidates.Question(
        source=source,
        end=source.trim(floor, found.dash)[1],
        floor=floor,
        attribution=found.dash,
        after=found.end,
        split="\n" in source.text[found.handle[1] : found.end],
        room=140 if found.date and found.date < _LONGER else 280,
    )


def _ends_in_picture(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the tweet `body pic.twitter.com/XSE1Mf7NaI`, if it ends its line: its attribution was lost."""
    picture = links.PICTURE.match(source.text, anchor, source.end)
    if picture is None:
        return None
    end = picture.end()
    gap = source.gap_after(end)
    next_word = end + len(gap)
    if next_word < source.end and (source.text[next_word] in "—–-" or "\n" not in gap):
        return None
    if _ATTRIBUTION_BELOW.match(source.text, end, source.end) or _is_attributed(source, end, floor):
        return None
    found = choice.start(candidates.Question(source, end, floor, attribution=end, after=end))
    return claim("twitter", source, found.at, end, {"body": (found.at, end)}, "picture-at-end", sure=found.confidence)


def _is_attributed(source: Source, end: int, floor: int) -> bool:
    """Return whether an attribution follows the words that end here: in brackets stands the handle of the next one."""
    at_sign = source.text.find("(@", end, min(source.end, end + _NEXT))
    found = signature.read(source, at_sign + 1, floor, HANDLE) if at_sign >= 0 else None
    return found is not None and found.dash >= end


def normalize(fragment: Fragment) -> Post:
    """Return the Post of a fragment."""
    return fields.post(fragment)


def read_markup(words: Words, _post: Permalink | None) -> Said:
    """Return what an embed code says, or what the classes of a rendered tweet tell."""
    if "text" not in words.parts:
        return signed.read(words)
    name, handle = (" ".join(words.text[slice(*words.parts.get(part, (0, 0)))].split()) for part in ("name", "handle"))
    return Said([words.parts["text"]], name or None, handle.lstrip("@") or None)


_ANCHORS = ("@", "pic.twitter.com/", "pic.x.com/", *card.ANCHORS, *feed_quote.ANCHORS, *widget.ANCHORS)
family: Family = Family("twitter", "post", _ANCHORS, find, normalize)
