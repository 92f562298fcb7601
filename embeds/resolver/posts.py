"""Fill in what resolved links tell about their post.

A picture's link leads to `…/USER/status/ID/photo/1`, which tells the post's author, its permalink and its id, and by
the id when it was posted. But a post may show a picture from another post: if the address contradicts the text, the
text is kept, and the contradiction is reported.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from ..platforms import facts, permalinks
from ..platforms.permalinks import Permalink
from ..records import Conflict, Post, Resolution

_MEDIA = re.compile(r"/status(?:es)?/\d{1,19}/(?:photo|video)/\d")


def links_of(posts: Iterable[Post]) -> list[str]:
    """Return the addresses of all links in posts, each once."""
    return list(dict.fromkeys(link.url for post in posts for link in (*post.links, *post.media)))


def fill(post: Post, found: Mapping[str, Resolution]) -> Post:
    """Return the post with its links resolved, and with what they tell about it."""
    links, media = (
        tuple(link.model_copy(update={"resolved": found.get(link.url, link.resolved)}) for link in group)
        for group in (post.links, post.media)
    )
    post = post.model_copy(update={"links": links, "media": media, "conflicts": ()})
    conflicts: list[Conflict] = []
    for link, is_media in [*((link, True) for link in media), *((link, False) for link in links)]:
        url = link.resolved.url if link.resolved and link.resolved.outcome == "ok" else ""
        own = permalinks.read(url)
        if own is None or own.platform != post.platform or not _MEDIA.search(url):
            continue
        against = contradictions(post, own, url)
        if not against:
            return _with_address(post, own)
        if is_media:  # any other link to a picture is usually of another post, and contradicts nothing
            conflicts += against
    return post.model_copy(update={"conflicts": tuple(conflicts)})


def contradictions(post: Post, own: Permalink, by: str) -> list[Conflict]:
    """Return the points in which a post's address contradicts what the article says of it."""
    found = []
    if post.id and post.id != own.id:
        found.append(Conflict(field="id", article=post.id, public=own.id, by=by))
    if own.handle and not same_handle(post.author.handle, own.handle):
        found.append(Conflict(field="author.handle", article=post.author.handle or "", public=own.handle, by=by))
    if own.posted and not same_day(post, own.posted.date()):
        found.append(
            Conflict(field="published_on", article=str(post.published_on), public=str(own.posted.date()), by=by)
        )
    return found


def same_handle(one: str | None, other: str) -> bool:
    """Return whether two handles are the same, or the first is not known; on Mastodon the host may be left out."""
    return one is None or one.casefold() == other.casefold() or one.casefold().startswith(f"{other.casefold()}@")


def same_day(post: Post, day: dt.date) -> bool:
    """Return whether a post may be from this day, as far as the article tells."""
    if post.published_on is None:
        return True
    return abs(post.published_on - day) <= dt.timedelta(days=0 if facts.of(post.platform).utc_dates else 1)


def _with_address(post: Post, own: Permalink) -> Post:
    """Return the post with what its own address tells."""
    return post.model_copy(
        update={
            "permalink": own.url,
            "id": own.id,
            "published_at": own.posted or post.published_at,
            "published_on": post.published_on or (own.posted.date() if own.posted else None),
            "author": post.author.model_copy(update={"handle": post.author.handle or own.handle}),
            "evidence": tuple(dict.fromkeys((*post.evidence, "picture-link"))),
        }
    )
