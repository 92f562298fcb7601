"""Twitter and X: a tweet whose blockquote was flattened, with its attribution or ending in its picture's link."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from .. import boundary, dates, links
from ..blocks import Source, is_blank
from ..family import Family, Fragment, claim
from . import widget

if TYPE_CHECKING:
    from ..records import Post

_HANDLE = re.compile(r"\(\s{0,4}@([A-Za-z0-9_]{1,20})\s{0,4}\)")
_NAME_REACH = 110  # the longest name seen, with its dash, fits
_DASHES = re.compile(r"—|(?<=\s)(?:--|[–-])(?=\s)")
_PICTURE = re.compile(r"pic\.(?:twitter|x)\.com/[0-9A-Za-z]{10}")
_MENTION = re.compile(r"(?<![A-Za-z0-9_!#$%&*@＠])[@＠]([A-Za-z0-9_]{1,20})(?![@＠])")
_HASHTAG = re.compile(r"(?<![\w&])[#＃](\w*[^\W\d_]\w*)")


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """The tweet around an anchor, whichever of the forms it has."""
    if source.text.startswith("@", anchor):
        return _attributed(source, anchor, floor)
    if source.text.startswith("pic.", anchor):
        return _ends_in_picture(source, anchor, floor)
    return widget.find(source, anchor, floor)


def _attributed(source: Source, at_sign: int, floor: int) -> Fragment | None:
    """`body — Name (@handle) August 13, 2021`"""
    text = source.text
    bracket = text.rfind("(", max(floor, at_sign - 5), at_sign)
    handle = _HANDLE.match(text, bracket, source.end) if bracket >= 0 else None
    if handle is None:
        return None
    dash = _dash(source, handle.start(), floor)
    if dash is None:
        return None
    name = source.trim(dash.end(), handle.start())
    parts = {"name": name, "handle": handle.span(1)}
    end, rules = handle.end(), ["attribution"]
    gap = source.gap_after(handle.end())
    date = dates.match(text, handle.end() + len(gap)) if not is_blank(gap) else None
    if date is not None:
        end = date[0]
        parts["date"] = (handle.end() + len(gap), end)
        rules.append("date")
    elif dash.group() != "—" or not _ends_line(source, end):
        return None
    body_end = source.trim(floor, dash.start())[1]
    start, rule = boundary.start(source, body_end, dash.start(), floor, source.gap_after(end))
    parts["body"] = (start, max(start, body_end))
    return claim("twitter", source, min(start, dash.start()), end, parts, *rules, rule)


def _dash(source: Source, bracket: int, floor: int) -> re.Match[str] | None:
    """The last em dash before the name; failing that, the last spaced hyphen or en dash. Names hold dashes too."""
    low = max(floor, source.start, bracket - _NAME_REACH)
    stretch = source.text[low:bracket]
    if blank := stretch.rfind("\n\n") + 1:
        low += blank
    found = list(_DASHES.finditer(source.text, low, bracket))
    found = [d for d in found if source.trim(d.end(), bracket)[0] < bracket]
    return next((d for d in reversed(found) if d.group() == "—"), found[-1] if found else None)


def _ends_line(source: Source, end: int) -> bool:
    behind = source.gap_after(end)
    return "\n" in behind or end + len(behind) == source.end


def _ends_in_picture(source: Source, anchor: int, floor: int) -> Fragment | None:
    """`body pic.twitter.com/XSE1Mf7NaI` at the end of a line: the attribution was lost."""
    picture = _PICTURE.match(source.text, anchor, source.end)
    if picture is None:
        return None
    next_word = picture.end() + len(source.gap_after(picture.end()))
    if next_word < source.end and (
        source.text[next_word] in "—–-" or "\n" not in source.text[picture.end() : next_word]
    ):
        return None
    start, rule = boundary.start(source, picture.end(), picture.end(), floor, source.gap_after(picture.end()))
    return claim("twitter", source, start, picture.end(), {"body": (start, picture.end())}, "picture-at-end", rule)


def normalize(fragment: Fragment) -> Post:
    """Read a tweet's fragment into a Post."""
    from ..records import Author, Post, Span

    body = html.unescape(fragment.part("body") or "")
    found = links.find(body)
    words = links.LINK.sub(" ", body)
    date = fragment.part("date")
    published = dates.match(date, 0) if date else None
    name = fragment.part("name")
    return Post(
        span=Span(start=fragment.start, end=fragment.end),
        raw=fragment.raw,
        evidence=fragment.evidence,
        platform="twitter",
        author=Author(name=html.unescape(" ".join(name.split())) if name else None, handle=fragment.part("handle")),
        text=" ".join(links.without_tail(body).split()),
        published_on=published[1] if published else None,
        links=tuple(links.link(body[a:b]) for a, b, media in found if not media),
        media=tuple(links.link(body[a:b]) for a, b, media in found if media),
        hashtags=tuple(_HASHTAG.findall(words)),
        mentions=tuple(_MENTION.findall(words)),
    )


family = Family("twitter", "post", ("@", "pic.twitter.com/", "pic.x.com/", *widget.ANCHORS), find, normalize)
