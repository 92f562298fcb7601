"""Read the words of one element as a reader of the page sees them, with its paragraphs and its links.

This is the only place where a parser is used on a page, and it gets one element of bounded size.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..platforms import facts
from ..platforms.said import Words
from ..text.marks import LinkedWords

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_BLOCKS = frozenset(
    "article aside blockquote center div figcaption figure footer h1 h2 h3 h4 h5 h6 header li ol p section table "  # noqa: SIM905
    "td th tr ul".split()
)
_UNSEEN = {"script", "style", "template", "svg", "button", "noscript", "iframe"}
# How the classes of a rendered post's parts begin, and which part each marks: ("tweet-text", "text").
_PARTS = [(word, part) for row in facts.ROWS for part, words in row.parts.items() for word in words]
# Bounds on time and on recursion; on 398 labelled pages and embed codes elements nest 7 deep and have 75 tags at most.
_DEEPEST = 100  # elements inside each other; what lies deeper is left out
_MOST_TAGS = 4_000  # an element with more is not read


def read(markup: str) -> Words:
    """Return the words of an element's markup; none if it has too many tags.

    Paragraphs are parted by a blank line, line breaks by a newline; all other white space is one space. The offsets of
    links, paragraphs and parts are code points into the text that is returned.
    """
    reader = _Reader()
    if markup.count("<") <= _MOST_TAGS:
        spaced = " ".join(markup.split()).encode(errors="replace").replace(b"\0", b"?")
        tree = _parse()(spaced)
        if tree is not None:
            reader.enter(tree, 0)
    return Words(
        "".join(reader.text),
        tuple(reader.anchors),
        tuple(reader.paragraphs),
        tuple(reader.langs),
        tuple(reader.times),
        reader.parts,
    )


# lxml itself, and not bs4 on it as in resolver/pages.py: on 300 labelled pages and embed codes bs4 4.15 made the same
# records, and of 344 elements one had other white space, but an element took 400 µs instead of 60 and clean_html 1.37
# times as long (1.29 on whole pages alone; nine tenths of it the parse itself). Memory was the same.
@functools.cache
def _parse() -> Callable[[bytes], _Element | None]:
    """Return the function that reads a tree of elements."""
    from lxml import etree

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    return functools.partial(etree.fromstring, parser=parser)


def _part(classes: str) -> str | None:
    """Return the part of a post that an element with these classes holds ("text", "name", "handle"), or None."""
    tokens = classes.lower().split()
    return next((part for word, part in _PARTS for token in tokens if token.startswith(word)), None)


class _Reader:
    """The text of a tree and what is known of its parts, collected in one walk."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.length = 0
        self.anchors: list[LinkedWords] = []
        self.paragraphs: list[tuple[int, int]] = []
        self.langs: list[str] = []
        self.times: list[str] = []
        self.parts: dict[str, tuple[int, int]] = {}

    def put(self, words: str) -> None:
        self.text.append(words)
        self.length += len(words)

    def gap(self) -> None:
        """Write a blank line, unless one stands at the end already."""
        if self.text and self.text[-1] != "\n\n":
            self.put("\n\n")

    def enter(self, tag: _Element, depth: int) -> None:
        """Write down the text of an element and of all that it holds, `depth` elements below the root."""
        name = tag.tag
        if name in _UNSEEN or depth > _DEEPEST:
            return
        if name in _BLOCKS:
            self.gap()
        start = self.length
        if name == "br":
            self.put("\n")
        if lang := tag.get("lang"):
            self.langs.append(lang)
        if name == "time" and (moment := tag.get("datetime")):
            self.times.append(moment)
        if tag.text:
            self.put(tag.text)
        for child in tag:
            self.enter(child, depth + 1)
            if child.tail:
                self.put(child.tail)
        if name == "a" and (href := tag.get("href")):
            self.anchors.append(LinkedWords(start, self.length, href))
        if (classes := tag.get("class")) and (part := _part(classes)):
            self.parts.setdefault(part, (start, self.length))
        if name == "p":
            self.paragraphs.append((start, self.length))
        if name in _BLOCKS:
            self.gap()
