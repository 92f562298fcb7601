"""Read the plain words of a text in whatever way they are written, with the way back from them to the text.

Families read the plain words, and need not know how they were written: signs.py, quotes.py and marks.py do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from . import marks, quotes, signs, wraps
from .marks import LinkedWords
from .quotes import Line, Whole
from .signs import HIDDEN, Edit

_start = attrgetter("start")
_low = attrgetter("low")


class Piece(NamedTuple):
    """A stretch [start, end) of the text, and where its words begin in the view.

    Its words are its own, letter by letter, but where `is_form`: there they stand for all of it.
    """

    at: int
    start: int
    end: int
    is_form: bool


class View(NamedTuple):
    """The plain `words` of a `text`, and the `pieces` that they were read from, in order; without any it is the text.

    `links`, `pictures` (what stands for them, if any words do) and `lines` (of quotes) are in offsets of the words, and
    so are `low` and `high` of `wholes`; their `start` and `end` are in offsets of the text.
    """

    words: str
    text: str = ""
    pieces: tuple[Piece, ...] = ()
    links: tuple[LinkedWords, ...] = ()
    lines: tuple[Line, ...] = ()
    wholes: tuple[Whole, ...] = ()
    pictures: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the text of which the words [start, end) were read, with the marks that are theirs."""
        if not self.pieces:
            return start, end
        if start == end:
            at = self._text_of(start)[0] if start < len(self.words) else self._text_of(start - 1)[1] if start else 0
            return at, at
        low, high = self._text_of(start)[0], self._text_of(end - 1)[1]
        for n in range(bisect_left(self.wholes, start, key=_low), len(self.wholes)):
            whole = self.wholes[n]
            if whole.low >= end:
                break
            if whole.high <= end:
                low, high = min(low, whole.start), max(high, whole.end)
        while self.text[high : high + 1] in HIDDEN and high < len(self.text):
            high += 1
        return low, high

    def at(self, offset: int) -> int:
        """Return the offset in the words of what stands at an offset of the text, or behind it if that was dropped."""
        if not self.pieces:
            return offset
        n = bisect_right(self.pieces, offset, key=_start) - 1
        if n >= 0 and offset < self.pieces[n].end:
            return self.pieces[n].at + (0 if self.pieces[n].is_form else offset - self.pieces[n].start)
        return self.pieces[n + 1].at if n + 1 < len(self.pieces) else len(self.words)

    def link(self, at: int) -> LinkedWords | None:
        """Return the link whose words hold the offset `at` of the words, or None."""
        n = bisect_right(self.links, at, key=_start) - 1
        return self.links[n] if n >= 0 and at < self.links[n].end else None

    def links_in(self, start: int, end: int) -> tuple[LinkedWords, ...]:
        """Return the links whose words lie in [start, end) of the words."""
        low, high = (bisect_left(self.links, at, key=_start) for at in (start, end))
        return tuple(link for link in self.links[low:high] if link.end <= end)

    def has_picture(self, low: int, high: int) -> bool:
        """Return whether a picture stands behind the offset `low` of the words and not behind `high`."""
        n = bisect_right(self.pictures, (high, len(self.words))) - 1
        return n >= 0 and self.pictures[n][1] > low

    def quote(self, at: int) -> int | None:
        """Return where the innermost quote begins whose line holds the offset `at` of the words, or None."""
        n = bisect_right(self.lines, at, key=_start) - 1
        return self.lines[n].opening if n >= 0 and "\n" not in self.words[self.lines[n].start : at] else None

    def _text_of(self, at: int) -> tuple[int, int]:
        """Return the stretch of the text that one character of the words was read from."""
        piece = self.pieces[bisect_right(self.pieces, at, key=attrgetter("at")) - 1]
        if piece.is_form:
            return piece.start, piece.end
        start = piece.start + at - piece.at
        return start, start + 1


PLAIN = View("")  # of a text without any mark


def view(text: str) -> View:
    """Return the plain words of a text; the text itself where nothing in it is written in another way."""
    quoted = quotes.read(text) if ">" in text else quotes.NONE
    marked = marks.read(text, is_quoted=bool(quoted.lines))
    edits = sorted([*signs.edits(text), *quoted.edits, *marked.edits, *wraps.edits(text)])
    if not edits:
        return View(text)
    broken = [edit for edit in marked.edits if "\n" in text[edit.start : edit.end]]  # addresses, over two lines
    lines = (one for one in quoted.wholes if not _within(broken, one.start))
    return edited(text, edits, [*lines, *marked.wholes], marked.links, quoted.lines, marked.pictures)


def edited(
    text: str,
    edits: Sequence[Edit],
    wholes: Iterable[Whole],
    links: Iterable[LinkedWords] = (),
    lines: Iterable[Line] = (),
    pictures: Iterable[tuple[int, int]] = (),
) -> View:
    """Return the view of a text in which edits are made, those aside that begin inside another.

    `edits` are in order; all offsets are of the text.
    """
    words, pieces = _edited(text, edits)
    seen = View(words, text, tuple(pieces))

    def trimmed(start: int, end: int) -> tuple[int, int]:
        """Return the words of [start, end) of the text, without white space at their ends."""
        low, high = seen.at(start), seen.at(end)
        said = words[low:high].lstrip()
        return high - len(said), high - len(said) + len(said.rstrip())

    moved = (Whole(one.start, one.end, *trimmed(one.low, one.high)) for one in wholes)
    return seen._replace(
        links=tuple(sorted(LinkedWords(*trimmed(start, end), href) for start, end, href in links)),
        lines=tuple(Line(seen.at(start), seen.at(opening)) for start, opening in lines),
        wholes=tuple(sorted((one for one in moved if one.low < one.high), key=_low)),
        pictures=tuple(sorted((seen.at(start), seen.at(end)) for start, end in pictures)),
    )


def _edited(text: str, edits: Sequence[Edit]) -> tuple[str, list[Piece]]:
    """Return a text with edits made, those aside that begin inside another, and its pieces."""
    words: list[str] = []
    pieces: list[Piece] = []
    at = behind = 0
    for start, end, plain in [*edits, Edit(len(text), len(text), "")]:
        if start < behind:
            continue
        for said, low, high, is_form in ((text[behind:start], behind, start, False), (plain, start, end, True)):
            if said:
                pieces.append(Piece(at, low, high, is_form))
                words.append(said)
                at += len(said)
        behind = end
    return "".join(words), pieces


def _within(edits: list[Edit], at: int) -> bool:
    """Return whether an offset lies inside one of some edits, which are in order and do not overlap."""
    n = bisect_left(edits, at, key=_start) - 1
    return n >= 0 and at < edits[n].end
