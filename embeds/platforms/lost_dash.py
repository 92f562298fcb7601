"""Find where an attribution begins whose dash was damaged or dropped in cleaning: `words. ? Mara Voss (@maravoss) …`.

In place of the dash stands a sign that could not be written, or nothing. Then only its place parts the name from the
words. Bylines, lists of speakers and the heads of comments look the same, so that more must speak for a post.
"""

from __future__ import annotations

import re

from ..credits import bylines
from ..text import gaps, links
from ..text.blocks import Source, behind_blank

_REACH = 60  # code points of a name and the white space around it; Twitter's limit is 50
_LINK = rf"(?:{links.PICTURE_HOST}|//t\.co)/{links.CODE}"
_LINK_WIDTH = 26  # code points of a picture's link; more would find no more
# What parts a name from the words before it: "?" that was a dash, a line break, two spaces, between which a dash was
# dropped, or a tweet's link.
_PARTED = re.compile(rf"(?P<sign>(?<=\s)\?{{1,3}})\s{{1,8}}|\n\s{{0,8}}|[^\S\n]{{2,8}}|{_LINK}\s?")
# The end of a sentence: takes that of "on Friday. Mara", 'so!" Mara'; not those of "Donald J. Trump", "Dr. Mara Voss".
_STOP = re.compile(r"(?:[^\W\d_A-Z]{3}\.|[!?…])[\"'”’»)]?\s")
_LINK_END = re.compile(rf"{_LINK}$")
_SENTENCE = re.compile(rf"[.!?…:\"”»)\]]$|{_LINK}$")
_NAME = re.compile(r"[^\n:]{1,50}")  # not "Speaker: Mara Voss"

Stretch = tuple[int, int]


def find(source: Source, bracket: int, floor: int) -> Stretch | None:
    """Return where an attribution begins and where its name does, before the bracket with the handle; or None.

    Between the two stands what was a dash, or nothing.
    """
    text, end = source.text, source.trim(floor, bracket)[1]
    low = behind_blank(text, max(floor, source.start, end - _REACH), end)
    parted, stops = [*_PARTED.finditer(text, low, end)], [*_STOP.finditer(text, low, end)]
    if parted:
        name = parted[-1].end()
        start = parted[-1].start("sign") if parted[-1]["sign"] else name
    else:
        start = name = stops[-1].end() if stops else source.trim(low, end)[0]
        if not stops and source.line(name)[0] < name:
            return None
    if not _NAME.fullmatch(text, name, end) or bylines.names_authors(text, name, end):
        return None
    return start, name


def is_behind_link(source: Source, at: int, floor: int) -> bool:
    """Return whether a tweet's link ends the words before `at`, as it ends no sentence of an article."""
    end = source.trim(floor, at)[1]
    return _LINK_END.search(source.text, max(floor, source.start, end - _LINK_WIDTH), end) is not None


def is_shown(source: Source, place: Stretch) -> bool:
    """Return whether a sign stands where the dash was, or the two spaces around it."""
    gap = source.gap_before(place[0])
    return place[0] < place[1] or ("\n" not in gap and len(gap) > 1)


def is_signed(source: Source, place: Stretch, end: int, floor: int) -> bool:
    """Return whether an attribution that begins at `place` and ends its line at `end` signs the words before it.

    It does if it shares their line, or if a sign stands where its dash was. Else sentences must stand above it, where a
    byline has a heading, and it must stand behind a space that the dash left, or right below them and apart from what
    follows.
    """
    text, (start, name) = source.text, place
    words_end = source.trim(floor, start)[1]
    above, below = source.line_above(source.line(start)[0]), source.line_below(end)
    around = [line for line in (above, below) if line]
    if start < name:  # in front of other lines, too, it is a bullet
        return words_end > floor and not any(text.startswith(text[start], line[0]) for line in around)
    if words_end <= floor or above is None:  # in the first line may stand a heading and its author
        return False
    if "\n" not in text[words_end:start]:
        return True
    higher = source.line_above(above[0])
    if higher is None or (higher[0] >= floor and not _ends_a_sentence(source, higher)):
        return False
    indents = [_indent(source, line[0]) for line in around]
    if (indent := _indent(source, start)) not in indents and indent[:-1] in indents:
        return True
    nearer = below and gaps.height(text[words_end:start]) == 1 < gaps.height(text[end : below[0]])
    return bool(nearer) and _ends_a_sentence(source, above)


def _ends_a_sentence(source: Source, line: Stretch) -> bool:
    return _SENTENCE.search(source.text, max(line[0], line[1] - _LINK_WIDTH), line[1]) is not None


def _indent(source: Source, at: int) -> str:
    """Return the white space before `at` on its line."""
    return source.gap_before(at).rpartition("\n")[2]
