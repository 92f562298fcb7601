"""HTML: embeds, captions and credits found by markers, read one by one; every other byte of the page stays."""

from __future__ import annotations

import functools
import math
import re
from bisect import insort
from typing import TYPE_CHECKING

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from . import captions, credit, elements, flattened, read
from . import page as pages
from .captions import Caption, is_free
from .embed import Embed
from .flattened import Flat

if TYPE_CHECKING:
    from ..records import Credit, Post

LONGEST = 10_000_000  # code points; a page beyond is passed through

Found = Embed | Flat | Caption

# Where these markers stand in other elements' tags, they mark nothing: a link to Twitter is no embed.
_HOSTS = frozenset(elements.HOSTS)
_LINKS = (b"<a ", b"<a\n", b"<link ", b"<meta ", b"</")
_NO_FRAMES = frozenset(name.encode() for name in elements.NEVER)
_HIDING = {f"<{name.decode()}": b"</" + name for name in sorted(pages.RAW)}
_KINDS = re.compile(rb"data-telegram-post|text/(?:template|plain)|ld\+json")  # of scripts that may say something
_MOST_AT_ONCE = 64  # literals that the scanner looks for with the processor's vector instructions
_SIGNED = ("(@", "?@")  # how a flattened post's author begins; a full-width bracket is a ? in the shadow


def find(text: str) -> list[Found]:
    """All that is to be lifted out of a page, in order, none overlapping another; nothing of a page too long."""
    page = pages.Page(text, pages.shade(text)) if len(text) <= LONGEST else None
    marked, signed = _nominated(page) if page else ([], [])
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


def embeds_of(text: str) -> list[Embed]:
    """The embeds of a piece of markup that an attribute quotes."""
    page = pages.Page(text, pages.shade(text))
    return elements.find(page, _nominated(page)[0])


def normalize(found: Found, source: str) -> Post | Credit:
    """The record of what was found in this page."""
    if isinstance(found, Caption):
        return credit.normalize(found, source)
    return flattened.normalize(found, source) if isinstance(found, Flat) else read.post(found, source)


def kind_and_platform(found: Found) -> tuple[str, str]:
    """What a marker says of it: ("post", "twitter")."""
    if isinstance(found, Caption):
        return "credit", ""
    return "post", found.fragment.family if isinstance(found, Flat) else found.platform


def _nominated(page: pages.Page) -> tuple[list[pages.Tag], list[int]]:
    """The tags that hold a marker, in order, and where an author's bracket stands in the text.

    What stands in comments, scripts and the like is passed over; a script's own tag is none of its content.
    """
    marked: dict[int, pages.Tag] = {}
    signed: list[int] = []
    seen = 0  # all before is settled: hidden, or inside the last tag
    for start, end, marker in _hits(page.shadow):
        if start < seen:
            continue
        if marker == "<!--":
            seen = _behind(page, b"-->", start)
        elif marker in _HIDING:
            if hiding := page.tag_from(start):
                seen = _behind(page, _HIDING[marker], hiding.end())
                if kind := _KINDS.search(hiding[0]) if marker == "<script" and hiding.end() > end + 1 else None:
                    if kind[0] == b"ld+json":
                        page.linked_data.append((hiding.end(), seen))
                    else:
                        marked[start] = hiding
            else:
                seen = len(page.shadow)  # as browsers read a tag that never ends
        elif marker in _HOSTS and page.shadow.startswith(_LINKS, page.shadow.rfind(b"<", seen, start)):
            continue
        elif (tag := page.tag_at(start)) is not None:
            if not tag[1] and not (marker in _HOSTS and tag[2] in _NO_FRAMES):
                marked[tag.start()] = tag
                seen = tag.end()
        elif marker in _SIGNED:
            signed.append(start)
    return [marked[start] for start in sorted(marked)], signed


def _behind(page: pages.Page, close: bytes, start: int) -> int:
    """The offset at which what begins at `start` is closed; the page's end where it never is."""
    end = page.shadow.find(close, start)
    return end if end >= 0 else len(page.shadow)


def _hits(shadow: bytes) -> list[tuple[int, int, str]]:
    """Where the markers stand in a page, in order: start, end, and which it is."""
    found = [
        (start, end, markers[number])
        for scanner, markers in _scanners()
        for number, start, end in scanner.find_matches_as_indexes(shadow)
    ]
    found.sort()
    return found


@functools.cache
def _scanners() -> list[tuple[BytesAhoCorasick, list[str]]]:
    """The automata of all markers: up to 64 in one are found sixteen bytes at a time, more of them one byte at a time.

    Brackets, which are short, and the others in parts of one size: a few long ones alone take the slow way too.
    """
    markers = sorted({*elements.MARKERS, *captions.MARKERS, *_HIDING, "<!--"})
    size = math.ceil(len(markers) / math.ceil(len(markers) / _MOST_AT_ONCE))
    parts = [list(_SIGNED), *(markers[at : at + size] for at in range(0, len(markers), size))]
    return [
        (BytesAhoCorasick([marker.encode() for marker in part], matchkind=MatchKind.LeftmostFirst), part)
        for part in parts
    ]
