"""Find posts whose embed code lost its marks: elements whose words are one post, and cards that a site made itself.

The words are read as those of a text are, and one post must be all of them, or one leftover of a post, such as its
address. What stands in a quotation with the post's own link or date is the post's from its beginning; elsewhere the
words must show where it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from .. import detector
from ..platforms import addresses
from ..platforms.family import Fragment
from ..platforms.order import PLATFORMS
from ..platforms.permalinks import Permalink
from ..platforms.said import Words
from ..text.patience import Bound
from ..text.quotes import Line
from ..text.view import View
from . import rendered, wrappers
from .element_text import read as read_words
from .page import Element, Page
from .picture import is_free
from .post_record import moment

if TYPE_CHECKING:
    from ..records import Post, Residue

_HOMES = re.compile(rb"<(/?)(blockquote|p|table|div|section|aside|article|figure|center)(?=[\s/>])")
_QUOTES = ("quote", "tweet")  # in its class, these words say that an element quotes a post
_DASHES = ("—", "–", "--")
# Offsets from an element's start to the mark, and of the whole element. The longest of 1,801 labelled posts has 9,270.
_LONGEST = 12_000
_ASKED = Bound(150, 1000)  # elements of a page that are read: a bound on time, as is the next; labelled pages have 10
# One of these stands in the words of a post with its author, of an address and of a leftover: "@maravoss",
# "(maravoss)", "x.com/maravoss", "Mara Voss on X", "Sieh dir diesen Beitrag auf Instagram an". Quotations name nobody.
_SIGNS = ("@", "(", "/", " on ", "♬", "nstagram")
_MOST_AUTHORS = 10  # authors' brackets in an element that is one post
_LONGEST_WORDS = 3_000  # code points of its words: Instagram's limit is 2,200
# Elements above a signature that is one of its own, and how many are read: a post, and the article before it.
_PARAGRAPHS = frozenset((b"p", b"blockquote"))
_MOST_ABOVE = 6
_POSTS = frozenset(family.name for family in PLATFORMS)


@dataclass(frozen=True, slots=True)
class Flat:
    """An element that is a post, or what is left of one.

    `span` is its stretch of the page with its wrappers, in code points; `html` is its markup. `fragment` has offsets
    into its words instead. `post` is what its address tells, None without one.
    """

    span: tuple[int, int]
    html: str
    fragment: Fragment
    post: Permalink | None


def find(page: Page, at: int, asked: set[int], taken: list[tuple[int, int]]) -> Flat | None:
    """Return the post around a link to it or around its author's bracket at `at`, or None.

    `asked` holds the starts of the elements that were looked at already, and gets those of this call; `taken` are the
    spans of other records, in order. A quotation is asked before what stands in it, else the smallest element. One that
    is the signature alone counts if no other does, with the words above it that are the post's.
    """
    alone = None
    homes = takewhile(lambda home: is_free((home.start, home.end), taken), page.around(at, _HOMES, _LONGEST))
    for home in sorted(homes, key=lambda home: home.name != "blockquote"):
        if home.start in asked or not _ASKED.allows(len(asked), home.start):
            continue
        asked.add(home.start)
        words = page.words(home)
        if len(words) > _LONGEST_WORDS or not (home.name == "blockquote" or any(sign in words for sign in _SIGNS)):
            continue
        if flat := _flat(page, home):
            if flat.fragment.part("body"):
                return flat
            alone = alone or flat
    return _with_words_above(page, alone, taken) if alone else None


def _with_words_above(page: Page, alone: Flat, taken: list[tuple[int, int]]) -> Flat:
    """Return a post whose signature is an element of its own with the elements right above it that hold its words.

    They are those that a text's families take, if they take whole elements.
    """
    start, end = alone.span
    starts = list(_above(page, start, taken))
    words = read_words(page.text[starts[-1] : end]) if starts else Words()
    claims = detector.posts(words.text, View(words.text, links=tuple(sorted(words.anchors))))
    if not (claims and claims[-1].part("body") and claims[-1].end == len(words.text.rstrip())):
        return alone
    for above in starts:
        html = page.text[above:end]
        if (said := read_words(html).text.strip()) == claims[-1].raw:
            return replace(alone, span=(above, end), html=html, fragment=claims[-1])
        if len(said) > len(claims[-1].raw):
            break
    return alone


def _above(page: Page, at: int, taken: list[tuple[int, int]]) -> Iterator[int]:
    """Yield the starts of the paragraphs and quotations right above an offset, from the nearest on."""
    for _ in range(_MOST_ABOVE):
        closing = page.tag_before(at)
        if closing is None or not closing[1] or closing[2] not in _PARAGRAPHS:
            return
        opening = page.tag_at(page.shadow.rfind(b"<" + closing[2], max(0, at - _LONGEST), closing.start()))
        if opening is None or opening[2] != closing[2] or page.element(opening).end != closing.end():
            return
        at = opening.start()
        if not is_free((at, closing.end()), taken):
            return
        yield at


def _flat(page: Page, home: Element) -> Flat | None:
    html = page.text[home.start : home.end]
    words = read_words(html)
    if words.text.count("(@") > _MOST_AUTHORS:
        return None
    said = page.attributes(home.tag)
    found = (addresses.read(href) for href in (said.get("cite", ""), *(anchor.href for anchor in words.anchors)))
    posts = [post for post in found if post and post.id and post.platform in _POSTS]
    fragment = _signed(words, home.name, posts)
    post = next((post for post in reversed(posts) if fragment and post.platform == fragment.family), None)
    if fragment is None and home.name != "p":
        is_quotation = home.name == "blockquote" or any(word in said.get("class", "").lower() for word in _QUOTES)
        every = [*dict.fromkeys(posts)]
        cards = ((rendered.read(words, post, every, is_quotation=is_quotation), post) for post in every)
        fragment, post = next((card for card in cards if card[0]), (None, None))
    if fragment is None:
        return None
    return Flat(wrappers.around(page, (home.start, home.end)), html, fragment, post)


def _signed(words: Words, name: str, posts: list[Permalink]) -> Fragment | None:
    """Return the post that an element's words are by its signature, or None."""
    links, text = tuple(sorted(words.anchors)), words.text
    if _is_quote(words, name):
        starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]
        post = _whole(text, View(text, links=links, lines=tuple(Line(at, 0) for at in starts)))
        if post and ("date" in post.evidence or any(one.platform == post.family for one in posts)):
            return post
    return _whole(text, View(text, links=links))


def _is_quote(words: Words, name: str) -> bool:
    """Return whether an element's bounds are those of a post, if it is signed.

    A quotation's are, and those of an element that has one paragraph and below it the signature.
    """
    if name in ("blockquote", "p"):
        return name == "blockquote"
    ends = [0, *(end for stretch in words.paragraphs for end in stretch), len(words.text)]
    blocks = [block for low, high in pairwise(ends) if (block := words.text[low:high].strip())]
    if len(blocks) == 1:
        blocks = [block for block in blocks[0].split("\n\n") if block.strip()]
    return blocks[-1].lstrip().startswith(_DASHES) if len(blocks) == 2 else len(blocks) == 1 and name == "table"


def _whole(text: str, seen: View) -> Fragment | None:
    """Return the post, or the leftover of one, that is all of a text; None if it is neither."""
    fragments = detector.posts(text, seen)
    return fragments[0] if len(fragments) == 1 and fragments[0].raw == text.strip() else None


def normalize(flat: Flat, source: str) -> Post | Residue:
    """Return the record of an element whose words alone tell what it is; `source` is the page."""
    from ..records import Post, Residue, Span

    record = detector.FAMILIES[flat.fragment.family].normalize(flat.fragment)
    assert isinstance(record, (Post, Residue))
    here = {
        "span": Span(start=flat.span[0], end=flat.span[1]),
        "raw": source[slice(*flat.span)],
        "evidence": ("flattened", *record.evidence),
    }
    if isinstance(record, Residue):
        return record.model_copy(update=here)
    posted = flat.post.posted if flat.post else moment(read_words(flat.html))
    handle = record.author.handle or (flat.post.handle if flat.post else None)
    return record.model_copy(
        update={
            **here,
            "author": record.author.model_copy(update={"handle": handle}),
            "start_confidence": None,
            "permalink": flat.post.url if flat.post else None,
            "id": flat.post.id if flat.post else None,
            "published_at": posted,
            "published_on": posted.date() if posted else record.published_on,
        }
    )
