"""Captions and credits of a page's images: <figcaption>, elements and attributes that say so, and JSON-LD.

A caption is one where a picture stands beside it, inside its figure or with no words between.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..credits import credit_line
from ..data import tables
from . import linked_data, spoken
from .page import Element, Page, Tag
from .picture import Caption, is_free

_DATA = tables.load("markup.json")
_CAPTIONS = frozenset(_DATA["caption_words"])
_WORDS: tuple[str, ...] = (*_DATA["caption_words"], *_DATA["credit_words"])
_ANY_WORD = re.compile("|".join(map(re.escape, _WORDS)))

_PICTURE = re.compile(rb"<(?:img|picture|amp-img|video|amp-video|source|canvas)[\s>/]")
_PICTURE_BEHIND = re.compile(
    rb"(?:\s++|<(?:a|div|span|figure)(?:\s[^>]{0,300})?>){0,9}<(?:img|picture|amp-img|video)[\s>/]"
)
_FRAME = re.compile(rb"<(?:iframe|svg|amp-[a-z]+)[\s>/]")  # what else a figure may show
_NO_PICTURE = re.compile(rb"<(?:table|pre|audio|code|math|blockquote)[\s>/]")
_HOMES = {"div", "span", "p", "td", "em", "small", "cite", "li", "ul", "section", "dd", "i", "strong", "aside", "b",
          "footer", "h4", "h5", "h6", "label"}  # fmt: skip
_ELSEWHERE = ("footer", "related", "teaser", "promo", "toggle", "menu", "nav", "button", "closed-caption", "newsletter",
              "credit-card", "creditcard", "credit_card")  # fmt: skip
_PICTURE_PAGE = re.compile(  # where a link leads that shows the picture again, larger
    r"\.(?:jpe?g|png|webp|gif|avif)\b"
    r"|/(?:image|photo|foto|media|picture|bild(?:er)?|galler(?:y|ie)|galer[ií][ae]|attachment)s?[/-]",
    re.IGNORECASE,
)
_PROPERTIES = {"caption", "copyrightholder", "credittext", "copyrightnotice"}
_MAKERS = {"author", "creator"}  # inside a caption, the picture's
_LONGEST = 1500
_LONGEST_MARKUP = 20_000
_REACH = 4_000  # offsets between a picture and its caption; an image's own addresses are long
_WORDS_BETWEEN = 40  # characters
# What is never closed goes on to the end.
_TAGS = re.compile(
    r"<(?:!--.*?(?:-->|\Z)|(script|style|noscript)\b.*?(?:</\1\s*>|\Z)|[^<>]*>)", re.DOTALL | re.IGNORECASE
)


def find(page: Page, nominated: list[Tag], taken: list[tuple[int, int]]) -> list[Caption]:
    """The captions among the nominated tags, in order, outside what is taken; neighbours are one."""
    found: list[Caption] = []
    behind = -1
    for tag in nominated:
        if tag.start() < behind or tag[1]:
            continue
        before = found[-1] if found else None
        caption = _caption(page, tag, before, taken)
        if caption is None or not is_free(caption.span, taken):
            continue
        behind = caption.span[1]
        if before and tag[2] != b"img" and page.is_white(before.span[1], caption.span[0]):
            caption = _joined(found.pop(), caption)
        found.append(caption)
    return linked_data.joined(page, found, taken)


def _caption(page: Page, tag: Tag, before: Caption | None, taken: list[tuple[int, int]]) -> Caption | None:
    """The caption that this element is, or None."""
    name = tag[2].decode()
    is_figcaption = name == "figcaption"
    is_spoken = name in spoken.IMAGES or name in spoken.HOLDERS
    if not (is_figcaption or is_spoken or name in _HOMES):
        return None
    said = page.attributes(tag)
    if is_spoken:
        words = spoken.find(page, tag, said)
        return Caption(words.image.span(), words.text, words.credit, (words.rule,)) if words else None
    rule = "figcaption" if is_figcaption else _rule(said)
    if rule is None or (not is_figcaption and _is_elsewhere(page, tag, said)):
        return None
    element = page.element(tag)
    if not element.is_closed or element.end - element.start > _LONGEST_MARKUP:
        return None
    if not is_figcaption and _PICTURE.search(page.shadow, tag.end(), element.end):
        return None
    is_neighbour = before is not None and page.is_white(before.span[1], element.start)
    if not is_neighbour and not _is_pictured(page, element, taken):
        return None
    text = page.words(element)
    if len(text) > _LONGEST or not any(c.isalnum() for c in text):
        return None
    credit = text if not is_figcaption and _is_credit(said) else _credit_inside(page, element)
    if credit is None and "©" not in text and _is_teaser(page, tag) and credit_line.read(text) is None:
        return None
    return Caption((element.start, element.end), text, credit, (rule,))


def _rule(said: dict[str, str]) -> str | None:
    """What in the attributes makes an element a caption or a credit."""
    classes = said.get("class", "").lower()
    if not classes.isascii():
        classes = classes.encode("ascii", "replace").decode()  # as the shadow has them
    if _ANY_WORD.search(classes) and (word := next((word for word in _WORDS if word in classes), None)):
        return f"class:{word}"
    properties = said.get("itemprop", "").lower().split()
    return next((f"itemprop:{name}" for name in properties if name in _PROPERTIES), None)


def _is_credit(said: dict[str, str]) -> bool:
    rule = _rule(said)
    return rule is not None and rule.partition(":")[2] not in _CAPTIONS


def _credit_inside(page: Page, element: Element) -> str | None:
    """The words of the first element inside that is called a credit."""
    for tag in element.tags[1:]:
        if tag[1] or tag[2].decode() not in _HOMES:
            continue
        said = page.attributes(tag)
        if _is_credit(said) or not _MAKERS.isdisjoint(said.get("itemprop", "").lower().split()):
            inner = page.element(tag)
            if inner.is_closed and (words := page.words(inner)):
                return words
    return None


def _is_elsewhere(page: Page, tag: Tag, said: dict[str, str]) -> bool:
    """Whether this is the page's own furniture: its footer, a teaser, a menu."""
    if any(word in said.get("class", "").lower() for word in _ELSEWHERE):
        return True
    return any(page.within(tag.start(), name) for name in (b"footer", b"nav", b"form"))


def _is_teaser(page: Page, tag: Tag) -> bool:
    """Whether one link holds an element and its picture, and leads to another page than the picture's own."""
    link = page.within(tag.start(), b"a ")
    outer = page.tag_at(link[0]) if link else None
    if link is None or outer is None:
        return False
    href = page.attributes(outer).get("href", "").strip()
    return href.strip("#") != "" and not _PICTURE_PAGE.search(href) and bool(_PICTURE.search(page.shadow, *link))


def _is_pictured(page: Page, element: Element, taken: list[tuple[int, int]]) -> bool:
    """Whether a picture or an embed stands beside an element: in its figure, or with hardly a word between."""
    if figure := page.within(element.start, b"figure"):
        if _PICTURE.search(page.shadow, *figure) or not is_free(figure, taken):
            return True
        if element.name == "figcaption":
            return bool(_FRAME.search(page.shadow, *figure)) or not _NO_PICTURE.search(page.shadow, *figure)
    low = max(0, element.start - _REACH)
    before = [picture.start() for picture in _PICTURE.finditer(page.shadow, low, element.start)]
    if before and _is_near(page, before[-1], element.start):
        return True
    return _PICTURE_BEHIND.match(page.shadow, element.end, element.end + _REACH) is not None


def _is_near(page: Page, start: int, end: int) -> bool:
    """Whether hardly a word stands between two offsets."""
    return len(_TAGS.sub("", page.text[start:end]).strip()) <= _WORDS_BETWEEN


def _joined(one: Caption, other: Caption) -> Caption:
    """Two elements side by side: a caption and its credit."""
    return replace(
        one,
        span=(one.span[0], other.span[1]),
        text=f"{one.text} {other.text}" if one.text != other.text else one.text,
        credit=one.credit or other.credit,
        evidence=(*one.evidence, *other.evidence),
    )
