"""The tags of a page that hold a marker, found in one scan."""

from __future__ import annotations

import functools
import math
import sys
from collections.abc import Sequence

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from ..text.patience import Bound
from . import markers
from . import page as pages

# Where these markers stand in other elements' tags, they mark nothing: a link to Twitter is no embed.
_HOSTS = frozenset(markers.HOSTS)
_LINKS = (b"<a ", b"<a\n", b"<link ", b"<meta ", b"</")
_NO_FRAMES = frozenset(name.encode() for name in markers.NEVER)
_COMMENT = b"<!--"
_HIDING = (_COMMENT, *(b"<" + name for name in sorted(pages.RAW)))
_NAME_ENDS = frozenset((b" ", b"\t", b"\n", b"\r", b"\f", b"/", b">", b""))
_NEVER = (0, sys.maxsize, 0)  # nothing more is hidden
_KINDS = ("ld+json", "text/template", "text/plain", "data-telegram-post")  # of scripts that may say something
_MOST_AT_ONCE = 64  # literals that the scanner looks for with the processor's vector instructions
# So many marked tags are looked at, and as many authors' brackets; what else there is stays as it is. None of 159
# labelled pages has more than 50 tags, and none more than one in 700 code points; a gallery of 300 pictures with 300
# code points of markup each is read whole. Twice as many took a page of figures 1.4 s a million characters.
_LOOKED_AT = Bound(150, 600)
_SIGNED = ("(@", "?@")  # how a flattened post's author begins; a full-width bracket is a ? in the shadow


def nominated(page: pages.Page) -> tuple[list[pages.Tag], list[int]]:
    """The tags that hold a marker, in order, and where an author's bracket stands in the text.

    What stands in comments, scripts and the like is passed over, but for what holds an embed until it is asked for.
    """
    marked: dict[int, pages.Tag] = {}
    signed: list[int] = []
    hiding = iter(_hiding().find_matches_as_indexes(page.shadow))
    number, hides, _ = next(hiding, _NEVER)
    opened, asked = 0, -1  # where that begins which hides all before `seen`, and which of these was asked what it holds
    seen = 0  # all before is settled: hidden, or inside the last tag
    for start, marker in _hits(page.shadow):
        while hides < start:
            if hides >= seen:
                opened, seen = hides, _hidden(page.shadow, hides, _HIDING[number])
            number, hides, _ = next(hiding, _NEVER)
        if start < seen:
            if opened != asked and (marker in _KINDS or page.shadow.startswith(b"<template", opened)):
                asked = opened
                if holder := _holder(page, opened, start):
                    if marker == "ld+json":
                        page.linked_data.append((holder.end(), seen))
                    else:
                        marked[opened] = holder
        elif marker in _HOSTS and page.shadow.startswith(_LINKS, page.shadow.rfind(b"<", seen, start)):
            continue
        elif (tag := page.tag_at(start)) is not None:
            if not tag[1] and not (marker in _HOSTS and tag[2] in _NO_FRAMES):
                marked[tag.start()] = tag
                seen = tag.end()
        elif marker in _SIGNED:
            signed.append(start)
    starts = _few(sorted(marked))
    return [marked[start] for start in starts], _few(signed)


def _few(places: list[int]) -> list[int]:
    """The places that are looked at, lest a page of nothing else take minutes and hundreds of megabytes."""
    few: list[int] = []
    for at in places:
        if _LOOKED_AT.allows(len(few), at):
            few.append(at)
    return few


def _holder(page: pages.Page, opened: int, start: int) -> pages.Tag | None:
    """The tag at an offset if it is a template's, or a script's that holds the marker at `start`."""
    tag = page.tag_from(opened)
    if tag is None or tag[2] not in (b"script", b"template"):
        return None
    return tag if tag[2] == b"template" or opened < start < tag.end() else None


def _hidden(shadow: bytes, start: int, opening: bytes) -> int:
    """Where the comment or the raw text that begins at an offset is closed; the page's end where it never is."""
    name_end = start + len(opening)
    if opening == _COMMENT:
        end = shadow.find(b"-->", start)
    elif shadow[name_end : name_end + 1] in _NAME_ENDS:
        end = shadow.find(b"</" + opening[1:], start)
    else:
        return start  # another element: <style-guide>
    return end if end >= 0 else len(shadow)


def _hits(shadow: bytes) -> list[tuple[int, str]]:
    """Where the markers stand in a page, in order, and which stands there."""
    found = [
        (start, part[number])
        for scanner, part in _scanners()
        for number, start, _ in scanner.find_matches_as_indexes(shadow)
    ]
    found.sort()
    return found


@functools.cache
def _scanners() -> list[tuple[BytesAhoCorasick, list[str]]]:
    """The automata of all markers: up to 64 in one are found sixteen bytes at a time, more of them one byte at a time.

    So is one whose literals are few, or begin with three letters or fewer, since then it looks for those letters
    first: hence the parts of one size, the order by the letters behind the first, and the short brackets apart.
    """
    every = {*markers.EMBEDS, *markers.CAPTIONS, *_KINDS}
    needed = (marker for marker in every if not any(other in marker for other in every - {marker}))
    ordered = sorted(needed, key=lambda marker: marker[1:])
    size = math.ceil(len(ordered) / math.ceil(len(ordered) / _MOST_AT_ONCE))
    parts = [list(_SIGNED), *(ordered[at : at + size] for at in range(0, len(ordered), size))]
    return [(_scanner([marker.encode() for marker in part]), part) for part in parts]


@functools.cache
def _hiding() -> BytesAhoCorasick:
    """The automaton of what begins a stretch that is no markup."""
    return _scanner(_HIDING)


def _scanner(literals: Sequence[bytes]) -> BytesAhoCorasick:
    return BytesAhoCorasick(literals, matchkind=MatchKind.LeftmostFirst)
