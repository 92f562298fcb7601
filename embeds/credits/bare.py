"""Bare credits: those that no shape proves, such as a name alone under a picture's caption.

places.py finds where one may stand, the grammar reads it, and learnt weights say whether it is a credit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..learned.weights import weights
from ..platforms.family import Fragment, Parts, claim
from ..text.blocks import REACH, Source
from ..text.patience import Patience
from . import caption, vocabulary
from .credit_features import describe_credit, describe_unread
from .credit_line import BRACKETS, LONGEST, OPENING_BRACKETS, read
from .credit_reading import Reading
from .gazetteer import AMBIGUOUS, agency
from .looks import BYLINE, YEAR, Stretch
from .places import Place, places, written_as_a_name

# How likely a bare credit must be. Tuned on 254 paragraphs with credits, 506 pages of prose and 312 labelled texts: 0.6
# for the first and 0.75 for the second find two credits more, and the second takes one more stretch of prose for one.
_SURE = 0.75  # with a lead-in, an agency or a word of status
_SURE_OF_A_NAME = 0.85  # nothing but a name, as headings, authors and speakers are
_ITEM = " *•-–—\"',"  # what may stand around an entry of a list
_LONGEST_CAPTION = 250  # code points beside an ordinary word; 8 of 185 labelled captions are longer


def worth_reading(text: str, marks: Sequence[int], patience: Patience, *, names: bool) -> Iterator[int]:
    """Yield the offsets of the places that are worth reading, in order, as long as patience lasts."""
    found = places(text, marks, patience, names=names)
    return (place.at for place in found if place.marked or _may_convince(text, place))


def _may_convince(text: str, place: Place) -> bool:
    """Return whether the weights may take a name alone, whatever it is, for a credit in these surroundings."""
    credit, line, around = (place.at, place.line[1]), place.line, place.around
    if max([end - start for start, end in (line, around.above or line, around.below or line)]) > REACH:
        return True  # Source.line cuts such lines, and would describe them otherwise
    share = weights("credits").share
    return all(share(row) >= _SURE_OF_A_NAME for row in describe_unread(text, credit, line, around))


def reading_at(source: Source, at: int, floor: int) -> tuple[Stretch, Stretch, Reading] | None:
    """Return the stretch from a place to the end of its line, the line, and the reading; None where it is no credit."""
    line = source.line(at)
    start = max(line[0], floor)
    if not start <= at < line[1] or line[1] - at > LONGEST + 20:
        return None
    text = source.text[at : line[1]]
    reading = read(text)
    if reading is None or _is_no_credit(text, reading):
        return None
    return (at, line[1]), (start, line[1]), reading


def _is_no_credit(text: str, reading: Reading) -> bool:
    """Return whether this only reads as a credit: a footer, a byline, an agency's sign-off, a Markdown link."""
    platform = reading.kinds == {"platform"} and not reading.joints
    signed = text[0] in BRACKETS and not reading.leads and not reading.creators
    footer = "sign" in reading.leads and YEAR.search(text) is not None
    is_lower = text.lstrip(OPENING_BRACKETS + "|")[:1].islower()
    nobody = is_lower and not (reading.creators or reading.agencies)  # "in the file"
    return (
        footer
        or nobody
        or text.startswith("#")
        or ("source" in reading.leads and _is_of_a_text(reading))
        or (platform and not reading.leads)
        or BYLINE.match(text) is not None
        or vocabulary.names_no_maker(text)
        or (signed and "wire" in reading.kinds)
        or "][" in text
        or "](" in text
        or (not _is_marked(reading) and not written_as_a_name(text))
    )


def _is_of_a_text(reading: Reading) -> bool:
    """Return whether these are an article's sources: wires and papers alone, or several unknown organisations."""
    if not reading.kinds.isdisjoint(("agency", "stock")):
        return False
    return all(map(agency, reading.creators)) if reading.known else reading.joints > 0


def _is_marked(reading: Reading) -> bool:
    """Return whether anything but a name speaks for a credit: an agency, a lead-in, a word of status."""
    return reading.has_outlet or bool(reading.leads or reading.status)


def find(source: Source, at: int, floor: int) -> Fragment | None:
    """Return the credit from a place to the end of its line with its caption, if the weights take it for one."""
    found = reading_at(source, at, floor)
    if found is None:
        return None
    credit, line, reading = found
    share = weights("credits").share(describe_credit(source, credit, line, reading))
    if share < (_SURE if _is_marked(reading) else _SURE_OF_A_NAME):
        return None
    whole = caption.with_caption(source, credit, line, floor, "bare")
    alone = source.text[slice(*credit)].strip(_ITEM) in AMBIGUOUS  # an ordinary word: "Forum", "Stage 4 - Beta"
    if alone and (whole.near is None or credit[0] > line[0] or not _touch(source.text, whole.near, credit)):
        return None
    if whole.near is None and not (_is_marked(reading) and (reading.known or reading.leads)):
        return None  # a name or a word of status, and no picture that it could belong to
    parts: Parts = {"credit": credit}
    if whole.caption:
        parts["caption"] = whole.caption
    return claim("bare", source, *whole.span, parts, *whole.evidence("credit:bare"), sure=whole.sure)


def _touch(text: str, caption: Stretch, credit: Stretch) -> bool:
    """Return whether a short caption and its credit stand on neighbouring lines."""
    between = text[min(caption[1], credit[1]) : max(caption[0], credit[0])]
    return caption[1] - caption[0] <= _LONGEST_CAPTION and between.count("\n") == 1
