"""Find the embeds, captions and credits of a page, and make records of them."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from . import caption_record, captions, elements, flattened, post_record
from . import page as pages
from .embed import Embed
from .flattened import Flat
from .nominate import nominated
from .picture import Caption, is_free

if TYPE_CHECKING:
    from ..records import Credit, Post

LONGEST = 10_000_000  # code points: a bound on time and memory; nothing is found in a longer page

Found = Embed | Flat | Caption


def find(text: str) -> list[Found]:
    """Return the embeds, captions and credits of a page, in source order; no two overlap. A page too long has none."""
    page = pages.Page(text, pages.shade(text)) if len(text) <= LONGEST else None
    marked, signed = nominated(page) if page else ([], [])
    if page is None or not (marked or signed or page.linked_data):
        return []
    posts: list[Embed | Flat] = [*elements.find(page, marked)]
    taken = [post.span for post in posts]
    asked: set[int] = set()
    for at in signed:
        if is_free((at, at + 1), taken) and (flat := flattened.find(page, at, asked)) and is_free(flat.span, taken):
            posts.append(flat)
            insort(taken, flat.span)
    return sorted([*posts, *captions.find(page, marked, taken)], key=lambda found: found.span)


def normalize(found: Found, source: str) -> Post | Credit:
    """Return the record of what was found in the page `source`."""
    if isinstance(found, Caption):
        return caption_record.normalize(found, source)
    return flattened.normalize(found, source) if isinstance(found, Flat) else post_record.post(found, source)


def kind_and_platform(found: Found) -> tuple[str, str]:
    """Return what a marker for it names: its kind and its platform, ("post", "twitter") or ("credit", "")."""
    if isinstance(found, Caption):
        return "credit", ""
    return "post", found.fragment.family if isinstance(found, Flat) else found.platform
