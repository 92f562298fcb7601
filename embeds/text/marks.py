"""Read the marks of Markdown and the tags of HTML that stand in pairs around words: links, images, emphasis.

They say nothing: families read the words without them. Headings and marks of lists stay, since a hyphen that opens a
line may be the dash before an author's name.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from ..data import tables
from .patience import few
from .quotes import Whole
from .signs import Edit

_BROKEN = r"(?<=-)\n(?:> ){0,5}"  # an address "original-⏎> sound"
# A mark, which the engine finds by its first character:
_MARK = re.compile(
    r"[\\!\[\]<*_](?:"
    r"(?<=\\)(?P<escape>[!-/:-@\[-`{-~])"  # "\[" is no mark
    # "](https://…)", "](<the wall.jpg>)", '](https://… "A title")'. A converter may have broken the address behind a
    # hyphen, and the title anywhere; a reader then shows "](https://…- …)". Not '](b"c)'
    rf"|(?<=\])(?P<link>\([ ]?(?:<(?P<bracketed>(?:[^<>\n]|{_BROKEN}){{1,500}})>"
    rf"|(?P<href>(?:[^()\s<>\"]|\([^()\s<>]{{0,100}}\)|(?<=-)[ ]|{_BROKEN}){{0,600}}))"
    r"(?:\s[> ]{0,8}\"(?:[^\"\n]|\n(?!\n)){0,300}\")?[ ]?\))"
    r"|(?<=\])(?P<reference>(?=\[(?P<label>[^\[\]\n]{1,40})\]))"  # "][1]", whose address stands elsewhere
    r"|(?<=\])(?P<shut>)"
    r"|(?P<open>(?<=!)\[|(?<=\[)(?<!@\[))"  # not "@[tweet](…)", which is a code of content systems
    r"|(?<=<)(?P<auto>(?:https?://|mailto:)[^\s<>]{4,500}>)"
    # "<p>", "</a>", '<img src="…" />'. Not "<3" or "< p"
    r"|(?<=<)(?P<tag>/?(?P<name>[A-Za-z][A-Za-z0-9]{0,10})(?P<attributes>\s[^<>]{0,900})?/?>)"
    r"|(?<=[*_])(?P<emphasis>(?<=\*)\*{0,2}(?!\*)|(?<=_)_{0,2}(?!_))"
    ")"
)
_BLANK = re.compile(r"\n[^\S\n]{0,40}\n")
# "[1]: https://…", a line with the address of links. A converter may have broken it. Not "[1]: The wall"
_ADDRESS = re.compile(
    r"^[^\S\n]{0,8}\[(?P<label>[^\[\]\n]{1,40})\]:(?P<gap>\s)[^\S\n]{0,8}<?(?P<href>https?://[^\s<>]{1,600})",
    re.MULTILINE,
)
# Tags side by side, by whose surroundings it shows whether they are markup or words: "a <center></center> tag".
_TAGS = re.compile(r"(?:<[^<>]{0,900}>){1,50}")
_HREF = re.compile(r"\shref\s{0,3}=\s{0,3}[\"']?(?P<href>[^\"'<>\s]{1,600})", re.IGNORECASE)
_SOFT = re.compile(r"(?<!\s\s)(?<!\\)\n[> ]{0,8}")  # in a link's words a line ends only where a converter broke it
_BREAK = re.compile(r"(?<=-)\s[> ]{0,8}")
_INLINE, _BLOCKS, _VOID = (frozenset(tables.load("tags.json")[kind].split()) for kind in ("inline", "blocks", "void"))
# Emphasis of whole lines, which a text has even without any link: "*The wall. Photo: Jon Abel*". Not "* a wall".
_OPENS_LINE = re.compile(r"^(?:\*{1,3}|_{1,3})(?=[^\s*_])", re.MULTILINE)
_ENDS_LINE = re.compile(r"[^\s*_](?:\*{1,3}|_{1,3})[^\S\n]{0,4}$", re.MULTILINE)
_MASK = re.compile(r"[A-Z]+")  # "*URL*": by such words a corpus masks what stood there
_AROUND_WORDS = ' `("“), .;:'  # what stands around tags that are words of a sentence
_INDENT = 40  # code points of white space between a tag and its line's end
_BEFORE = "([{>\"'“‘«—–-"  # what emphasis may begin behind, besides white space
_DEEPEST = 20  # marks that wait for their other half at once; those before are read as words. Real texts have four
_MOST_BREAKS = 20  # of lines in a link's words that are read as spaces: a bound on time
_LONGEST = 3000  # code points between two marks of a pair: a post's words in one link


class LinkedWords(NamedTuple):
    """The words [start, end) of a link, and the address behind them."""

    start: int
    end: int
    href: str


class Marks(NamedTuple):
    """The marks of a text: what drops them, what words they belong to, the links, and the words of pictures."""

    edits: list[Edit]
    wholes: list[Whole]
    links: list[LinkedWords]
    pictures: list[tuple[int, int]]


class _Open(NamedTuple):
    """A mark [start, end) that waits for its other half: what it is ("[", "*", "a", …), and its address."""

    what: str
    start: int
    end: int
    href: str = ""


def read(text: str, *, is_quoted: bool) -> Marks:
    """Return the marks of a text; `is_quoted` says that it has quotes of Markdown.

    >>> read("See [the wall](https://ellery.example).", is_quoted=False).links
    [LinkedWords(start=5, end=13, href='https://ellery.example')]
    """
    is_linked = "[" in text and ("](" in text or "]:" in text)  # the first is quick
    is_emphasised = ("*" in text or "_" in text) and _OPENS_LINE.search(text) and _ENDS_LINE.search(text)
    if not (is_quoted or is_linked or "<" in text or is_emphasised):
        return Marks([], [], [], [])
    reading = _Reading(text)
    for mark in few(_MARK.finditer(text)):
        reading.take(mark)
    found, is_markdown = reading.found, is_quoted or reading.behind
    for opening, start, end in reading.emphasised:
        if is_markdown or _is_line(text, opening.start, end):
            reading.pair(opening, start, end)
    found.edits.sort()
    return found


def _is_line(text: str, start: int, end: int) -> bool:
    """Return whether nothing else stands on the lines of [start, end)."""
    return text[start - 1 : start] in ("", "\n") and text[end : end + 5].lstrip(" ")[:1] in ("", "\n")


class _Reading:
    """The marks found so far, and those that wait for their other half; emphasis is found and not yet dropped."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found = Marks([], [], [], [])
        self.addresses: dict[str, str] = {}  # of links that name a line with theirs
        for line in few(_ADDRESS.finditer(text)) if "]:" in text else ():
            self.addresses[line["label"]] = line["href"]
            self.found.edits.append(Edit(*line.span("gap"), " "))
        self.waiting: list[_Open] = []
        self.emphasised: list[tuple[_Open, int, int]] = []
        self.behind_mark = 0  # the end of the last mark
        self.tags = (0, 0)  # the last tags that stand side by side
        self.behind = 0  # the end of the last link or image

    def take(self, mark: re.Match[str]) -> None:
        """Read the next mark; none belongs to one before a blank line."""
        start, end = mark.span()
        if self.waiting and _BLANK.search(self.text, self.behind_mark, start):
            self.waiting.clear()
        self.behind_mark = end
        match mark.lastgroup:
            case "open":
                self._wait(_Open("[", start, end))
            case "link":
                self._link(start, end, _BREAK.sub("", mark["bracketed"] or mark["href"]))
            case "reference" if mark["label"] in self.addresses:
                self._link(start, mark.end("label") + 1, self.addresses[mark["label"]])
            case "shut" | "reference":
                self._opening("[")
            case "auto":
                self.pair(_Open("<", start, start + 1), end - 1, end)
            case "tag":
                self._tag(mark)
            case "emphasis":
                self._emphasis(start, end)

    def pair(self, opening: _Open, start: int, end: int) -> None:
        """Drop two marks, which belong to the words between them."""
        self.found.edits.extend((Edit(opening.start, opening.end, ""), Edit(start, end, "")))
        self.found.wholes.append(Whole(opening.start, end, opening.end, start))

    def _wait(self, opening: _Open) -> None:
        self.waiting.append(opening)
        del self.waiting[:-_DEEPEST]

    def _opening(self, what: str) -> _Open | None:
        """Return the nearest mark of a kind that waits, which waits no more, nor do those within it."""
        for n in range(len(self.waiting) - 1, -1, -1):
            if self.waiting[n].what == what:
                opening = self.waiting[n]
                del self.waiting[n:]
                return opening
        return None

    def _link(self, start: int, end: int, href: str) -> None:
        opening = self._opening("[")
        if opening is None or start - opening.end > _LONGEST:
            return
        self.pair(opening, start, end)
        self.behind = end
        breaks = islice(_SOFT.finditer(self.text, opening.end, start), _MOST_BREAKS)
        self.found.edits.extend(Edit(*one.span(), " ") for one in breaks)
        if self.text.startswith("!", opening.start):
            self.found.pictures.append((opening.end, start))
        else:
            self.found.links.append(LinkedWords(opening.end, start, href))

    def _tag(self, mark: re.Match[str]) -> None:
        """Drop a tag; one that parts lines leaves a line break."""
        start, end = mark.span()
        name = mark["name"].lower()
        if (name not in _INLINE and name not in _BLOCKS) or (not mark["attributes"] and self._is_word(start)):
            return
        beside = "\n" in (self.text[start - 1 : start], self.text[end : end + 1])
        edit = Edit(start, end, "" if name in _INLINE or beside else "\n")
        if mark["tag"].startswith("/"):
            if (opening := self._opening(name)) and start - opening.end <= _LONGEST:
                self.found.wholes.append(Whole(opening.start, end, opening.end, start))
                if opening.href:
                    self.found.links.append(LinkedWords(opening.end, start, opening.href))
        elif name not in _VOID:
            href = _HREF.search(mark["attributes"] or "") if name == "a" else None
            self._wait(_Open(name, start, end, href["href"] if href else ""))
        self.found.edits.append(edit)

    def _is_word(self, start: int) -> bool:
        """Return whether the tag that begins here is a word of a sentence, and no markup."""
        if start >= self.tags[1] and (tags := _TAGS.match(self.text, start)):
            self.tags = tags.span()
        before, behind = (
            self.text[max(0, self.tags[0] - _INDENT) : self.tags[0]],
            self.text[self.tags[1] : self.tags[1] + _INDENT],
        )
        inside = before.rstrip(" \t")[-1:] not in ("", "\n") and behind.lstrip(" \t")[:1] not in ("", "\n")
        return inside and before[-1] in _AROUND_WORDS and behind[0] in _AROUND_WORDS

    def _emphasis(self, start: int, end: int) -> None:
        text = self.text
        what, before, behind = text[start:end], text[start - 1 : start], text[end : end + 1]
        if before and not before.isspace() and not behind.isalnum() and (opening := self._opening(what)):
            if not _MASK.fullmatch(text, opening.end, start):
                self.emphasised.append((opening, start, end))
        elif not behind or behind.isspace():
            return
        elif not before or before.isspace() or before in _BEFORE or start == self.behind:
            self._wait(_Open(what, start, end))
