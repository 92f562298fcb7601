"""Find the tags of a page that hold a marker, in one scan."""

from __future__ import annotations

import functools
import math
import re

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from ..platforms import addresses
from ..platforms.order import PLATFORMS
from ..platforms.permalinks import Permalink
from ..text.patience import Bound
from . import feeds, markers, wordpress
from . import page as pages

# A host in the tag of a link or of the page's head marks nothing: a link to Twitter is no embed.
_HOSTS = markers.HOSTS
_LINKS = (b"<a ", b"<a\n", b"<link ", b"<meta ", b"</")
_NO_FRAMES = frozenset(name.encode() for name in markers.NEVER)
_COMMENT = "<!--"
# What opens raw text, comments, and pages escaped in feeds, with what closes each; None where feeds.py tells.
_CLOSING = {
    **{f"<{name.decode()}": b"</" + name for name in pages.RAW},
    _COMMENT: b"-->",
    **{name.decode(): None for name in feeds.NAMES},
}
_NAME_ENDS = frozenset((b" ", b"\t", b"\n", b"\r", b"\f", b"/", b">", b""))
_KINDS = ("ld+json", "text/template", "text/plain", "data-telegram-post")  # in the tags of scripts that are read
# So few literals the scanner looks for with the processor's vector instructions, in sixteen sets of so many.
_MOST_AT_ONCE, _IN_A_SET = 48, 3
# So many marked tags are read, and as many brackets, links and codes; all others stay. None of 159 labelled pages
# has more than 50 tags, or more than one in 700 code points. A gallery of 300 pictures with 300 code points of markup
# each is read whole. With twice as many, a page of figures took 1.4 s per million characters.
_LOOKED_AT = Bound(150, 600)
# Pictures behind which credits are looked for; on labelled pages there are 255 at most, and one in 640 code points.
_PICTURES = Bound(400, 250)
# How a flattened post's author begins, in whose place a full-width bracket is a ? in the shadow, and a caption's code.
_BRACKETS = ("(@", "?@", wordpress.MARKER)
_SIGNED = (*_BRACKETS, "post by @")
# What may be the address of a post, from its host: "twitter.com/maravoss/status/1". Not "twitter.com/intent/tweet?a=b"
# or "facebook.com/maravoss".
_PATH = re.compile(
    rb"(?://)?[^/\s\"'<>]{0,60}/(?:@|(?!intent/|share|dialog/|hashtag/)[^/\s\"'<>]{1,100}/\w|[^/\s\"'<>?]{1,40}\?)"
)
# The end of a link with which words end: no sentence goes on behind it, as it does behind "<a …>tweeted</a> that".
_ENDS = re.compile(rb"</a>\s{0,20}(?![\w.,;:!)'\"])")
_LONGEST_LINK = 1300  # offsets from a host in a link's tag to the end of the link
_ADDRESS = re.compile(r"https?://[^\s<>\"']{4,300}")
_LONGEST_HEAD = 20  # offsets from the beginning of an address to its host's name
# Platforms whose posts leave words; "" is what shows posts of any.
_SPEAKING = frozenset(("", *(family.name for family in PLATFORMS)))
_HANDLE = re.compile(rb"[^>]{0,300}>\s{0,20}@")  # behind a host in the tag of a link: its words are a handle


def nominated(page: pages.Page) -> tuple[list[pages.Tag], list[int], set[int], list[int]]:
    """Return the tags that hold a marker, the offsets of what may sign a post or open a caption, and of pictures.

    Authors' brackets and links that end their words may sign a post; which of them are links is returned behind them.
    All are in source order. Comments, scripts and the like are passed over, but for scripts and templates that may hold
    an embed until a reader consents. Where the page's JSON-LD stands is added to `page.linked_data`, and where a feed
    has an escaped page that holds a marker, to `page.escaped`.
    """
    shadow = page.shadow
    marked: dict[int, pages.Tag] = {}
    signed: list[int] = []
    linked: set[int] = set()
    pictures: list[int] = []
    opened, asked = 0, -1  # where the comment or raw text began that ends at `seen`; the last that was looked into
    seen = 0  # all before this is done with: hidden, or inside the last tag
    for start, marker in _hits(shadow):
        if start < seen:
            if opened == asked or marker in _CLOSING or marker in markers.PICTURES:
                continue
            if (stretch := feeds.content(shadow, opened)) and start < stretch[1]:
                asked = opened
                if _LOOKED_AT.allows(len(page.escaped), opened):
                    page.escaped.append(stretch)
            elif marker in _KINDS or shadow.startswith(b"<template", opened):
                asked = opened
                if holder := _holder(page, opened, start):
                    if marker == "ld+json":
                        page.linked_data.append((holder.end(), seen))
                    else:
                        marked[opened] = holder
        elif marker in _CLOSING:
            opened, seen = start, _hidden(shadow, start, marker)
        elif marker in markers.PICTURES:
            pictures.append(start)
        elif marker in _HOSTS and shadow.startswith(_LINKS, opening := shadow.rfind(b"<", seen, start)):
            if shadow.startswith(b"<a", opening) and _may_be_post(page, start, marker):
                signed.append(start)
                linked.add(start)
        elif (tag := page.tag_at(start)) is not None:
            if not (marker in _HOSTS and tag[2] in _NO_FRAMES):
                marked[tag.start()] = tag
                seen = tag.end()
                if tag[2] == b"blockquote" and marker in _HOSTS:
                    signed.append(start)
        elif marker in _SIGNED or _address(page, start):
            signed.append(start)
    starts = _few(sorted(marked))
    return [marked[start] for start in starts], _few(signed), linked, _few(pictures, _PICTURES)


def _address(page: pages.Page, at: int) -> Permalink | None:
    """Return the post whose address an offset lies in, as it is written in the page; None if it lies in none."""
    start = page.shadow.rfind(b"http", max(0, at - _LONGEST_HEAD), at)
    address = _ADDRESS.match(page.text, start) if start >= 0 else None
    return addresses.read(address.group()) if address and address.end() > at else None


def _may_be_post(page: pages.Page, at: int, host: str) -> bool:
    """Return whether the link whose tag has a host at `at` may lead to a post that leaves words, and ends its words."""
    if markers.HOSTS[host] not in _SPEAKING or not _PATH.match(page.shadow, at):
        return False
    end = page.shadow.find(b"</a", at, at + _LONGEST_LINK)
    return end >= 0 and _ENDS.match(page.shadow, end) is not None


def leads_to_post(page: pages.Page, at: int) -> bool:
    """Return whether the address around an offset leads to a post of a platform that leaves words.

    TikTok's embed codes link only to the author's page, by the handle, and to the sound.
    """
    post = _address(page, at)
    if post is None or post.platform not in _SPEAKING:
        return False
    return post.id != "" or (post.platform == "tiktok" and _HANDLE.match(page.shadow, at) is not None)


def _few(places: list[int], bound: Bound = _LOOKED_AT) -> list[int]:
    """Return the places that are read: a page of nothing else would take minutes and hundreds of megabytes."""
    if len(places) <= bound.at_once:
        return places
    few: list[int] = []
    for at in places:
        if bound.allows(len(few), at):
            few.append(at)
    return few


def _holder(page: pages.Page, opened: int, start: int) -> pages.Tag | None:
    """Return the tag at `opened` if it is a template's, or a script's with the marker at `start` inside; else None."""
    tag = page.tag_from(opened)
    if tag is None or tag[2] not in (b"script", b"template"):
        return None
    return tag if tag[2] == b"template" or opened < start < tag.end() else None


def _hidden(shadow: bytes, start: int, opening: str) -> int:
    """Return where the comment or raw text that begins at an offset is closed, or the page's end if it never is.

    Another element, whose name only begins as that of raw text does, hides nothing: `start` is returned. So does one of
    a feed that holds no escaped page.
    """
    closing = _CLOSING[opening]
    if closing is None:
        escaped = feeds.content(shadow, start)
        return escaped[1] if escaped else start
    name_end = start + len(opening)
    if opening != _COMMENT and shadow[name_end : name_end + 1] not in _NAME_ENDS:
        return start  # another element: <style-guide>
    end = shadow.find(closing, start)
    return end if end >= 0 else len(shadow)


def _hits(shadow: bytes) -> list[tuple[int, str]]:
    """Return the offset of each marker in a page, and of all that hides others, in order, with the literal."""
    found = [
        (start, part[number])
        for scanner, part in _scanners()
        for number, start, _ in scanner.find_matches_as_indexes(shadow)
    ]
    found.sort()
    return found


@functools.cache
def _scanners() -> list[tuple[BytesAhoCorasick, list[str]]]:
    """Return the automata of all literals, each with its literals, in parts that the scanner finds fastest.

    An automaton of at most 64 literals is run sixteen bytes at a time, a larger one byte by byte. So is one that has
    few literals, or literals with at most three different first letters, for it looks for those first. Hence the parts
    are of one size, and the short brackets are apart. It stops wherever four bytes may begin a literal: hence the parts
    are sorted by the fourth, and attributes are looked for without the "dat" with which too many begin. It deals a
    part's literals out to sixteen sets, and looks closer wherever one of a set may begin: hence those that are alike
    are put sixteen apart.
    """
    every = {*markers.EMBEDS, *markers.CAPTIONS, *markers.PICTURES, *_KINDS, *_SIGNED, *_CLOSING} - {*_BRACKETS}
    needed = [marker for marker in every if not any(other in marker for other in every - {marker})]
    ordered = sorted(needed, key=lambda marker: (marker.removeprefix("dat")[3::-1], marker))
    size = math.ceil(len(ordered) / math.ceil(len(ordered) / _MOST_AT_ONCE))
    alike = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    parts = [list(_BRACKETS), *([one for n in range(_IN_A_SET) for one in part[n::_IN_A_SET]] for part in alike)]
    return [
        (BytesAhoCorasick([literal.removeprefix("dat").encode() for literal in part], MatchKind.LeftmostFirst), part)
        for part in parts
    ]
