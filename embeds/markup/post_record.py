"""Make a Post of an embed's element: the address gives id, permalink and time, the words give the rest."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import embeds  # its records are imported when one is made

from ..platforms import fields, order
from ..platforms.said import Said, Words
from ..text import dates
from .element_text import read as read_words
from .embed import Embed

if TYPE_CHECKING:
    from ..records import Post

_DATE_REACH = 200  # code points in which a date as shown must stand; on labelled pages all stand in the first 30
_CODES = ("class:", "quoted:", "twin")  # found so, an element's words are the platform's even if no author signs them
_NO_LANGUAGE = {"und", "zxx", "qme", "qht", "art"}  # codes for words in no language or in an unknown one


def post(embed: Embed, source: str) -> Post:
    """Return the Post of an embed; `source` is the page."""
    words = Words() if embed.is_player else read_words(embed.html)
    said = order.reader(embed.platform)(words, embed.post)
    if not (said.handle or said.name or words.parts or embed.evidence[-1].startswith(_CODES)):
        said = Said()  # the words of a placeholder
    body = "".join(words.text[start:end] for start, end in said.body)
    body = fields.FURNITURE.sub(lambda found: " " * len(found[0]), body)
    address = embed.post
    posted = (address.posted if address else None) or moment(words)
    return embeds.Post(
        span={"start": embed.span[0], "end": embed.span[1]},
        raw=source[slice(*embed.span)],
        evidence=embed.evidence,
        platform=embed.platform,
        author={"name": said.name or None, "handle": _handle(embed, said), "url": said.url},
        published_on=posted.date() if posted else _date_in(said.shown),
        published_at=posted,
        permalink=address.url if address else None,
        id=(address.id or None) if address else None,
        lang=_language(words),
        **fields.of_words(body, embed.platform, anchors=_anchors(words, said, embed.platform)),
    )


def _handle(embed: Embed, said: Said) -> str | None:
    """Return the handle that the words give, else that of the address; None for an address with a number (`did:`)."""
    handle = said.handle or (embed.post.handle if embed.post else None)
    return None if not handle or handle.startswith("did:") else handle


def moment(words: Words) -> dt.datetime | None:
    """Return the first time in UTC that a <time> element gives with its zone, or None."""
    for moment in words.times:
        with contextlib.suppress(ValueError, OverflowError):  # not a time, or outside UTC's years 1 to 9999
            said = dt.datetime.fromisoformat(moment)
            if said.tzinfo:
                return said.astimezone(dt.UTC)
    return None


def _language(words: Words) -> str | None:
    return next((lang for lang in words.langs if lang and lang.lower() not in _NO_LANGUAGE), None)


def _anchors(words: Words, said: Said, platform: str) -> Iterator[fields.Anchor]:
    """Yield each link of markup inside a post's words: its start and end in the joined words, and the Link."""
    low = 0
    for start, end in said.body:
        for anchor in words.anchors:
            if not (start <= anchor.start and anchor.end <= end):
                continue
            link = fields.linked(words.text[anchor.start : anchor.end], anchor.href, platform)
            yield anchor.start - start + low, anchor.end - start + low, link
        low += end - start


def _date_in(text: str) -> dt.date | None:
    """Return the first date in the first `_DATE_REACH` code points of a text, or None."""
    found = dates.first(text[:_DATE_REACH])
    return found[2] if found else None
