"""What every platform's normalizer reads alike: author, date, words, links, hashtags and mentions."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from .. import dates, links
from ..family import Fragment

if TYPE_CHECKING:
    from ..records import Post

_MENTION = re.compile(r"(?<![A-Za-z0-9_!#$%&*@＠])[@＠]([A-Za-z0-9_]{1,20}(?:\.[\w.-]*\w)?)(?![@＠])")
_HASHTAG = re.compile(r"(?<![\w&])[#＃](\w*[^\W\d_]\w*)")


def post(fragment: Fragment) -> Post:
    """The Post of a fragment: its family is the platform, its parts are named body, name, handle and date."""
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
        platform=fragment.family,
        author=Author(name=html.unescape(" ".join(name.split())) if name else None, handle=fragment.part("handle")),
        text=" ".join(links.without_tail(body).split()),
        published_on=published[1] if published else None,
        start_confidence=fragment.sure,
        links=tuple(links.link(body[a:b]) for a, b, media in found if not media),
        media=tuple(links.link(body[a:b]) for a, b, media in found if media),
        hashtags=tuple(_HASHTAG.findall(words)),
        mentions=tuple(_MENTION.findall(words)),
    )
