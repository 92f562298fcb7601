"""Where a bare credit may stand: on a short line, or at the end of a longer one that does not end as a sentence does.

The end of a line begins behind its last full stop, gap or bracket. Most bare credits hold a mark (an agency, a lead-in
or a word of status), which the scan for anchors finds; a name alone is looked for only in texts that hold a mark, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..text.patience import Patience
from . import candidates, lead_ins
from .credit_features import Around
from .credit_line import BRACKETS, LONGEST
from .gazetteer import AMBIGUOUS, SPELLINGS
from .looks import Stretch

_MOST_WORDS = 7  # of a credit without a separator; none of 282 labelled ones has more
_CAPTION = 15  # code points of the shortest caption: entries of menus and tables are shorter; so are 12 of 185 captions
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_SEPARATOR = re.compile(r"[/|;:©@]| via | for | [-–—•] |\. ?[A-Z]{2}|, [^\W\d_a-z]|\(")
# Where a credit at the end of a line may begin: finds "Ana Ruiz" in "at low tide. Ana Ruiz", "at low tide.Ana Ruiz",
# "at low tide   Ana Ruiz", "at low tide – Ana Ruiz", and "(" in "at low tide (Ana Ruiz)"; nothing in "at low tide".
_TAIL = re.compile(
    r"""
    [.!?…”"»)(\[（＝\s](?:                                       # one class first: the search skips what is not in it
      (?<=[.!?…”"»)])[^\S\n]*(?=[^\W\d_a-z]|[@©(\[])            # behind a full stop, glued or not
    | (?<=\s)(?:[^\S\n]{2,}|(?:[-–—|•]|//)[^\S\n])(?=\S)        # behind a gap, as between two columns; behind a dash
    | (?<=[(\[（＝])                                             # before a bracket
    )
    """,
    re.VERBOSE,
)
_ONE_PICTURE = 600  # code points of a text that is a caption and its credit, and no article
_WORD = re.compile(r"\w+")
_MARK_WORDS = (_WORD.findall(mark.casefold()) for mark in (*SPELLINGS, *lead_ins.MARKS))
# One word of each mark tells that it may stand there: the longest, of equal ones the last.
_MARKS = frozenset(max(reversed(words), key=len) for words in _MARK_WORDS if words) - {"c"}
# The literals that the scan looks for: agencies in capitals, too, and in small letters if they are no ordinary words.
ANCHORS = tuple(
    sorted(
        {*SPELLINGS, *map(str.upper, SPELLINGS), *map(str.lower, SPELLINGS.keys() - AMBIGUOUS), *lead_ins.anchors()}
        | {form for word in lead_ins.MARKS for form in (word, word.upper(), word[:1].upper() + word[1:])}
    )
)
_BRACKETS = (*BRACKETS, "＝")
_MOST_TAILS = 4  # of a line: each may be read
_SIGN = re.compile("[©ⓒ]|[(（][cCｃＣ][)）]")
_NO_NAME = re.compile(r"[!?“”。！？：\]](?:(?<!\])|[(\[])")
_STOPS = ".!?:;,…'\"’”»"
_ENDS = (". ", ", ", "; ", ") ")  # of a sentence, when a line begins with them
_STOP_ALONE = (".", ",", ";", ")", "’s", "'s")
_SENTENCE = re.compile(r"[^\W\d_]{4}[.!?:;,…]['\"’”»]?$")


class Place(NamedTuple):
    """Offsets where one credit may end on a line; `marked` says that it may hold a mark, and is no name alone."""

    ends: tuple[int, ...]
    line: Stretch
    around: Around
    marked: bool


def may_hold_names(text: str, *, spoken: bool) -> bool:
    """Return whether a name alone may be a credit in this text: it holds a mark (`spoken`), or is one picture's words.

    The mark may have another sense. All labelled articles whose only credit is a name hold one, and half of those
    without credits do.
    """
    return spoken or len(text) <= _ONE_PICTURE


def places(text: str, marks: Sequence[int], patience: Patience, *, names: bool) -> Iterator[Place]:
    """Yield the places where a bare credit may end, in order, as long as patience lasts.

    `marks` are the offsets of `ANCHORS` in the text, in order; `names` says whether to look for names alone.
    """
    lines = [line.span() for line in _LINE.finditer(text)]
    for number, (start, end) in enumerate(lines):
        if not patience.lasts(start):
            continue
        line = text[start:end]
        inside = marks[bisect_left(marks, start) : bisect_left(marks, end)]
        if "/" in line:
            inside = sorted({*inside, *(start + word.start() for word in candidates.SLASHED_WORD.finditer(line))})
        named = names and _ends_as_a_name(line) and not _ends_a_sentence(line)
        if not (named or inside):
            continue
        around = _around(text, lines, number)
        at_end = not _goes_on(text, around)
        marked = at_end and bool(inside) and inside[-1] >= end - LONGEST
        named = at_end and named and not marked and _may_end_in_a_name(text, start, end, around)
        for ends in _groups(text, inside, end, last=marked):
            patience.asked += 1
            yield Place(ends, (start, end), around, marked=True)
        if named:
            patience.asked += 1
            yield Place((end,), (start, end), around, marked=False)


def _groups(text: str, inside: Sequence[int], end: int, *, last: bool) -> Iterator[tuple[int, ...]]:
    """Yield where the chains of a line may end, those together of which only one can be a credit."""
    group: set[int] = set()
    for at in inside:
        if group and at > max(group):
            yield tuple(sorted(group))
            group = set()
        group.update(candidates.inner_ends(text, at, end))
    if last:
        if group and max(group) < end - LONGEST:
            yield tuple(sorted(group))
            group = set()
        group.add(end)
    if group:
        yield tuple(sorted(group))


def _may_end_in_a_name(text: str, start: int, end: int, around: Around) -> bool:
    """Return whether a line may end in a name alone that is a credit."""
    beside = _longer_neighbour(around)
    whole = [start] if end - start <= LONGEST else []
    return any(
        _may_be_a_name(text[at:end], at - start or beside) for at in whole + _tails(text, max(start, end - LONGEST), end)
    )


def _around(text: str, lines: Sequence[Stretch], number: int) -> Around:
    start, end = lines[number]
    above = lines[number - 1] if number else None
    below = lines[number + 1] if number + 1 < len(lines) else None
    higher = lines[number - 2][1] if number > 1 else 0
    return Around(
        above,
        below,
        text[above[1] if above else 0 : start],
        text[end : below[0] if below else len(text)],
        text[higher : above[0]] if above else "",
    )


def _longer_neighbour(around: Around) -> int:
    return max([end - start for start, end in filter(None, (around.above, around.below))], default=0)


def _goes_on(text: str, around: Around) -> bool:
    """Return whether the line goes on below: a small letter or the end of a sentence opens the next line."""
    if around.below is None or around.gap_below.count("\n") != 1:
        return False
    opening = text[around.below[0] : around.below[0] + 2]
    return opening[:1].islower() or opening in _ENDS or opening.strip() in _STOP_ALONE


def _ends_a_sentence(line: str) -> bool:
    return line[-1] in _STOPS and line.count(" ") > 6 and _SENTENCE.search(line, len(line) - 6) is not None


def _tails(text: str, low: int, high: int) -> list[int]:
    """Return the last offsets in (low, high) where a credit may begin at the end of a line, in order."""
    found = _TAIL.finditer(text, low, high - 1)
    return sorted({at for part in found if (at := _behind(part)) > low})[-_MOST_TAILS:]


def _behind(part: re.Match[str]) -> int:
    return part.start() if part[0] in _BRACKETS else part.end()


def _may_be_a_name(text: str, beside: int) -> bool:
    """Return whether this is written as names are and may have a caption.

    `beside` is the length of the longest stretch that could be its caption.
    """
    if beside < _CAPTION or not written_as_a_name(text) or text[0] == "#" or _NO_NAME.search(text):
        return False
    parts = text.split()
    if 2 * sum([part[0].islower() for part in parts]) > len(parts):
        return False
    return len(parts) <= _MOST_WORDS or _SEPARATOR.search(text) is not None


def _may_be_marked(text: str) -> bool:
    """Return whether this holds a mark, and is no sentence."""
    parts = text.split()
    small = sum([part[0].islower() for part in parts])
    if (len(parts) > _MOST_WORDS or 2 * small > len(parts)) and not _SEPARATOR.search(text):
        return False
    return _holds_a_mark(text)


def _holds_a_mark(text: str) -> bool:
    """Return whether this holds the longest word of an agency, a lead-in, a licence or a word of status."""
    return not _MARKS.isdisjoint(_WORD.findall(text.casefold())) or _SIGN.search(text) is not None


def written_as_a_name(text: str) -> bool:
    """Return whether this has two words or more in a script with case, the last one capitalised."""
    if not _ends_as_a_name(text) or text.isalpha():
        return False
    if text.isascii():
        return text.upper() != text.lower()
    cased = sum(map(str.isupper, text)) + sum(map(str.islower, text))
    return 2 * cased > sum(map(str.isalpha, text))


def _ends_as_a_name(text: str) -> bool:
    """Return whether the last word is capitalised or an address."""
    word = text.rstrip(")]） ").rpartition(" ")[2]
    return word[:1].isupper() or "." in word
