"""Find the embeds, captions and credits of a page, and make records of them."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..detector import FAMILIES
from . import caption_record, captions, elements, feeds, flattened, post_record, wordpress
from . import page as pages
from .embed import Embed
from .flattened import Flat
from .nominate import leads_to_post, nominated
from .picture import Caption, is_free

if TYPE_CHECKING:
    from ..records import Credit, Post, Residue

LONGEST = 10_000_000  # code points: a bound on time and memory; nothing is found in a longer page

Found = Embed | Flat | Caption


def find(text: str) -> list[Found]:
    """Return the embeds, captions and credits of a page, in source order; no two overlap. A page too long has none."""
    if len(text) > LONGEST:
        return []
    page = pages.Page(text, pages.shade(text))
    found = _found(page)
    taken = [one.span for one in found]
    found += [one for stretch in page.escaped for one in _escaped(page, *stretch) if is_free(one.span, taken)]
    return sorted(found, key=lambda one: one.span)


def _found(page: pages.Page) -> list[Found]:
    """Return what stands in a page, but for pages that are escaped in it."""
    marked, signed, linked, pictures = nominated(page)
    if not (marked or signed or pictures or page.linked_data):
        return []
    first: list[Found] = [*elements.find(page, marked)]
    taken = [one.span for one in first]
    asked: set[int] = set()
    for at in signed:
        if not is_free((at, at + 1), taken) or (at in linked and not leads_to_post(page, at)):
            continue
        one = _signed(page, at, asked, taken)
        if one and is_free(one.span, taken):
            first.append(one)
            insort(taken, one.span)
    return sorted([*first, *captions.find(page, marked, pictures, taken)], key=lambda found: found.span)


def _signed(page: pages.Page, at: int, asked: set[int], taken: list[tuple[int, int]]) -> Flat | Caption | None:
    """Return the post around a link or an author's bracket, or the caption whose code opens there, or None."""
    if page.text.startswith(wordpress.MARKER, at):
        return wordpress.find(page, at)
    return flattened.find(page, at, asked, taken)


def _escaped(page: pages.Page, start: int, end: int) -> Iterator[Found]:
    """Yield what stands in the page that is escaped in a stretch of a feed."""
    inner = feeds.unescaped(page.text[start:end])
    for found in _found(pages.Page(inner.words, pages.shade(inner.words))):
        low, high = inner.span(*found.span)
        yield replace(found, span=(start + low, start + high))


def normalize(found: Found, source: str) -> Post | Credit | Residue:
    """Return the record of what was found in the page `source`."""
    if isinstance(found, Caption):
        return caption_record.normalize(found, source)
    if isinstance(found, Embed) and not found.platform:
        return _unknown(found, source)
    return flattened.normalize(found, source) if isinstance(found, Flat) else post_record.post(found, source)


def _unknown(embed: Embed, source: str) -> Residue:
    from ..records import Residue, Span

    span = Span(start=embed.span[0], end=embed.span[1])
    return Residue(span=span, raw=source[slice(*embed.span)], evidence=embed.evidence, what="unknown-embed")


def kind_and_platform(found: Found) -> tuple[str, str]:
    """Return what a marker for it names: its kind and its platform, ("post", "twitter") or ("credit", "")."""
    if isinstance(found, Caption):
        return "credit", ""
    if isinstance(found, Flat):
        kind = FAMILIES[found.fragment.family].kind
        return kind, found.fragment.family if kind == "post" else ""
    return "post" if found.platform else "residue", found.platform
