"""Fill the fields of a post: from its words, and from its author, date and address, alike for every platform."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import embeds  # its records are imported when one is made

from ..text import dates, links
from ..text.entities import hashtags, mentions
from . import addresses, facts
from .family import Fragment
from .permalinks import Permalink

if TYPE_CHECKING:
    from ..records import Link, Post

# "[image or embed]", "Tweet may have been deleted" and 80 code points of what follows, "View on Threads".
FURNITURE = re.compile(
    r"\[image or embed\]|Tweet may have been deleted\b(?s:.{0,80})|View post on imgur\.com"
    r"|Post by @\S+|View on (?:Mastodon|Threads|Instagram)"
)
_NO_LINK = "#＃@＠$♬"  # first characters of what links to a search, a person or a sound, and is no link of the post
_MASK = re.compile(r"\*URL\*")  # some corpora replace every link by this

# Start and end of words that markup made a link of, and that link; None if it is no link of the post.
Anchor = tuple[int, int, "Link | None"]


def of_words(words: str, platform: str, anchors: Iterable[Anchor] = ()) -> Mapping[str, Any]:
    """Return the fields of a post that its words fill: text, links, media, hashtags and mentions.

    `anchors` are links of markup, in order, with offsets into `words`. The keys are those of records.Post.
    """
    if not words:
        return {"text": ""}  # a player

    marked = list(anchors)
    every = [link for _, _, link in marked if link]
    every += [
        links.link(words[start:end])
        for start, end, _ in links.find(words)
        if not any(low < end and start < high for low, high, _ in marked)
    ]
    pictures = [links.PICTURE.fullmatch(link.raw) is not None for link in every]
    bare = links.LINK.sub(" ", words)
    return {
        "text": plain(_MASK.sub(" ", words)),
        "links": tuple(link for link, picture in zip(every, pictures, strict=True) if not picture),
        "media": tuple(link for link, picture in zip(every, pictures, strict=True) if picture),
        "hashtags": tuple(hashtags(bare)),
        "mentions": tuple(mentions(bare, dotted=not facts.of(platform).plain_handles)),
    }


def plain(words: str) -> str:
    """Return a post's words as records have them: without links at the end, white space collapsed."""
    return " ".join(links.without_tail(words).split())


def linked(words: str, href: str, platform: str) -> Link | None:
    """Return the Link of words that markup made one; None for a link to a post itself, a tag, a person, furniture."""
    words = " ".join(words.split())
    if not words or words[0] in _NO_LINK or FURNITURE.fullmatch(words) or not href.startswith("http"):
        return None
    post = addresses.read(href)
    own = post is not None and post.platform == platform and not words.startswith("http")
    if own:
        return None
    return embeds.Link(raw=words, url=href)


def post(fragment: Fragment) -> Post:
    """Return the Post of a fragment, whose family is the platform; its parts fill author, date, address and words."""
    date, name, link = fragment.part("date"), fragment.part("name"), _address(fragment)
    published = dates.match(date, 0) if date else None
    return embeds.Post(
        span=embeds.Span(start=fragment.start, end=fragment.end),
        raw=fragment.raw,
        evidence=fragment.evidence,
        platform=fragment.family,
        author=embeds.Author(name=" ".join(name.split()) if name else None, handle=fragment.part("handle")),
        published_on=published[1] if published else None,
        published_at=link.posted if link else None,
        permalink=link.url if link else None,
        id=link.id if link else None,
        start_confidence=fragment.sure,
        **of_words(fragment.part("body") or "", fragment.family, _anchors(fragment)),
    )


def _address(fragment: Fragment) -> Permalink | None:
    """Return the post's own address: as it is written, or that of a link outside its words or around all of them."""
    if written := fragment.part("link"):
        return addresses.read(written)
    low, high = fragment.parts.get("body", (0, 0))
    inside = [link for link in fragment.links if low < link.end and link.start < high]
    others = (link for link in fragment.links if link not in inside or (link.start <= low and high <= link.end))
    found = (addresses.read(link.href) for link in others)
    return next((post for post in found if post and post.id and post.platform == fragment.family), None)


def _anchors(fragment: Fragment) -> Iterator[Anchor]:
    """Yield the links of markup in a post's words, with offsets into them."""
    low, high = fragment.parts.get("body", (0, 0))
    for start, end, href in fragment.links:
        if low <= start and end <= high:
            yield start - low, end - low, linked(fragment.raw[start:end], href, fragment.family)
