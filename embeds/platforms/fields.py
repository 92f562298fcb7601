"""What every platform's normalizer reads alike: author, date, words, links, hashtags and mentions."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from ..text import dates, links, written_links
from . import permalinks
from .family import Fragment

if TYPE_CHECKING:
    from ..records import Post

_MARKDOWN = re.compile(r"\[([^\[\]\n]{1,200})\]\([^()\n]{8,300}\)|\n>(?: ?>){0,8}(?=\s)")  # a link; a quote's mark
_MASK = re.compile(r"\*URL\*")  # some corpora put this in the place of every link


def post(fragment: Fragment, *, dotted: bool = True) -> Post:
    """The Post of a fragment: its family is the platform, its parts are named body, name, handle and date.

    `dotted` says whether the platform's handles may hold dots.
    """
    from ..records import Author, Post, Span
    from ..text import entities  # its patterns are large, and finding needs none of them

    body = html.unescape(fragment.part("body") or "")
    found = written_links.find(body)
    words = links.LINK.sub(" ", body) if found else body
    date = fragment.part("date")
    published = dates.match(date, 0) if date else None
    name = fragment.part("name")
    address = fragment.part("link")
    link = permalinks.read(address) if address else None
    return Post(
        span=Span(start=fragment.start, end=fragment.end),
        raw=fragment.raw,
        evidence=fragment.evidence,
        platform=fragment.family,
        author=Author(name=html.unescape(" ".join(name.split())) if name else None, handle=fragment.part("handle")),
        text=" ".join(links.without_tail(_MASK.sub(" ", _MARKDOWN.sub(r"\1", body))).split()),
        published_on=published[1] if published else None,
        published_at=link.posted if link else None,
        permalink=link.url if link else None,
        id=link.id if link else None,
        start_confidence=fragment.sure,
        links=tuple(links.link(body[a:b]) for a, b, media in found if not media),
        media=tuple(links.link(body[a:b]) for a, b, media in found if media),
        hashtags=tuple(entities.hashtags(words)),
        mentions=tuple(entities.mentions(words, dotted=dotted)),
    )
