"""Write records in the words of schema.org (JSON-LD): posts as SocialMediaPosting, credits as ImageObject."""

from __future__ import annotations

from typing import Any

from ..cards.told import address
from ..export import plain
from ..records import Article, Credit, Post, Residue

CONTEXT = "https://schema.org"


def document(article: Article, name: str) -> dict[str, Any]:
    """Return the posts and credits of an article as one graph; what schema.org has no word for is left out."""
    records = (record for record in article.records if not isinstance(record, Residue))
    graph = [_post(one) if isinstance(one, Post) else _picture(one) for one in records]
    return {"@context": CONTEXT, **filled({"@id": address(name)}), "@graph": graph}


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that hold something, without lone surrogates."""
    return {key: plain(value) for key, value in fields.items() if value}


def _post(post: Post) -> dict[str, Any]:
    author = {"name": post.author.name, "alternateName": post.author.handle and f"@{post.author.handle}"}
    date = post.published_at or post.published_on
    return filled(
        {
            "@type": "SocialMediaPosting",
            "@id": address(post.permalink),
            "url": address(post.permalink),
            "identifier": post.id,
            "articleBody": post.text,
            "datePublished": date and date.isoformat(),
            "inLanguage": post.lang,
            "author": _thing("Person", **author, url=address(post.author.url)),
            "publisher": _thing("Organization", name=post.platform),
            "keywords": list(post.hashtags),
            "mentions": [_thing("Person", alternateName=f"@{handle}") for handle in post.mentions],
            "citation": [link.url for link in post.links],
            "associatedMedia": [_thing("MediaObject", url=link.url) for link in post.media],
        }
    )


def _picture(credit: Credit) -> dict[str, Any]:
    return filled(
        {
            "@type": "ImageObject",
            "creditText": credit.credit_line,
            "caption": credit.caption,
            "copyrightNotice": credit.notice,
            "dateCreated": credit.date and credit.date.isoformat(),
            "creator": [_thing("Person", name=name) for name in credit.creators],
            "provider": [_thing("Organization", name=name) for name in credit.agency_names or credit.agencies],
        }
    )


def _thing(kind: str, **fields: str | None) -> dict[str, Any] | None:
    """Return something with a type and these fields, or None if all are empty."""
    known = filled(fields)
    return {"@type": kind, **known} if known else None
