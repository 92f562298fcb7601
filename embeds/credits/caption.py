"""How much caption stands beside a credit line.

Where a caption begins cannot be read off when it shares its line with prose, or stands on a line of its own above the
credit. So every stretch that could be it is an option, each is described by its shape (caption_features.py), and
weights learnt from labelled articles say how likely it is. Where that is not sure, the shorter claim is taken.
"""

from __future__ import annotations

import re

from ..blocks import Source
from ..boundary import shares
from . import model, words
from .caption_features import describe_caption
from .looks import SENTENCE_END, Row, Stretch

_LONGEST = 900
_SHORT = 400
_SENTENCES = 3  # of a line of prose that a caption at its end may hold
_BROKEN = 4  # lines of one sentence
_SURE = 0.5  # the rest of the credit's line
_SURE_BEFORE = 0.75  # sentences before it: in run-on text prose looks like a caption
_SURE_BEYOND = 0.6  # a line of its own may be a paragraph, and losing one is worse than leaving a caption in
_NEEDED = {"rest": _SURE, "last": _SURE_BEFORE}
_NO_CAPTION = re.compile(
    r"(?:By|Von|Por|Par|Oleh|Text|Story)\b|.*\b\d{1,2}:\d\d\b|\W*\w*\W*$|\W*(?:\w+\W+){0,3}(?:19|20)\d\d\W*$|[*•+|>#–—:;,]"
)
_FEATURED = re.compile(r"\W*Featured\b", re.IGNORECASE)  # the article's first picture, named at its end

Option = tuple[str, Stretch | None]


def around(source: Source, credit: Stretch, line: Stretch, floor: int, rule: str) -> tuple[Stretch, Stretch | None]:
    """The span of credit and caption together, and the caption's own stretch if there is one."""
    start = _behind_furniture(source, credit, line, floor)
    if _FEATURED.match(source.text, *credit) or rule == "credit:inline":  # prose on both sides of it
        return (start, credit[1]), None
    found = options(source, (start, credit[1]), line, floor)
    if rule == "caption:label":  # the caption says itself that it is one
        chosen = (found[-1] if len(found) > 1 else found[0])[1]
    elif counted := _counted(source, start, max(line[0], floor)):
        chosen = counted
    else:
        chosen = found[choose(describe(source, found, (start, credit[1]), rule), [where for where, _ in found])][1]
    if chosen is None:
        return (start, credit[1]), None
    return (min(chosen[0], start), max(chosen[1], credit[1])), chosen


def _counted(source: Source, credit: int, low: int) -> Stretch | None:
    """What stands on the credit's line behind the count of a gallery: `Image 2 of 5The old port (Image: Ana Ruiz)`."""
    counts = [count.end() for count in words.GALLERY.finditer(source.text, max(low, credit - _LONGEST), credit)]
    caption = source.trim(counts[-1], credit) if counts else (0, 0)
    return caption if caption[0] < caption[1] else None


def _behind_furniture(source: Source, credit: Stretch, line: Stretch, floor: int) -> int:
    """Where the claim begins that takes the furniture on the credit's line with it."""
    before = source.trim(max(line[0], floor), credit[0])
    return before[0] if words.FURNITURE.fullmatch(source.text, *before) else credit[0]


def options(source: Source, credit: Stretch, line: Stretch, floor: int) -> list[Option]:
    """What could be the caption: nothing first, then on each side the shorter before the longer."""
    before = source.trim(words.behind_counter(source.text, max(line[0], floor), credit[0]), credit[0])
    after = source.trim(credit[1], max(line[1], credit[1]))
    found: list[Option] = [("none", None)]
    if before[0] < before[1]:
        starts = [before[0] + stop.end() for stop in SENTENCE_END.finditer(source.text[slice(*before)])]
        starts = [source.trim(at, before[1])[0] for at in starts if before[1] - at > 2]
        found += [(f"last{n}", (at, before[1])) for n, at in enumerate(reversed(starts[-_SENTENCES:]), 1)]
        if after[0] == after[1] or line[1] - line[0] <= _SHORT:  # else the text runs on, and may be all prose
            found.append(("line", before))
    elif after[0] < after[1]:
        if first := SENTENCE_END.search(source.text, *after):
            found.append(("rest1", (after[0], first.end())))
        if not first or first.end() < after[1]:
            found.append(("rest", after))
    elif source.line(credit[0])[0] >= floor:  # else it shares its line with another credit
        found += _beside(source, credit, floor)
    return [option for option in found if option[1] is None or _may_be(source.text, *option[1])]


def _may_be(text: str, start: int, end: int) -> bool:
    """Whether this may be a caption at all: it is not too long, and asks nothing."""
    return end - start <= _LONGEST and text[end - 1] not in "?？"


def _beside(source: Source, credit: Stretch, floor: int) -> list[Option]:
    """The lines above and below a credit that has a line of its own."""
    found: list[Option] = []
    above, below = source.line_above(credit[0]), source.line_below(credit[1])
    if above and above[0] >= floor and not _NO_CAPTION.match(source.text[slice(*above)]):
        above = _whole(source, above, floor)
        found.append(("above1", above))
        higher = source.line_above(above[0])
        if higher and higher[0] >= floor and not _NO_CAPTION.match(source.text[slice(*higher)]):
            found.append(("above2", (higher[0], above[1])))
    if below and not (_NO_CAPTION.match(source.text[slice(*below)]) or _is_credit(source.text, below)):
        found.append(("below", below))
    return found


def _is_credit(text: str, line: Stretch) -> bool:
    """Whether a lead-in opens the line that opens no caption."""
    lead = words.lead(text, *line)
    return lead is not None and lead.kind != "weak"


def _whole(source: Source, line: Stretch, floor: int) -> Stretch:
    """The lines of a sentence that an extractor broke: a line in lower case goes on from the one above it."""
    for _ in range(_BROKEN):
        above = source.line_above(line[0])
        broken = source.text[line[0]].islower() and source.gap_before(line[0]).count("\n") == 1
        if not broken or above is None or above[0] < floor:
            break
        line = above[0], line[1]
    return line


def describe(source: Source, found: list[Option], credit: Stretch, rule: str) -> list[Row]:
    """A row of named numbers for each option."""
    return [describe_caption(source, where, caption, credit, rule) for where, caption in found]


def choose(rows: list[Row], sides: list[str]) -> int:
    """The number of the longest option that is as good as certain to hold nothing but caption."""
    likely = shares([model.score(row, "caption") for row in rows])
    inside: dict[str, float] = {}
    for number in range(len(rows) - 1, 0, -1):  # the longer option takes in the shorter one
        side = sides[number].rstrip("123").replace("line", "last")
        inside[side] = inside.get(side, 0.0) + likely[number]
        if inside[side] >= _NEEDED.get(side, _SURE_BEYOND):
            return number
    return 0
