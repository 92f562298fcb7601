"""Read a page around an offset: the tag that holds it, and where an element ends.

A page is never parsed as a whole. It is read on its shadow: the page in ASCII and lower case, one byte a code point, so
that offsets are the page's own and letter case does not matter. Quotes, comments, raw text and tags without an end are
read as browsers read them. However often tags nest and never close, no more are read than one for every ten code
points of the page; real pages have one in ninety.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

Tag = re.Match[bytes]


def _names(names: str) -> frozenset[bytes]:
    return frozenset(name.encode() for name in names.split())


# Raw text: elements whose content is no markup, or is never shown to a reader of the page.
RAW = _names("script style textarea title template xmp noembed noframes")
VOID = _names("area base br col embed hr img input link meta param source track wbr")
_ENDS_PARAGRAPH = _names("p div blockquote figure ul ol table section article aside h1 h2 h3 h4 h5 h6 pre form hr main")
INLINE = _names("a abbr b bdi bdo cite em font i mark q small span strong sub sup u")
# A tag with its slash and name ('<a href="…>…">', "</p>"), the opening of a comment, a declaration ("<!doctype html>"),
# or the beginning of what is never closed. Not "a < b".
_TAG = re.compile(
    rb"<(?:(/?)([a-z][^\s/>]*+)[^>=]*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')?+[^>=]*+)*+>|(!--)|[!?/][^>]*+>|([a-z/!?]))"
)
# 'class="a b"', "class = 'a'", "class=a", "async": the name, and the value in the group of its kind of quotes.
_ATTRIBUTE = re.compile(r"""([^\s"'>/=][^\s>/=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?""")
_WHITE = re.compile(rb"(?:\s++|&nbsp;|&#160;|<!--(?:[^-]|-(?!->))*+-->)*+")
_COMMENT = re.compile(r"<!(?:--(?:[^-]|-(?!->))*+(?:-->|\Z)|[^>]*+(?:>|\Z))")  # never closed, it hides the rest

# Bounds on time. The most on 398 labelled pages and embed codes stand beside them.
_MOST_ATTRIBUTES = 100  # of a tag: 28
_MOST_TAGS = 2_000  # of an element: 83; one with more counts as never closed
_LONGEST_TAG = 30_000  # offsets: 687
FAR = 20_000  # offsets to the tags of an element around another: 15,435, a page's footer
_LONGEST_NAME = 16  # offsets of the beginning of a tag with its name
_TAGS_AROUND = 150  # before an offset, among which the elements around it are looked for
_TAGS_BACK = 4  # tags that are tried before an offset, since an attribute may quote tags before the one with the marker


class Element(NamedTuple):
    """An element: the stretch [start, end) of the page, and its tags in order, its own first.

    `is_closed` is False if it ends only where its parent does, or was too long to read on.
    """

    tag: Tag
    start: int
    end: int
    is_closed: bool
    tags: tuple[Tag, ...]

    @property
    def name(self) -> str:
        """Return its name, in lower case."""
        return self.tag[2].decode()


@dataclass(slots=True)
class Page:
    """A page, its shadow, the stretches of its JSON-LD and of pages escaped in it, and what was read of it so far."""

    text: str
    shadow: bytes
    linked_data: list[tuple[int, int]] = field(default_factory=list)
    escaped: list[tuple[int, int]] = field(default_factory=list)
    _elements: dict[int, Element] = field(default_factory=dict)
    _attributes: dict[int, dict[str, str]] = field(default_factory=dict)
    _too_long: set[int] = field(default_factory=set)  # where elements begin that are longer than `around` is asked for
    _read_so_far: int = 0  # tags of elements
    _close_from: int = 0  # from here on, the next `>` stands at `_close`
    _close: int = -1

    def tag_at(self, at: int) -> Tag | None:
        """Return the opening tag inside which an offset lies, or None; the outer one if it is quoted in another."""
        if not self._may_close(at):
            return None
        shadow, found, inside, low = self.shadow, None, at, max(0, at - _LONGEST_TAG)
        before = at + 1
        for _ in range(_TAGS_BACK):
            before = shadow.rfind(b"<", low, before)
            if before < 0:
                break
            if shadow[before + 1 : before + 2] == b"/":
                continue
            tag = _TAG.match(shadow, before, before + _LONGEST_TAG)
            if tag and tag[2] and tag.end() > inside:
                found, inside = tag, before
        return found

    def _may_close(self, at: int) -> bool:
        """Return whether a `>` stands within reach: else each tag before would be read that far for nothing."""
        if not self._close_from <= at <= self._close:
            end = self.shadow.find(b">", at)
            self._close_from, self._close = at, end if end >= 0 else len(self.shadow) + _LONGEST_TAG
        return self._close - at < _LONGEST_TAG

    def within(self, at: int, name: bytes) -> tuple[int, int] | None:
        """Return the stretch of the nearest element of this name around an offset, or None; it is cut at `FAR`."""
        low, high = max(0, at - FAR), at + FAR
        close = b"</" + name.rstrip()
        start = self.shadow.rfind(b"<" + name, low, at)
        if start < 0 or self.shadow.find(close, start, at) >= 0:
            return None
        end = self.shadow.find(close, at, high)
        return start, end if end >= 0 else high

    def around(self, at: int, named: re.Pattern[bytes], longest: int) -> Iterator[Element]:
        """Yield the closed elements of some names around an offset, from the inside out, until one is too long.

        `named` takes how their tags begin, with the slash and the name in groups.
        """
        begun = [
            tag for tag in named.finditer(self.shadow, max(0, at - longest), at + _LONGEST_NAME) if tag.start() <= at
        ]
        ended: list[bytes] = []  # elements that end before the offset, whose tags are still to come
        for begin in reversed(begun[-_TAGS_AROUND:]):
            start, name = begin.start(), begin[2]
            if begin[1]:
                ended.append(name)
            elif name in ended:
                while ended.pop() != name:
                    pass
            elif start in self._too_long:
                return
            elif tag := self.tag_from(start):
                element = self._elements.get(start) or self._read(tag, start + longest + 1)
                if element.end - start > longest:
                    self._too_long.add(start)
                    return
                self._elements[start] = element
                if element.is_closed and element.end > at:
                    yield element

    def tag_from(self, start: int) -> Tag | None:
        """Return the tag that begins at an offset, or None."""
        tag = _TAG.match(self.shadow, start)
        return tag if tag and tag[2] else None

    def tag_behind(self, at: int) -> Tag | None:
        """Return the next tag behind an offset if only white space and comments stand between, else None."""
        white = _WHITE.match(self.shadow, at)
        tag = _TAG.match(self.shadow, white.end()) if white else None
        return tag if tag and tag[2] else None

    def tag_before(self, at: int) -> Tag | None:
        """Return the tag before an offset if only white space stands between, else None."""
        low = max(0, at - _LONGEST_TAG)
        end = low + len(self.shadow[low:at].rstrip())
        start = self.shadow.rfind(b"<", low, end)
        tag = _TAG.match(self.shadow, start, end) if start >= 0 else None
        return tag if tag and tag[2] and tag.end() == end else None

    def is_white(self, start: int, end: int) -> bool:
        """Return whether nothing but white space and comments stands in [start, end)."""
        return _WHITE.fullmatch(self.shadow, start, end) is not None

    def attributes(self, tag: Tag) -> dict[str, str]:
        """Return a tag's attributes: names in lower case, values unescaped; of two with one name the first counts."""
        if (found := self._attributes.get(tag.start())) is not None:
            return found
        found = self._attributes[tag.start()] = {}
        parts = _ATTRIBUTE.findall(self.text, tag.end(2), tag.end() - 1)[:_MOST_ATTRIBUTES]
        for name, quoted, apostrophed, bare in parts:
            value = quoted or apostrophed or bare
            found.setdefault(name.lower(), unescaped(value) if "&" in value else value)
        return found

    def element(self, tag: Tag) -> Element:
        """Return the element that a tag opens."""
        start = tag.start()
        if start not in self._elements:
            self._elements[start] = self._read(tag, len(self.shadow))
        return self._elements[start]

    def words(self, element: Element) -> str:
        """Return the text of an element: entities unescaped, white space collapsed, no raw text and no comments."""
        parts = []
        for tag, following in zip(element.tags, element.tags[1:], strict=False):
            if tag[2] not in RAW or tag[1]:
                parts.append(self.text[tag.end() : following.start()])
            if following[2] not in INLINE:
                parts.append(" ")
        joined = "".join(parts)
        if "<!" in joined:
            joined = _COMMENT.sub("", joined)
        return " ".join(html.unescape(joined).split())

    def tags(self, at: int, end: int) -> Iterator[Tag]:
        """Yield the tags of [at, end) outside raw text and comments; none behind a tag or comment that never ends."""
        while at < end:
            for tag in _TAG.finditer(self.shadow, at, end):
                name = tag[2]
                if name is None:
                    if tag[4]:
                        return
                    if tag[3]:
                        at = self.shadow.find(b"-->", tag.start() + 2, end) + 3
                        break
                    continue
                yield tag
                if name in RAW and not tag[1]:
                    at = self.shadow.find(b"</" + name, tag.end(), end)
                    break
            else:
                return
            if at <= tag.start():
                return

    def _read(self, tag: Tag, stop: int) -> Element:
        """Return the element that a tag opens, read on from the tag; it is cut at `stop`."""
        start, name, is_close = tag.start(), tag[2], tag[1]
        if name in VOID or is_close:
            return Element(tag, start, tag.end(), True, (tag,))
        inside: list[Tag] = []
        open_: list[bytes] = []
        most = min(_MOST_TAGS, 2 * _MOST_TAGS + len(self.shadow) // 10 - self._read_so_far + 1)
        for inner in self.tags(start, stop):
            if len(inside) >= most:
                break
            is_close, name = inner.group(1, 2)
            if is_close:
                if name in open_:
                    while open_.pop() != name:
                        pass
                elif name not in INLINE and name not in VOID and name != b"p":
                    self._read_so_far += len(inside) + 1
                    end = inner.start()
                    while self.text[end - 1].isspace():
                        end -= 1
                    return Element(tag, start, end, False, tuple(inside))
            elif name not in VOID:
                if len(open_) > 1 and open_[-1] == b"p" and name in _ENDS_PARAGRAPH:
                    open_.pop()
                open_.append(name)
            inside.append(inner)
            if not open_:
                break
        else:
            if stop < len(self.shadow):
                self._read_so_far += len(inside)
                return Element(tag, start, stop, False, tuple(inside))
        self._read_so_far += len(inside)
        end = inside[-1].end() if inside else tag.end()
        return Element(tag, start, end, bool(inside) and not open_, tuple(inside))


def unescaped(value: str) -> str:
    """Return a value without entities. JSON in attributes has hundreds of `&quot;`, which are replaced at once."""
    value = value.replace("&quot;", '"')
    return html.unescape(value) if "&" in value else value


def shade(text: str) -> bytes:
    """Return the shadow of a page: ASCII in lower case, one byte a code point, `?` for all that is not ASCII."""
    return text.encode("ascii", "replace").lower()
