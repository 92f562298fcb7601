"""Compare a post with its public record: confirm its words, author and date, or say in what the two differ.

The public words, found in the source, show where the post begins. Every site sets white space, quotation marks and
dashes its own way, and entities may be left; so both are compared without white space, and with the others unified.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import pairwise

from .. import prose
from ..platforms import fields
from ..records import Article, Author, Conflict, Post, Record, Span
from .oembed import Public
from .posts import same_day, same_handle

# One entity, such as "&amp;" or "&#8217;", or one character that is neither white space nor invisible.
_CHARACTER = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});|[^\s\u200b-\u200f\u2060\ufe0f\ufeff]")
_FOLDED = str.maketrans(
    {**dict.fromkeys("‘’ʼ`´", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("–—‒", "-"), "…": "..."}
)
_SIGNATURE = 300  # characters: an attribution with the links before it and a wrapper behind it is shorter


def verified(article: Article, publics: Sequence[Public | None]) -> Article:
    """Return the article with each post compared with its public record.

    `publics` holds the records in the order of `Article.posts`, None for a post that was not asked about.
    """
    ends = [0, *(record.span.end for record in article.records)]
    left = iter(publics)
    records: list[Record] = [
        _compared(record, next(left), article.source, floor) if isinstance(record, Post) else record
        for record, floor in zip(article.records, ends[:-1], strict=True)
    ]
    return _rebuilt(article, tuple(records))


def _compared(post: Post, public: Public | None, source: str, floor: int) -> Post:
    """Return a post compared with its record; its span may not begin before the offset `floor`."""
    if public is None or public.found == "unknown":
        return post.model_copy(update={"verification": "unverified"})
    if public.found == "gone":
        return post.model_copy(update={"verification": "deleted"})
    conflicts = _contradictions(post, public)
    start = _start(post, public.words, source, floor)
    if start is None:
        conflicts.append(Conflict(field="text", article=post.text, public=public.words or "", by=public.by))
    if conflicts:
        return post.model_copy(update={"verification": "differs", "conflicts": (*post.conflicts, *conflicts)})
    return _confirmed(post, public, post.span.start if start is None else start, source)


def _contradictions(post: Post, public: Public) -> list[Conflict]:
    found = []
    if public.handle and not same_handle(post.author.handle, public.handle):
        article = post.author.handle or ""
        found.append(Conflict(field="author.handle", article=article, public=public.handle, by=public.by))
    if public.date and not same_day(post, public.date):
        article = str(post.published_on)
        found.append(Conflict(field="published_on", article=article, public=str(public.date), by=public.by))
    return found


def _start(post: Post, words: str | None, source: str, floor: int) -> int | None:
    """Return the offset where the post begins if its words are the public ones; None if they are not."""
    plain = _folded(fields.plain(words)) if words is not None else ""
    if words is None or plain == _folded(post.text):
        return post.span.start
    if not post.text and post.start_confidence is None:  # a widget without words: the page never had them
        return post.span.start
    if post.start_confidence is None or not source:  # markup fixes where it begins, or there is no source to search
        return post.span.start if plain and plain in _folded(post.raw) else None
    low = max(floor, post.span.end - 8 * len(words) - 5000)
    characters, offsets = _spread(source, low, post.span.end)
    for wanted in dict.fromkeys((_folded(words), plain)):
        # Find the last place by searching backwards with `find`: `rfind` takes time as the product of both lengths.
        behind = characters[::-1].find(wanted[::-1]) if wanted else -1
        if not 0 <= behind <= _SIGNATURE:
            continue
        start = offsets[len(characters) - behind - len(wanted)]
        if start == low or not (source[start - 1].isalnum() and source[start].isalnum()):
            return start
    return None


def _folded(text: str) -> str:
    return _spread(text, 0, len(text))[0]


def _spread(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """Return the characters of a stretch as they are compared, and the offset in the text of each."""
    characters: list[str] = []
    offsets: list[int] = []
    for found in _CHARACTER.finditer(text, start, end):
        folded = html.unescape(found[0]).translate(_FOLDED).strip()
        characters.append(folded)
        offsets += [found.start()] * len(folded)
    return "".join(characters), offsets


def _confirmed(post: Post, public: Public, start: int, source: str) -> Post:
    """Return the post with its span, words, author and date as its public record has them."""
    update: dict[str, object] = {
        "verification": "verified",
        "evidence": tuple(dict.fromkeys((*post.evidence, "oembed"))),
        "start_confidence": None,
        "lang": public.lang or post.lang,
        "published_on": post.published_on or public.date,
        "author": Author(
            name=post.author.name or public.name,
            handle=post.author.handle or public.handle,
            url=public.profile or post.author.url,
        ),
    }
    if post.author.name and public.name and _folded(post.author.name) != _folded(public.name):
        renamed = Conflict(field="author.name", article=post.author.name, public=public.name, by=public.by)
        update["conflicts"] = (*post.conflicts, renamed)  # people change their names: the post is still the same
    if start != post.span.start:
        update |= {"span": Span(start=start, end=post.span.end), "raw": source[start : post.span.end]}
    if public.words is not None:
        update |= _words(post, public.words)
    return post.model_copy(update=update)


def _words(post: Post, words: str) -> dict[str, object]:
    """Return the fields that a post's words fill; links that are resolved already stay resolved."""
    known = {link.url: link for link in (*post.links, *post.media)}
    found = dict(fields.of_words(words, post.platform))
    for name in ("links", "media"):
        found[name] = tuple(known.get(link.url, link) for link in found[name]) or getattr(post, name)
    return found


def _rebuilt(article: Article, records: tuple[Record, ...]) -> Article:
    """Return the article with these records; its prose is cut again if a span has moved."""
    old, new = ([(r.span.start, r.span.end) for r in rows] for rows in (article.records, records))
    if old == new or not article.source:
        return article.model_copy(update={"records": records})
    words, pieces = prose.without(article.source, old)
    if (words, pieces) == (article.prose, article.pieces):
        words, pieces = prose.without(article.source, new)
    else:
        words, pieces = prose.with_markers(article.source, new, _markers(article))
    return article.model_copy(update={"records": records, "prose": words, "pieces": pieces})


def _markers(article: Article) -> list[str]:
    """Return the marker that stands for each record in the prose, "" where none does."""
    starts = [*(piece[0] for piece in article.pieces), len(article.prose)]
    shown = {
        (start, end): article.prose[a:b]
        for (_, start, end), (a, b) in zip(article.pieces, pairwise(starts), strict=True)
    }
    return [shown.get((record.span.start, record.span.end), "") for record in article.records]
