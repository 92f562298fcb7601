"""Fill the fields of a post: from its words, and from its author, date and address, alike for every platform."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..text import dates, links
from . import facts, permalinks
from .family import Fragment

if TYPE_CHECKING:
    from ..records import Link, Post

# The link "[words](https://…)", or the marks that quote a line, "\n> >". Not "[words]" and not "a > b".
_MARKDOWN = re.compile(r"\[([^\[\]\n]{1,200})\]\([^()\n]{8,300}\)|\n>(?: ?>){0,8}(?=\s)")
_MASK = re.compile(r"\*URL\*")  # some corpora replace every link by this

# Start and end of words that markup made a link of, and that link; None if it is no link of the post.
Anchor = tuple[int, int, "Link | None"]


def of_words(words: str, platform: str, shown: str | None = None, anchors: Iterable[Anchor] = ()) -> Mapping[str, Any]:
    """Return the fields of a post that its words fill: text, links, media, hashtags and mentions.

    `shown` are the words as a reader sees them, if `words` have marks of Markdown; `anchors` are links of markup, in
    order, with offsets into `words`. The keys are those of records.Post.
    """
    if not words:
        return {"text": ""}  # a player

    from ..text import entities  # its patterns are large, and finding needs none of them

    marked = list(anchors)
    every = [link for _, _, link in marked if link]
    every += [
        links.link(words[start:end])
        for start, end, _ in links.find(words)
        if not any(low < end and start < high for low, high, _ in marked)
    ]
    pictures = [links.PICTURE.fullmatch(link.raw) is not None for link in every]
    bare = links.LINK.sub(" ", words)  # not of `shown`, in which a tag may touch words that a link's marks part it from
    return {
        "text": plain(words if shown is None else shown),
        "links": tuple(link for link, picture in zip(every, pictures, strict=True) if not picture),
        "media": tuple(link for link, picture in zip(every, pictures, strict=True) if picture),
        "hashtags": tuple(entities.hashtags(bare)),
        "mentions": tuple(entities.mentions(bare, dotted=not facts.of(platform).plain_handles)),
    }


def plain(words: str) -> str:
    """Return a post's words as records have them: without links at the end, white space collapsed."""
    return " ".join(links.without_tail(words).split())


def post(fragment: Fragment) -> Post:
    """Return the Post of a fragment, whose family is the platform; its parts fill author, date, address and words."""
    from ..records import Author, Post, Span

    body = html.unescape(fragment.part("body") or "")
    date, name, address = fragment.part("date"), fragment.part("name"), fragment.part("link")
    published = dates.match(date, 0) if date else None
    link = permalinks.read(address) if address else None
    return Post(
        span=Span(start=fragment.start, end=fragment.end),
        raw=fragment.raw,
        evidence=fragment.evidence,
        platform=fragment.family,
        author=Author(name=html.unescape(" ".join(name.split())) if name else None, handle=fragment.part("handle")),
        published_on=published[1] if published else None,
        published_at=link.posted if link else None,
        permalink=link.url if link else None,
        id=link.id if link else None,
        start_confidence=fragment.sure,
        **of_words(body, fragment.family, _MASK.sub(" ", _MARKDOWN.sub(r"\1", body))),
    )
