"""Bare credits: those that no shape proves, such as a name alone under a picture's caption.

places.py finds where one may end, stretches.py where it may begin, the grammar reads each stretch, and learnt weights
choose one of those that end together, or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..learned.weights import Row, shares, weights
from ..platforms.family import Fragment, Parts, claim
from ..text.blocks import Source
from ..text.patience import Patience
from . import buttons, bylines, caption, lead_ins, stretches, vocabulary
from .caption_judge import log_odds
from .credit_features import around, describe_credit
from .credit_line import BRACKETS, OPENING_BRACKETS
from .credit_reading import Reading
from .gazetteer import AMBIGUOUS, agency
from .given_names import opens_with_given
from .joiners import TIGHT
from .looks import BYLINE, YEAR, Stretch
from .name_forms import DOMAIN, has_initial, is_person
from .place_features import is_worth_reading, share_of
from .places import Place, places, written_as_a_name
from .sign_offs import signs_a_text

# How likely it must be that a bare credit ends at a place. On articles of sites that the weights never saw, 0.75 for
# the first loses a tenth less prose and one credit line of a hundred; 0.95 for the second loses one of fifty names.
_SURE = 0.6  # with a lead-in, an agency or a word of status
_SURE_OF_A_NAME = 0.85  # nothing but a name, as headings, authors and speakers are
_COSTS = 3  # anchors' time that reading a place takes: each stretch that ends there is read and described
# Of a place's shares before and after it is read, where no lead-in opens the credit: entries of menus have less. The
# second holds where nobody is named and nothing but an ordinary word is an agency: "PA" is a state, too.
_BOTH, _BOTH_OF_A_WORD = 0.8, 1.0
_RATHER = 0.5  # log-odds of a caption before a credit that has less; -1 finds no more on unseen articles
_OTHERS = 0.5  # the share that a stretch must have, or it is as likely that another one is the credit, or none
_ITEM = " *•-–—\"',"  # what may stand around an entry of a list
_LONGEST_CAPTION = 250  # code points beside an ordinary word; 8 of 185 labelled captions are longer
_PARTED = re.compile(r"\s[/|]\s")
_REASONS = 2  # of the judge that stand in a record's evidence
_WORDS = ("first:", "last:")  # features that are words of the text, and no names for evidence
_MOST_NAME_WORDS = 6  # of makers that no list has: two people, or an institute


def claims(text: str, marks: Sequence[int], patience: Patience, *, names: bool) -> Iterator[Fragment]:
    """Yield the credits of a text that no shape proves, in order, as long as patience lasts."""
    source, floor = Source(text, 0, len(text)), 0
    for place in places(text, marks, patience, names=names):
        if place.ends[-1] <= floor or not is_worth_reading(text, place, share := share_of(text, place)):
            continue
        patience.asked += _COSTS
        if found := find(source, place, floor, share):
            patience.claimed += 1
            yield found
            floor = found.end


def _names(text: str, line: int, end: int) -> list[int]:
    """Return where a name alone may begin that ends a line."""
    return [at for at in stretches.capitals(text, line, end) if written_as_a_name(text[at:end])]


def options(source: Source, place: Place, floor: int) -> tuple[Stretch, list[tuple[Stretch, Reading]]]:
    """Return the line of a place, and the stretches that end there and may be a credit, each with its reading."""
    text, (low, high) = source.text, source.line(place.ends[-1] - 1)
    low = max(low, floor)
    begin = _names if place.mark is None else stretches.beginnings
    found = []
    for end in place.ends:
        for credit, reading in stretches.readings(text, begin(text, low, end), end):
            signed = end if credit[0] == low else credit[0]  # up to where a byline may reach
            if not (_is_no_credit(text[slice(*credit)], reading) or bylines.names_authors(text, low, signed)):
                found.append((credit, reading))
    return (low, high), found


def _is_no_credit(text: str, reading: Reading) -> bool:
    """Return whether this only reads as a credit: a footer, a byline, an agency's sign-off, a Markdown link.

    A name before a lead-in of East Asia is asked about where that stands (families.py).
    """
    platform = reading.kinds == {"platform"} and not reading.joints
    signed = text[-1] in BRACKETS.values() and not reading.leads and not reading.creators
    site = not (reading.known or reading.joints) and any(map(DOMAIN.fullmatch, reading.creators))
    footer = "sign" in reading.leads and (site or YEAR.search(text) is not None)
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
        or _is_heading(reading)
        or (not reading.known and lead_ins.suffix(text) is not None)
        or "][" in text
        or "](" in text
        or (not _is_marked(reading) and not written_as_a_name(text))
    )


def _is_heading(reading: Reading) -> bool:
    """Return whether it says nothing but too many words for a maker: "PHOTOS: Mara Voss's Finest Boats and Oldest"."""
    if reading.known or reading.joints:
        return False
    return sum(len(creator.split()) for creator in reading.creators) > _MOST_NAME_WORDS


def _is_of_a_text(reading: Reading) -> bool:
    """Return whether these are an article's sources: wires and papers alone, or several unknown organisations."""
    if not reading.kinds.isdisjoint(("agency", "stock")):
        return False
    return all(map(agency, reading.creators)) if reading.known else reading.joints > 0


def _is_marked(reading: Reading) -> bool:
    """Return whether anything but a name speaks for a credit: an agency, a lead-in, a word of status."""
    return reading.has_outlet or bool(reading.leads or reading.status)


def _is_tied(text: str, reading: Reading) -> bool:
    """Return whether a sign that prose seldom has ties a person to an outlet that no list has.

    So it does in "Ana Ruiz/Tide", "Tide | J. Abel"; not in "Log in / Sign up", nor in "Ana Ruiz / Creative Commons":
    texts have licences, too.
    """
    if reading.notice or not (reading.joints and TIGHT.search(text)):
        return False
    people = filter(is_person, reading.creators)
    return any(has_initial(person) or opens_with_given(person) for person in people)


def _touches(text: str, caption: Stretch | None, credit: Stretch) -> bool:
    """Return whether a short caption stands on the line next to its credit's."""
    if caption is None or caption[1] - caption[0] > _LONGEST_CAPTION:
        return False
    return text[min(caption[1], credit[1]) : max(caption[0], credit[0])].count("\n") == 1


def _ends_a_caption(source: Source, low: int, credit: int) -> bool:
    """Return whether the words before a credit on its line are a caption rather than not, by themselves."""
    before = source.trim(low, credit)
    return before[0] < before[1] and log_odds(source.text[slice(*before)]) >= _RATHER


class Likeliest(NamedTuple):
    """The stretch of `line` that is the likeliest credit of a place, how it reads, and the features that say so.

    `share` is how likely it is (0-1), `of_all` how likely it is that any credit ends there.
    """

    line: Stretch
    credit: Stretch
    reading: Reading
    row: Row
    share: float
    of_all: float


def likeliest(source: Source, place: Place, floor: int) -> Likeliest | None:
    """Return the likeliest credit that ends at a place, or None if nothing there reads as one."""
    line, found = options(source, place, floor)
    if not found:
        return None
    beside = around(source, line)
    rows = [describe_credit(source, credit, line, reading, beside) for credit, reading in found]
    likely = shares([0.0, *map(weights("credits").score, rows)])
    best = max(range(len(found)), key=lambda number: likely[number + 1])
    return Likeliest(line, *found[best], rows[best], likely[best + 1], 1 - likely[0])


def find(source: Source, place: Place, floor: int, share: float) -> Fragment | None:
    """Return the credit that ends at a place with its caption, if the weights take one of its stretches for one.

    `share` is how likely the place was before anything was read there.
    """
    best = likeliest(source, place, floor)
    if best is None or best.share < _OTHERS:
        return None
    line, credit, reading = best[:3]
    is_word = reading.known and AMBIGUOUS.issuperset(reading.agencies) and not any(map(is_person, reading.creators))
    likely = best.of_all + share >= (_BOTH_OF_A_WORD if is_word else _BOTH)
    low = max(line[0], floor)
    if not (reading.leads or likely or _ends_a_caption(source, low, credit[0])):
        return None
    if signs_a_text(source, credit, (low, line[1])):
        return None
    said = source.text[slice(*credit)]
    marked = _is_marked(reading) or _is_tied(said, reading)
    if not marked and _PARTED.search(said):
        return None  # a menu: "Log in / Sign up"
    if best.of_all < (_SURE if marked else _SURE_OF_A_NAME):
        return None
    whole = caption.with_caption(source, credit, line, floor, "bare")
    if (
        credit == line
        and source.text[slice(*credit)].strip(_ITEM) in AMBIGUOUS
        and not _touches(source.text, whole.near, credit)
    ):
        return None  # an ordinary word, alone: an entry of a menu
    if whole.near is None and not marked:
        return None  # a name, and no picture that it could belong to
    parts: Parts = {"credit": credit}
    if whole.caption:
        parts["caption"] = whole.caption
    span = buttons.around(source, whole.span, floor)
    reasons = weights("credits").reasons([one for one in best.row if not one[0].startswith(_WORDS)], _REASONS)
    evidence = (*whole.evidence("credit:bare"), *(f"judge:{reason}" for reason in reasons))
    return claim("bare", source, *span, parts, *evidence, sure=whole.sure)
