"""Find the credits right behind a picture that no class and no attribute marks: they say themselves what they are.

A lead-in or an agency stands in the words of the block behind the picture, and the families of credits take them there
as they do in a text. They take as much caption as in a text, too; all other words of the block stay in the page. Behind
a caption that markup names, a block is taken if it is a credit as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from ..credits.families import CREDITS, MARKED
from ..detector import TIERS, marked, scan, without_caption
from ..platforms.family import Fragment
from ..text.blocks import PICTURE
from ..text.patience import Bound
from . import block_view, furniture
from .page import VOID, Page, Tag
from .picture import Caption, is_free

_GAP = r"(?:\s++|&nbsp;)*+"
_COMMENT = r"!--(?:[^-<>]|-(?!->))*+--"
# The names behind pictures, the most frequent first: the engine tries one after the other.
_IN_LINE = "span|em|strong|i|b|small|cite|big|font|mark|q|s|sub|sup|u|wbr"
_BLOCKS = (
    "div|p|figure|li|br|figcaption|source|picture|noscript|section|td|tr|center|h[56]|th|tbody|table|dl|dd|dt|meta"
)
# A picture (or the end of a caption), the tags behind it, the first words with what stands in their line, and the tags
# that close: '<img src="wall.jpg"></a></p> <p><em>The wall. <a href="…">Photo</a>: Jon Abel</em></p>'. Not where the
# words are a heading, or begin in a link of their own, as those of a teaser do. Two `<br>` end them.
_BEHIND = re.compile(
    (
        r"(?P<picture><(?:amp-)?img\b[^>]*+>)?+(?P<behind>)"
        rf"(?:{_GAP}<(?:/?+(?:{_BLOCKS}|{_IN_LINE})(?=[\s/>])[^<>]*+|/a|/img|/amp-img|{_COMMENT})>)*+"
        rf"{_GAP}(?P<words>[^<\s](?:[^<]++|<(?:{_COMMENT}|/?+(?:a|{_IN_LINE})(?=[\s/>])[^<>]*+)>"
        r"|<br(?=[\s/>])[^<>]*+>(?!\s*+<br))*+)(?:\s*+</[^<>]*+>){0,6}+"
    ).encode()
)
_REACH = 8_000  # offsets from a picture to the end of the words behind it; 2,126 at most on labelled pages
_LONGEST = 1_500  # code points of the words, as in captions.py; 390 on labelled pages
_READ = Bound(50, 2000)  # blocks that are read; 7 on a labelled page at most
_CREDITS = TIERS.index(CREDITS)
_PICTURE = f"{PICTURE}\n\n"  # above the words
# In the class or id of a picture, or of the element around it, these say that it shows nothing of the article.
_PORTRAITS = ("author", "avatar", "byline", "footer", "gravatar", "headshot", "logo", "profile")


def find(page: Page, pictures: list[int], captions: list[Caption], taken: list[tuple[int, int]]) -> list[Caption]:
    """Return the credits behind the pictures at these offsets and behind captions, in order.

    None overlaps a span of `taken`, or a caption.
    """
    shown = set(pictures)
    below = {caption.span[1] for caption in captions if caption.span[0] not in shown}
    blocks = [block for at in sorted(shown | below) if (block := _BEHIND.match(page.shadow, at, at + _REACH))]
    taken = sorted([*taken, *(caption.span for caption in captions)])
    found: list[Caption] = []
    read = 0
    for block in _spoken(page, blocks):
        start, end = block.start(), block.end("words")
        if end == start + _REACH or not is_free((block.end("behind"), end), taken) or not _READ.allows(read, start):
            continue
        read += 1
        if _is_content(page, block):
            found += _read(page, block)
    return found


def _spoken(page: Page, blocks: list[re.Match[bytes]]) -> list[re.Match[bytes]]:
    """Return the blocks in whose words a lead-in or an agency stands."""
    if not blocks:
        return []
    text = page.text
    words = [text[block.start("words") : block.end("words")] for block in blocks]
    starts = list(accumulate((len(one) + 1 for one in words), initial=0))
    anchors = scan("\n".join(words))[_CREDITS]
    return [blocks[n] for n in sorted({bisect_right(starts, at) - 1 for at, _ in anchors})]


def _is_content(page: Page, block: re.Match[bytes]) -> bool:
    """Return whether the picture or caption before a block is the article's, as far as its surroundings tell."""
    at = block.start()
    if block["picture"] is None:
        return True
    tag = page.tag_at(at)
    if tag is None or tag.span() != (at, block.end("behind")) or furniture.is_around(page, at):
        return False  # an attribute holds the picture, or the words
    return not any(_is_portrait(page, one) for one in (tag, page.tag_before(at)) if one)


def _is_portrait(page: Page, tag: Tag) -> bool:
    said = page.attributes(tag)
    marks = f"{said.get('class', '')} {said.get('id', '')}".lower()
    return any(word in marks for word in _PORTRAITS)


def _read(page: Page, block: re.Match[bytes]) -> Iterator[Caption]:
    """Yield the credits in the words of a block; one in a teaser has no caption, but a headline."""
    low = max(block.end("behind"), page.shadow.rfind(b"</", block.end("behind"), block.start("words")))
    seen = block_view.view(page, low, block.end())
    words = _PICTURE + seen.words.lstrip()
    if len(words) > _LONGEST:
        return
    shift = len(seen.words) - len(words)
    for one in marked(words, scan(words)):
        if one.family not in MARKED or not _ends_its_line(words, one):
            continue
        if block["picture"] is None and (one.part("caption") or words.strip() != _PICTURE + one.raw):
            continue
        if one.part("credit") and furniture.is_teaser(page, block.start("words")):
            one = without_caption(one)
        start, end = (low + at for at in seen.span(one.start + shift, one.end + shift))
        if _is_balanced(page, start, end):
            evidence = ("beside-picture", *one.evidence)
            picture = block.start() if block["picture"] else -1
            yield Caption((start, end), one.raw, one.part("credit"), evidence, fragment=one, picture=picture)


def _ends_its_line(words: str, one: Fragment) -> bool:
    return words[one.end :].lstrip(" ")[:1] in ("", "\n")


def _is_balanced(page: Page, start: int, end: int) -> bool:
    """Return whether a stretch opens and closes the same elements, so that the page is whole without it."""
    waiting: list[bytes] = []
    for tag in page.tags(start, end):
        if not tag[1]:
            waiting += [tag[2]] if tag[2] not in VOID else []
        elif not waiting or waiting.pop() != tag[2]:
            return False
    return not waiting
