"""Credits in brackets: `(Photo: Ana Ruiz, AP)`, `[Image: Getty]`."""

from __future__ import annotations

import re

from ..text.blocks import Source, is_blank
from ..text.language import reports
from . import bylines, lead_ins, vocabulary
from .caption_judge import log_odds, sounds_like_one
from .credit_line import BRACKETS, LONGEST, read
from .credit_reading import Reading
from .gazetteer import AMBIGUOUS, SPELLINGS
from .looks import REPEATED, SENTENCE_END, Stretch
from .name_forms import is_person
from .sentences import is_stopped, last_sentence, said_before
from .sign_offs import goes_on, is_prose
from .vocabulary import WORDS, alternatives

_DEEPEST = 3  # brackets around an anchor that are tried, from the inmost on
_SCREENSHOT = re.compile(rf"\W{{0,3}}(?:{alternatives(WORDS['screenshot'])})(?!\w)", re.IGNORECASE)
_TIE = re.compile("[=＝]")
_ARABIC_END = re.compile(r"[\u0620-\u06ff]$")  # a line that ends so and in a wire is a caption: sentences have a stop
# Log-odds of a caption by its last sentence, before a supplier in brackets. On articles of sites that the weights never
# saw, -2 finds as many credits and 0 none of those that this adds.
_MAY_BE_ONE = -1.0
_MOST_OPEN = 6  # brackets inside one another; of 5,248 labelled lines none has two
_BRACKET = re.compile("|".join(map(re.escape, (*BRACKETS, *BRACKETS.values()))))


def bracketed_credit(source: Source, at: int, line: Stretch) -> Stretch | None:
    """Find the brackets around an anchor that hold a credit: `(AP Photo/Ana Ruiz)`; line breaks may stand inside."""
    text = source.text
    low = max(source.start, at - LONGEST)
    start = at + 1
    for _ in range(_DEEPEST):
        start = max([text.rfind(mark, low, start) for mark in BRACKETS])
        if start < low:
            return None
        close = _closing(text, start, min(source.end, start + 2 * LONGEST))
        if close and close > at and not is_blank(text[start:close]):
            reading = read(text[start:close])
            if start == line[0] and close < line[1] and reading and _is_dateline(text[start:close], reading):
                return None
            if reading and _is_credit(text[start + 1 : close - 1], reading):
                return start, close
            if close == line[1] and reading and _is_of_a_picture(reading, source, line[0], (start, close)):
                return start, close
            if (start, close) == line and _is_labelled(text, start + 1, close):
                return start, close
    return None


def _closing(text: str, start: int, high: int) -> int | None:
    """Return the offset behind the bracket that closes the one at `start`; None where none does before `high`."""
    depth = 0
    for bracket in _BRACKET.finditer(text, start, high):
        depth += 1 if bracket.group() in BRACKETS else -1
        if not depth:
            return bracket.end()
        if depth > _MOST_OPEN:
            return None
    return None


def _is_labelled(text: str, start: int, end: int) -> bool:
    """Return whether a label opens a bracket that has a line of its own, as none of prose does: `(Bild: made by …)`."""
    lead = lead_ins.lead(text, start, end)
    return lead is not None and lead.kind in ("label", "weak") and end - lead.end <= LONGEST


def _is_dateline(inside: str, reading: Reading) -> bool:
    """Return whether a bracket that opens a line names where a text is from: "(서울=연합뉴스) 김하늘 기자 = …"."""
    return _TIE.search(inside) is not None and not reading.leads


def _is_of_a_picture(reading: Reading, source: Source, low: int, credit: Stretch) -> bool:
    """Return whether agencies alone in a bracket that ends its line supply a picture, as wires alone do texts, too.

    Takes "[AFP/GETTY]" behind one sentence or less, and "(Facebook)" behind "Screenshot of a video".
    """
    if not reading.known:
        return False
    text, (start, _) = source.text, credit
    before = text[low:start].strip()
    if "platform" in reading.kinds and _SCREENSHOT.match(before):
        return True
    if reading.joints and not reading.creators:  # "Ana Ruiz (AFP/Getty Images)" is more than its bracket
        apart = text[start] == "[" or is_stopped(before, 0, len(before))
        if SENTENCE_END.search(before, 0, max(0, len(before) - 3)):
            return False  # a paragraph of the article, which is more than a caption
        return apart and not reading.kinds.isdisjoint(("agency", "stock"))
    alone = not reading.creators and (reading.is_supplied or "platform" in reading.kinds)
    return alone and _signs_a_caption(source, low, credit)  # "The wall at low tide (Reuters)"


def _signs_a_caption(source: Source, low: int, credit: Stretch) -> bool:
    """Return whether a supplier in brackets stands behind a caption that begins at `low`, or within it.

    Behind a stop it may sign a text, too. Not if the words sound like a caption and no text ends there, nor if they may
    be one, a paragraph stands below, and the same brackets nowhere else near.
    """
    text = source.text
    said = said_before(text, low, credit[0])
    if not said:
        return False
    last = last_sentence(said)
    sounds = last == said and (sounds_like_one(said) or _ARABIC_END.search(said) is not None)
    if not is_stopped(said, 0, len(said)):
        return sounds
    if not goes_on(source, credit[1]):
        return sounds and not is_prose(source, low, credit[0], last)
    if sounds or reports(said):
        return sounds
    near = text[max(0, credit[0] - REPEATED) : credit[1] + REPEATED]
    return near.count(text[slice(*credit)]) == 1 and log_odds(last) >= _MAY_BE_ONE


def _is_credit(inside: str, reading: Reading) -> bool:
    """Return whether what a bracket says is a credit, and no sign-off, source or remark."""
    if bylines.names_authors(inside, 0, len(inside)):
        return False
    if {"label", "by", "weak"} & set(reading.leads):
        return True
    if reading.status and reading.is_supplied:  # "(File photo: AP)"
        return True
    if {"bare", "of"} & set(reading.leads) and (reading.is_supplied or reading.has_full_name):
        return True
    if "sign" in reading.leads and reading.known:
        return True
    if _TIE.search(inside):  # "[AP=연합뉴스]": others sign a text with a slash
        return reading.is_supplied
    if "source" in reading.leads:
        return bool(reading.known)
    if not reading.known:  # "(Mara Voss/La Gaceta)"; two people and a slash are another thing
        outlet = len(reading.agencies) == 1 and vocabulary.names_a_body(reading.agencies[0])
        return outlet and len(reading.creators) == 1 and is_person(reading.creators[0]) and "/" in inside
    if reading.joints and reading.has_full_name:
        return True
    return inside.strip() in SPELLINGS and inside.strip() not in AMBIGUOUS
