"""Write posts as notes of ActivityStreams 2.0: https://www.w3.org/TR/activitystreams-core/."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from ..cards.told import address
from ..export import plain
from ..records import Article, Post
from .schema_org import filled

# Hashtags are what Mastodon and others added. A note's own date is a time: where only the day is known, it stands in
# the word that schema.org has for it.
CONTEXT = ["https://www.w3.org/ns/activitystreams", {"Hashtag": "as:Hashtag", "schema": "https://schema.org/"}]


def notes(article: Article) -> Iterator[dict[str, Any]]:
    """Yield a Note for each post of an article; `content` is HTML, as the format has it."""
    for post in article.posts:
        yield {"@context": CONTEXT, "type": "Note", **filled(_note(post))}


def _note(post: Post) -> dict[str, Any]:
    content = escape(plain(post.text), quote=False)
    day = None if post.published_at else post.published_on
    tags = [
        *({"type": "Mention", "name": f"@{handle}"} for handle in post.mentions),
        *({"type": "Hashtag", "name": f"#{word}"} for word in post.hashtags),
    ]
    return {
        "id": address(post.permalink),
        "url": address(post.permalink),
        "content": None if post.lang else content,
        "contentMap": {post.lang: content} if post.lang and content else None,
        "published": post.published_at and post.published_at.isoformat().replace("+00:00", "Z"),
        "schema:datePublished": day and day.isoformat(),
        "attributedTo": _author(post),
        "tag": tags,
        "attachment": [{"type": "Link", "href": link.url} for link in (*post.links, *post.media)],
    }


def _author(post: Post) -> dict[str, Any] | None:
    author = post.author
    known = filled({"name": author.name or author.handle, "preferredUsername": author.handle})
    url = address(author.url)
    return {"type": "Person", **known, **filled({"id": url, "url": url})} if known else None
