"""Find the captions and credits of a page's images: in <figcaption>, in marked elements and attributes, in JSON-LD.

An element counts as a caption only if a picture stands beside it: in the same figure, or with hardly a word between.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from ..credits import credit_line
from ..data import tables
from . import beside, furniture, linked_data, spoken
from .page import Element, Page, Tag
from .picture import Caption, is_free

_DATA = tables.load("markup.json")
_CAPTIONS = frozenset(_DATA["caption_words"])
_WORDS: tuple[str, ...] = (*_DATA["caption_words"], *_DATA["credit_words"])
_ANY_WORD = re.compile("|".join(map(re.escape, _WORDS)))

# A picture right behind an element, inside at most nine opening tags: '<div class="photo"><a href="…"><img …'. Not
# '<p>words</p><img …' and not '</div><img …'.
_PICTURE_BEHIND = re.compile(
    rb"(?:\s++|<(?:a|div|span|figure)(?:\s[^>]{0,300})?>){0,9}<(?:img|picture|amp-img|video)[\s>/]"
)
_FRAME = re.compile(rb"<(?:iframe|svg|amp-[a-z]+)[\s>/]")  # what else a figure may show above its <figcaption>
_NO_PICTURE = re.compile(rb"<(?:table|pre|audio|code|math|blockquote)[\s>/]")  # with these alone it shows no picture
# Elements that are captions or credits if their attributes say so.
_ELEMENTS = {"div", "span", "p", "td", "em", "small", "cite", "li", "ul", "section", "dd", "i", "strong", "aside", "b",
             "footer", "h4", "h5", "h6", "label"}  # fmt: skip
# In the class of an element, these words say that it captions no picture of the article.
_FURNITURE = ("footer", "related", "teaser", "promo", "toggle", "menu", "nav", "button", "closed-caption", "newsletter",
              "credit-card", "creditcard", "credit_card")  # fmt: skip
_PROPERTIES = {"caption", "copyrightholder", "credittext", "copyrightnotice"}
_MAKERS = {"author", "creator"}  # values of itemprop: inside a caption they mean the picture's maker
_LONGEST = 1500  # code points of a caption's words; the longest labelled has 507
_LONGEST_MARKUP = 20_000  # offsets of its element; the longest labelled has 2,142
_REACH = 4_000  # offsets between a picture and its caption; 1,654 at most on labelled pages
_WORDS_BETWEEN = 40  # code points of words between them; on labelled pages one caption has 32, and 56 have none
# Tags, comments, and scripts with what is in them: "<b>", "<!-- … -->", "<style>…</style>". Not the words between them.
# A comment or script that is never closed goes on to the end.
_TAGS = re.compile(
    r"<(?:!--.*?(?:-->|\Z)|(script|style|noscript)\b.*?(?:</\1\s*>|\Z)|[^<>]*>)", re.DOTALL | re.IGNORECASE
)


def find(page: Page, nominated: list[Tag], pictures: list[int], taken: list[tuple[int, int]]) -> list[Caption]:
    """Return the captions of a page in source order, with the credits that only JSON-LD gives.

    `nominated` are tags that hold a marker, `taken` the spans of embeds, in order: nothing inside them is a caption.
    A caption and a credit side by side become one.
    """
    found: list[Caption] = []
    behind = -1
    for tag in nominated:
        if tag.start() < behind:
            continue
        before = found[-1] if found else None
        caption = _caption(page, tag, before, taken)
        if caption is None or not is_free(caption.span, taken):
            continue
        behind = caption.span[1]
        if before and tag[2] != b"img" and page.is_white(before.span[1], caption.span[0]):
            caption = _joined(found.pop(), caption)
        found.append(caption)
    for credit in beside.find(page, pictures, found, taken):
        n = bisect_left(found, credit.span, key=lambda caption: caption.span)
        if n and credit.picture < 0 and _is_uncredited(page, found[n - 1], credit):
            found[n - 1] = _joined(found[n - 1], credit)
        else:
            found.insert(n, credit)
    return linked_data.joined(page, found, taken)


def _caption(page: Page, tag: Tag, before: Caption | None, taken: list[tuple[int, int]]) -> Caption | None:
    """Return the caption that a tag's element is, or None; `before` is the caption found last."""
    name = tag[2].decode()
    is_figcaption = name == "figcaption"
    is_spoken = name in spoken.IMAGES or name in spoken.HOLDERS
    if not (is_figcaption or is_spoken or name in _ELEMENTS):
        return None
    said = page.attributes(tag)
    if is_spoken:
        words = spoken.find(page, tag, said)
        return Caption(words.image.span(), words.text, words.credit, (words.rule,)) if words else None
    rule = "figcaption" if is_figcaption else _rule(said)
    if rule is None or (not is_figcaption and _is_furniture(page, tag, said)):
        return None
    element = page.element(tag)
    if not element.is_closed or element.end - element.start > _LONGEST_MARKUP:
        return None
    if not is_figcaption and furniture.PICTURE.search(page.shadow, tag.end(), element.end):
        return None
    is_neighbour = before is not None and page.is_white(before.span[1], element.start)
    if not is_neighbour and not _is_pictured(page, element, taken):
        return None
    text = page.words(element)
    if len(text) > _LONGEST or not any(c.isalnum() for c in text):
        return None
    credit = text if not is_figcaption and _is_credit(said) else _credit_inside(page, element)
    if credit is None and "©" not in text and furniture.is_teaser(page, tag.start()) and credit_line.read(text) is None:
        return None
    return Caption((element.start, element.end), text, credit, (rule,))


def _rule(said: dict[str, str]) -> str | None:
    """Return the rule by which attributes make an element a caption or a credit ("class:caption"), or None."""
    classes = said.get("class", "").lower()
    if not classes.isascii():
        classes = classes.encode("ascii", "replace").decode()  # as data/markup.json writes "cr?dit"
    if _ANY_WORD.search(classes) and (word := next((word for word in _WORDS if word in classes), None)):
        return f"class:{word}"
    properties = said.get("itemprop", "").lower().split()
    return next((f"itemprop:{name}" for name in properties if name in _PROPERTIES), None)


def _is_credit(said: dict[str, str]) -> bool:
    rule = _rule(said)
    return rule is not None and rule.partition(":")[2] not in _CAPTIONS


def _credit_inside(page: Page, element: Element) -> str | None:
    """Return the words of the first element inside that its attributes call a credit, or None."""
    for tag in element.tags[1:]:
        if tag[1] or tag[2].decode() not in _ELEMENTS:
            continue
        said = page.attributes(tag)
        if _is_credit(said) or not _MAKERS.isdisjoint(said.get("itemprop", "").lower().split()):
            inner = page.element(tag)
            if inner.is_closed and (words := page.words(inner)):
                return words
    return None


def _is_furniture(page: Page, tag: Tag, said: dict[str, str]) -> bool:
    """Return whether an element belongs to the page's own furniture: its footer, a teaser, a menu, a form."""
    if any(word in said.get("class", "").lower() for word in _FURNITURE):
        return True
    return furniture.is_around(page, tag.start())


def _is_pictured(page: Page, element: Element, taken: list[tuple[int, int]]) -> bool:
    """Return whether a picture or an embed stands in an element's figure, or beside it with hardly a word between."""
    if figure := page.within(element.start, b"figure"):
        if furniture.PICTURE.search(page.shadow, *figure) or not is_free(figure, taken):
            return True
        if element.name == "figcaption":
            return bool(_FRAME.search(page.shadow, *figure)) or not _NO_PICTURE.search(page.shadow, *figure)
    low = max(0, element.start - _REACH)
    before = furniture.picture_before(page, element.start, low)
    if before is not None and _is_near(page, before, element.start):
        return True
    return _PICTURE_BEHIND.match(page.shadow, element.end, element.end + _REACH) is not None


def _is_near(page: Page, start: int, end: int) -> bool:
    """Return whether at most `_WORDS_BETWEEN` code points of words stand between two offsets."""
    return len(_TAGS.sub("", page.text[start:end]).strip()) <= _WORDS_BETWEEN


def _is_uncredited(page: Page, caption: Caption, credit: Caption) -> bool:
    """Return whether a credit stands right behind a caption that has none."""
    has_one = caption.credit is not None or spoken.credit_in(caption.text) is not None
    return not has_one and page.is_white(caption.span[1], credit.span[0])


def _joined(one: Caption, other: Caption) -> Caption:
    """Return the one caption that two elements side by side are: the caption's and its credit's."""
    return replace(
        one,
        span=(one.span[0], other.span[1]),
        text=f"{one.text} {other.text}" if one.text != other.text else one.text,
        credit=one.credit or other.credit,
        evidence=(*one.evidence, *other.evidence),
    )
