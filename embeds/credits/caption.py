"""How much caption stands beside a credit line.

Where a caption begins cannot be read off when it shares its line with prose, or stands on a line of its own above the
credit. So every stretch that could be it is an option, each is described by its shape (caption_features.py), and
weights learnt from labelled articles say how likely it is. Where that is not sure, the shorter claim is taken.

A line of its own is taken only where something besides its place speaks for it, since sentences of the article stand
above credits as well: of 44 such lines in evenly spaced articles 42 were the article's.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..learned.weights import Row, shares, weights
from ..text.blocks import Source
from . import caption_words, lead_ins, vocabulary
from .bylines import BYLINE_WORDS
from .caption_features import describe_caption, is_block
from .caption_labels import labelled
from .credit_line import LONGEST, read
from .looks import SENTENCE_END, TIME, Stretch

_LONGEST = 900
_SHORT = 400
_SENTENCES = 3  # of a line of prose that a caption at its end may hold
_BROKEN = 4  # lines of one sentence
_SURE = 0.5  # the rest of the credit's line
_SURE_BEFORE = 0.75  # sentences before it: in run-on text prose looks like a caption
_SURE_BEYOND = 0.6  # a line of its own may be a paragraph, and losing one is worse than leaving a caption in
_NEEDED = {"rest": _SURE, "last": _SURE_BEFORE}
# A byline, a time, a word alone ("** Live **"), a short line that ends in a year, a list's mark.
_NO_CAPTION = re.compile(
    rf"{BYLINE_WORDS}|.*\b{TIME}|\W*+\w*+\W*+$"
    r"|\W*+(?:\w++\W++){0,3}(?:19|20)\d\d\W*+$|[*•+|>#–—:;,]"
)
_FEATURED = re.compile(r"\W*Featured\b", re.IGNORECASE)  # the article's first picture, named at its end

# Two blocks that an extractor joined: "The vote was close.The wall at low tide." Not "U.S.Navy", "reuters.com".
_GLUED = re.compile(r"(?<=[^\W\d_A-Z]{2})[.!?…][\"”’»]?(?=[A-ZÀ-Þ][^\W\d_A-Z]|[AI] )")


class Option(NamedTuple):
    """A stretch that may be the caption, where it stands, and the name of what speaks for it besides its place."""

    where: str
    stretch: Stretch | None
    rule: str | None = "caption:same-line"


class Claim(NamedTuple):
    """A credit with its caption: the span of both, the caption's stretch, how sure it is (0-1), the rule that took it.

    Without a caption these three are None. `near` is what stands where captions do, taken or not: it speaks for the
    credit, but need not be a caption.
    """

    span: Stretch
    caption: Stretch | None = None
    sure: float | None = None
    rule: str | None = None
    near: Stretch | None = None

    def evidence(self, rule: str) -> tuple[str, ...]:
        """The rules that spoke for the claim: that of its credit, and that of its caption."""
        return (rule,) if self.rule in (None, rule) else (rule, str(self.rule))


def around(source: Source, credit: Stretch, line: Stretch, floor: int, rule: str) -> Claim:
    """Return what a credit takes with its caption; `rule` is that of the credit."""
    credit = _behind_furniture(source, credit, line, floor), credit[1]
    if _FEATURED.match(source.text, *credit) or rule == "credit:inline":  # prose on both sides of it
        return Claim(credit)
    if said := labelled(source, credit, line, floor):
        return _with(credit, said.whole, said.caption, 1.0, "caption:label")
    found = options(source, credit, line, floor)
    if rule == "caption:label":  # the caption says itself that it is one
        caption = (found[-1] if len(found) > 1 else found[0]).stretch
        return _with(credit, caption, caption, 1.0, rule) if caption else Claim(credit)
    if counted := _counted(source, credit[0], max(line[0], floor)):
        return _with(credit, counted, counted, 1.0, "caption:counted")
    if source.is_dense:  # nothing says it but its place
        return Claim(credit)
    number, sure = choose(describe(source, found, credit, rule), [option.where for option in found])
    chosen = found[number]
    if chosen.stretch is None or chosen.rule is None:
        return Claim(credit, near=chosen.stretch)
    return _with(credit, chosen.stretch, chosen.stretch, sure, chosen.rule)


def _with(credit: Stretch, whole: Stretch, caption: Stretch, sure: float, rule: str) -> Claim:
    """The claim of a credit and of the `whole` of its caption, label included."""
    return Claim((min(whole[0], credit[0]), max(whole[1], credit[1])), caption, sure, rule, caption)


def _counted(source: Source, credit: int, low: int) -> Stretch | None:
    """What stands on the credit's line behind the count of a gallery: `Image 2 of 5The old port (Image: Ana Ruiz)`."""
    counts = [count.end() for count in caption_words.GALLERY.finditer(source.text, max(low, credit - _LONGEST), credit)]
    caption = source.trim(counts[-1], credit) if counts else (0, 0)
    return caption if caption[0] < caption[1] else None


def _behind_furniture(source: Source, credit: Stretch, line: Stretch, floor: int) -> int:
    """Where the claim begins that takes the furniture on the credit's line with it."""
    before = source.trim(max(line[0], floor), credit[0])
    return before[0] if caption_words.FURNITURE.fullmatch(source.text, *before) else credit[0]


def options(source: Source, credit: Stretch, line: Stretch, floor: int) -> list[Option]:
    """What could be the caption: nothing first, then on each side the shorter before the longer."""
    low = max(line[0], floor)
    glued = max((stop.end() for stop in _GLUED.finditer(source.text, low, credit[0])), default=low)
    before = source.trim(caption_words.behind_counter(source.text, glued, credit[0]), credit[0])
    after = source.trim(credit[1], max(line[1], credit[1]))
    found = [Option("none", None)]
    if before[0] < before[1]:
        starts = [before[0] + stop.end() for stop in SENTENCE_END.finditer(source.text[slice(*before)])]
        starts = [source.trim(at, before[1])[0] for at in starts if before[1] - at > 2]
        found += [Option(f"last{n}", (at, before[1])) for n, at in enumerate(reversed(starts[-_SENTENCES:]), 1)]
        if after[0] == after[1] or line[1] - line[0] <= _SHORT:  # else the text runs on, and may be all prose
            found.append(Option("line", before))
    elif after[0] < after[1]:
        if first := SENTENCE_END.search(source.text, *after):
            found.append(Option("rest1", (after[0], first.end())))
        if not first or first.end() < after[1]:
            found.append(Option("rest", after))
    elif source.line(credit[0])[0] >= floor:  # else it shares its line with another credit
        found += _beside(source, credit, floor)
    return [option for option in found if option.stretch is None or _may_be(source.text, *option.stretch)]


def _may_be(text: str, start: int, end: int) -> bool:
    """Whether this may be a caption at all: it is not too long, asks nothing, and is no other picture's credit."""
    if end - start > _LONGEST or text[end - 1] in "?？":
        return False
    reading = read(text[start:end]) if end - start <= LONGEST else None
    return reading is None or not (reading.known and reading.joints)


def _beside(source: Source, credit: Stretch, floor: int) -> list[Option]:
    """The lines above and below a credit that has a line of its own."""
    found: list[Option] = []
    above, below = source.line_above(credit[0]), source.line_below(credit[1])
    if above and above[0] >= floor and not _NO_CAPTION.match(source.text[slice(*above)]):
        above = _whole(source, above, floor)
        found.append(Option("above1", above, _rule(source, above, credit)))
        higher = source.line_above(above[0])
        if higher and higher[0] >= floor and not _NO_CAPTION.match(source.text[slice(*higher)]):
            both = higher[0], above[1]
            found.append(Option("above2", both, _rule(source, both, credit)))
    if below and not (_NO_CAPTION.match(source.text[slice(*below)]) or _is_credit(source.text, below)):
        found.append(Option("below", below, _rule(source, below, credit)))
    return found


def _rule(source: Source, stretch: Stretch, credit: Stretch) -> str | None:
    """The name of what speaks, besides its place, for a caption with lines of its own.

    That is a word that tells of a picture, or that the article's lines stand further away on both sides: caption and
    credit are one block then. Of 77 such lines in labelled pages 76 were captions.
    """
    if vocabulary.tells_of_a_picture(source.text[slice(*stretch)]):
        return "caption:picture-word"
    return "caption:block" if is_block(source, stretch, credit) else None


def _is_credit(text: str, line: Stretch) -> bool:
    """Whether a lead-in opens the line that opens no caption."""
    lead = lead_ins.lead(text, *line)
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
    return [describe_caption(source, option.where, option.stretch, credit, rule) for option in found]


def choose(rows: list[Row], sides: list[str]) -> tuple[int, float]:
    """Return the number of the longest option that is as good as certain to hold nothing but caption, and how sure."""
    likely = shares([weights("captions").score(row) for row in rows])
    inside: dict[str, float] = {}
    for number in range(len(rows) - 1, 0, -1):  # the longer option takes in the shorter one
        side = sides[number].rstrip("123").replace("line", "last")
        inside[side] = inside.get(side, 0.0) + likely[number]
        if inside[side] >= _NEEDED.get(side, _SURE_BEYOND):
            return number, min(1.0, inside[side])
    return 0, likely[0]
