"""Read what attributes say of an image: its own, or those of the link or figure around it.

A lightbox shows its link's title below the large picture. A title counts only if it names a credit: most others are the
names of files.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from ..credits.families import MARKED
from ..detector import marked, scan
from ..text.patience import NEVER
from .page import Page, Tag, shade

IMAGES = frozenset(("img", "amp-img"))
HOLDERS = frozenset(("figure", "a", "picture"))
MARKERS = ("data-lightbox", "data-fancybox", "data-sub-html", 'rel="lightbox', 'class="lightbox')
_CREDITS = ("credit", "copyright", "photographer", "fotograf", "bildquelle")
_CAPTIONS = ("data-caption", "data-image-caption", "data-img-caption")
_TITLES = ("data-title", "data-sub-html", "data-lightbox-title", "title")
# Code points of a credit in an attribute, at least and at most, and of any other words. Set by hand.
_SHORTEST, _LONGEST_CREDIT, _LONGEST = 3, 300, 1500
_FAR = 20_000  # offsets between an element's tags: a bound on time


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words that an attribute has for an image.

    `image` is the image's tag, `credit` the whole of the words if they are a credit, else None, and `rule` names the
    attribute ("attribute:title").
    """

    image: Tag
    text: str
    credit: str | None
    rule: str


def find(page: Page, tag: Tag, said: dict[str, str]) -> Spoken | None:
    """Return what the attributes of an image, or of an element around one, say of it; None if they say nothing."""
    credit = _credit(said)
    if tag[2].decode() in IMAGES:
        return _spoken(tag, said, credit, is_credit=True) if credit else None
    attribute = credit or next((name for name in (*_CAPTIONS, *_TITLES) if said.get(name)), None)
    image = _image_in(page, tag) if attribute else None
    spoken = _spoken(image, said, attribute, is_credit=credit is not None) if image and attribute else None
    return None if spoken and attribute in _TITLES and credit_in(spoken.text) is None else spoken


@functools.lru_cache(maxsize=64)  # a caption is read where it is found, and for its record
def credit_in(text: str) -> str | None:
    """Return the credit line that a lead-in or another mark shows in a caption's words, or None."""
    claim = next((fragment for fragment in marked(text, scan(text), NEVER) if fragment.family in MARKED), None)
    return claim.part("credit") if claim else None


def _credit(said: dict[str, str]) -> str | None:
    """Return the name of the first attribute that is called a credit and has words, or None."""
    for name, value in said.items():
        is_one = name.endswith(_CREDITS) and (name.startswith("data-") or name in _CREDITS)
        if is_one and _SHORTEST <= len(value) <= _LONGEST_CREDIT and any(c.isalpha() for c in value):
            return name
    return None


def _spoken(image: Tag, said: dict[str, str], attribute: str, *, is_credit: bool) -> Spoken | None:
    value = said[attribute]
    text = _words(value) if "<" in value else " ".join(value.split())
    if len(text) > _LONGEST or not any(c.isalpha() for c in text):
        return None
    if is_credit:  # the page chose what stands before this word in the attribute's name
        return Spoken(image, text, text, f"attribute:{next(word for word in _CREDITS if attribute.endswith(word))}")
    return Spoken(image, text, None, f"attribute:{attribute}")


def _words(markup: str) -> str:
    """Return the words of a piece of markup."""
    wrapped = f"<div>{markup}</div>"
    page = Page(wrapped, shade(wrapped))
    tag = page.tag_from(0)
    return page.words(page.element(tag)) if tag else ""


def _image_in(page: Page, tag: Tag) -> Tag | None:
    """Return the one image in an element whose figure has no <figcaption>, or None."""
    close = page.shadow.find(b"</" + tag[2], tag.end(), tag.end() + _FAR)
    if close < 0 or page.shadow.find(b"img", tag.end(), close) < 0:
        return None
    figure = page.within(tag.end(), b"figure") or tag.span()
    element = page.element(tag)
    images = [inner for inner in element.tags if inner[2].decode() in IMAGES and not inner[1]]
    has_caption = page.shadow.find(b"<figcaption", figure[0], max(figure[1], element.end)) >= 0
    return images[0] if element.is_closed and len(images) == 1 and not has_caption else None
