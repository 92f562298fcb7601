"""Where a credit may end that no shape proves: at the end of a line, or within one behind an agency or a name.

Most such credits hold a mark (an agency, a lead-in or a word of status), which the scan for anchors finds; a name alone
is looked for only at ends of lines, and only in texts that hold a mark, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..text.patience import Patience
from . import lead_ins, stretches, vocabulary
from .credit_features import Around
from .credit_line import LONGEST
from .gazetteer import AMBIGUOUS, SPELLINGS
from .given_names import ends_in_person
from .looks import Stretch

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_ONE_PICTURE = 600  # code points of a text that is a caption and its credit, and no article
# The literals that the scan looks for: agencies in capitals, too, and in small letters if they are no ordinary words.
ANCHORS = vocabulary.anchors(
    {*SPELLINGS, *map(str.upper, SPELLINGS), *map(str.lower, SPELLINGS.keys() - AMBIGUOUS), *lead_ins.anchors()}
    | {form for word in lead_ins.MARKS for form in (word, word.upper(), word[:1].upper() + word[1:])}
)
_STOPS = ".!?:;,…'\"’”»"
# The first two characters of a line that goes on from the one above: ". The", ", who", ")", "’s"
_ENDS = frozenset((". ", ", ", "; ", ") ", ".", ",", ";", ")", "’s", "'s"))
_SENTENCE = re.compile(r"[^\W\d_]{4}[.!?:;,…]['\"’”»]?$")


class Place(NamedTuple):
    """Offsets where one credit may end on a line, and of the last mark that it may hold: None for a name alone."""

    ends: tuple[int, ...]
    mark: int | None
    line: Stretch
    around: Around


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
    if joined := stretches.joined(text):
        marks = sorted({*marks, *joined})
    read, count = 0, len(marks)
    for number, (start, end) in enumerate(lines):
        inside: Sequence[int] = ()
        if read < count and marks[read] < end:
            first, read = read, bisect_left(marks, end, read)
            inside = marks[bisect_left(marks, start, first, read) : read]
        named = names and _ends_in_a_name(text, start, end)
        if not (named or inside) or not patience.lasts(start):
            continue
        around = _around(text, lines, number)
        at_end = not _goes_on(text, around)
        marked = at_end and bool(inside) and inside[-1] >= end - LONGEST and not _tells(text[start:end])
        for ends in _groups(text, inside, end, last=marked):
            if not patience.lasts(ends[0]):
                break
            patience.asked += 1
            yield Place(ends, inside[bisect_left(inside, ends[-1]) - 1], (start, end), around)
        if at_end and named and not marked:
            patience.asked += 1
            yield Place((end,), None, (start, end), around)


def _groups(text: str, inside: Sequence[int], end: int, *, last: bool) -> Iterator[tuple[int, ...]]:
    """Yield where the chains may end that begin at offsets `inside` a line, and where it ends if it does in a `last`.

    Those are together of which only one can be a credit's end.
    """
    group: set[int] = set()
    for at in inside:
        if group and at > max(group):
            yield tuple(sorted(group))
            group = set()
        group.update(stretches.ends(text, at, end))
    if group and last and (max(group) < end - LONGEST or stretches.closes(text, max(group))):
        yield tuple(sorted(group))
        group = set()
    if last:
        group.add(end)
    if group:
        yield tuple(sorted(group))


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


def _goes_on(text: str, around: Around) -> bool:
    """Return whether the line goes on below: a small letter or the end of a sentence opens the next line."""
    if around.below is None or around.gap_below.count("\n") != 1:
        return False
    opening = text[around.below[0] : around.below[0] + 2]
    return opening[:1].islower() or opening in _ENDS or opening.rstrip() in _ENDS


def _tells(line: str) -> bool:
    """Return whether a line ends in a small word and a full stop, as sentences do: "…, Reuters says." """
    last = line.rpartition(" ")[2]
    return line[-1] == "." and last[0].islower() and last[:-1] not in vocabulary.STATUS


def _ends_in_a_name(text: str, start: int, end: int) -> bool:
    """Return whether a line ends in a person's name or behind one in an address, and not in the stop of a sentence."""
    last = text.rfind(" ", start, end) + 1 or start
    if not (text[last].isupper() or text.find(".", last, end) > 0):
        return False
    low = max(start, end - LONGEST)
    if text[end - 1] in _STOPS and text.count(" ", low, end) > 6 and _SENTENCE.search(text, end - 6, end):
        return False
    return ends_in_person(text[low:end])


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
    word = text.strip("()[]（） ").rpartition(" ")[2]
    return word[:1].isupper() or "." in word
