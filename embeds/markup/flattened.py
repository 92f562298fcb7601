"""Find posts whose embed code lost its class, or all but its last paragraph: elements whose words are one post.

The words are read as flattened text is, and one post must be the element's whole text. A quotation that names its
author in another way is no post.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..detector import detect
from ..platforms import addresses, fields
from ..platforms.family import Fragment
from ..platforms.order import PLATFORMS
from . import wrappers
from .element_text import read as read_words
from .page import Element, Page
from .post_record import moment

if TYPE_CHECKING:
    from ..records import Post

_ELEMENTS = (b"blockquote", b"p")
# Offsets from the element's start to the author's bracket, and of the whole element; no labelled post needs 200.
_REACH = 4_000
_LONGEST = 6_000
_POSTS = {family.name for family in PLATFORMS}


@dataclass(frozen=True, slots=True)
class Flat:
    """An element that is a post.

    `span` is its stretch of the page with its wrappers, in code points; `fragment` has offsets into its words instead.
    `address` is that of the post, None without one.
    """

    span: tuple[int, int]
    fragment: Fragment
    address: str | None


def find(page: Page, at: int, asked: set[int]) -> Flat | None:
    """Return the post around an author's bracket at `at`, or None.

    `asked` holds the starts of the elements that were looked at already, and gets those of this call.
    """
    for home in _ELEMENTS:
        start = page.shadow.rfind(b"<" + home, max(0, at - _REACH), at)
        tag = page.tag_at(start) if start >= 0 else None
        if tag is None or tag[2] != home or start in asked:
            continue
        asked.add(start)
        element = page.element(tag)
        if element.is_closed and at < element.end <= start + _LONGEST and (flat := _post(page, element)):
            return flat
    return None


def _post(page: Page, home: Element) -> Flat | None:
    text = page.words(home)
    fragments = detect(text)
    if len(fragments) != 1 or fragments[0].family not in _POSTS:
        return None
    if (fragments[0].start, fragments[0].end) != (0, len(text)):
        return None
    return Flat(wrappers.around(page, (home.start, home.end)), fragments[0], _address(page, home, fragments[0].family))


def _address(page: Page, home: Element, platform: str) -> str | None:
    """Return the last address of a post of this platform inside an element, or None."""
    for tag in reversed(home.tags):
        if tag[2] == b"a" and not tag[1]:
            href = page.attributes(tag).get("href", "")
            if (post := addresses.read(href)) and post.platform == platform:
                return href
    return None


def normalize(flat: Flat, source: str) -> Post:
    """Return the Post of an element whose words alone tell that it is one; `source` is the page."""
    from ..records import Span

    post = fields.post(flat.fragment)
    address = addresses.read(flat.address) if flat.address else None
    posted = address.posted if address else moment(read_words(source[slice(*flat.span)]))
    return post.model_copy(
        update={
            "span": Span(start=flat.span[0], end=flat.span[1]),
            "raw": source[slice(*flat.span)],
            "evidence": ("flattened", *post.evidence),
            "start_confidence": None,
            "permalink": address.url if address else None,
            "id": address.id if address else None,
            "published_at": posted,
            "published_on": posted.date() if posted else getattr(post, "published_on", None),
        }
    )
