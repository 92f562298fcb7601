"""Find the embeds, captions and credits of a page, and make records of them."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from . import caption_record, captions, elements, flattened, post_record, wordpress
from . import page as pages
from .embed import Embed
from .flattened import Flat
from .nominate import nominated
from .picture import Caption, is_free

if TYPE_CHECKING:
    from ..records import Credit, Post, Residue

LONGEST = 10_000_000  # code points: a bound on time and memory; nothing is found in a longer page

Found = Embed | Flat | Caption


def find(text: str) -> list[Found]:
    """Return the embeds, captions and credits of a page, in source order; no two overlap. A page too long has none."""
    page = pages.Page(text, pages.shade(text)) if len(text) <= LONGEST else None
    marked, signed, pictures = nominated(page) if page else ([], [], [])
    if page is None or not (marked or signed or pictures or page.linked_data):
        return []
    first: list[Found] = [*elements.find(page, marked)]
    taken = [one.span for one in first]
    asked: set[int] = set()
    for at in signed:
        if is_free((at, at + 1), taken) and (one := _signed(page, at, asked)) and is_free(one.span, taken):
            first.append(one)
            insort(taken, one.span)
    return sorted([*first, *captions.find(page, marked, pictures, taken)], key=lambda found: found.span)


def _signed(page: pages.Page, at: int, asked: set[int]) -> Flat | Caption | None:
    """Return the post around an author's bracket, or the caption whose code opens there, or None."""
    if page.text.startswith(wordpress.MARKER, at):
        return wordpress.find(page, at)
    return flattened.find(page, at, asked)


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
    platform = found.fragment.family if isinstance(found, Flat) else found.platform
    return "post" if platform else "residue", platform
