"""The grammar of a credit line: lead-ins, then a chain of people, agencies and distributors.

    credit := mark? date? lead* chain status? licence?
    chain  := item (separator item)*
    item   := agency | person | organisation | status | handle | e-mail | domain

A line is read whole or not at all: with one piece that is none of these, it is no credit.
"""

from __future__ import annotations

import datetime as dt
import functools
import re

from . import bylines, caption_words, glue, joiners, lead_ins, name_forms, notices, vocabulary
from .credit_pieces import GIVEN_BY, ROLE_WORDS, once, with_piece
from .credit_reading import Reading
from .gazetteer import agency

LONGEST = 110  # code points of a credit line behind its lead-in; 3 of 282 labelled ones are longer, by 17 at most
BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】", "<": ">", "＜": "＞"}
OPENING_BRACKETS = "".join(BRACKETS)
JOINERS = "|/–—-•"  # what may stand between a caption and its credit

_MARKS_BEFORE = re.compile(r"^[\s\-–—|/•·▲▼►*,.＝]+")
_YEAR_BEFORE = re.compile(r"^(?:19|20)\d{2}(?:[-–]\d{2,4})?\s+")
PAGE_DATE = re.compile(r"(?<!\S)(?:date\s+)?(\d{4}-\d{2}-\d{2})\s+(?=\S)")
# Parts what a joiner parts, and "Ana Ruiz. Courtesy of Acme", "Ana Ruiz. AFP"; not "J. Abel".
SEPARATOR = re.compile(
    rf"(?=[{joiners.FIRST}.])(?:{joiners.PARTS}"
    r"|(?<=\w\w)\.\s+(?=[A-Z]{2,}(?![^\W\d_a-z]*[a-z])|Courtesy of )"
    rf"|\.\s+(?={ROLE_WORDS}))"
)
# "“The old wall” by Ana Ruiz": a picture's title, before a licence.
_TITLED = re.compile(
    rf"^[\"“«„][^\"”»“]{{1,120}}[\"”»“],? (?:{vocabulary.alternatives(vocabulary.WORDS['title_by'])}) (?=\S)"
)
# The end of a sentence of four letters or more before a joint: "… in California. / Getty Images".
_INNER_STOP = re.compile(r"\.(?:(?<=[^\W\d_]{4}\.)|(?<=[가-힣]\.))\s*[/|–—-]")
# The end of a sentence before a chain: takes that in "in May 2021. AFP", "Ana Ruiz. AFP/Jon Abel", which are a caption
# and its credit; not that in "Ana Ruiz. AFP".
_SENTENCE_END = re.compile(
    r"\b(?:19|20)\d\d\. |\w\w\. (?=[A-Z][\w.]{0,20}(?: [A-Z][\w.]{0,20}){0,2} ?/ ?[^\W\d_a-z][\w.]{0,20} \w)"
)
_NAMED = r"[^\W\d_a-z][\w'’.-]{1,20}(?: [^\W\d_a-z][\w'’.-]{1,20}){0,3}"
# Takes "; Food styling: Mara Voss. Props: Jon Abel." behind a credit.
ROLES = re.compile(rf"(?:[.;] {ROLE_WORDS}{_NAMED}(?=[.;]|\s*$))+\.?", re.MULTILINE)
_CLAUSE = re.compile("[由的了是をにはがで，]")  # in no name, though East Asian words read as names
_ONE_WORD_FOR = re.compile(r"[^\W\d_]+ for ")  # no person has one name: "Notice for the Ellery Group"
_AGENCY_COLON = re.compile(r"^([^:]{2,30}): (?=[^\W\d_a-z])")
EDITOR = re.compile(r"[a-z]{2,4}")  # who sent the picture out: "foc." in "ANTARA FOTO/Sari Dewi/foc."
_TITLES = frozenset(vocabulary.WORDS["title"])
_KOREAN_SENTENCE = "다."  # its verb; no name ends so, and without case its words may all be names
_LAST_PIECE = re.compile("[/|,]")
_MOST_BEFORE_SUFFIX = 4  # words taken for a name because a lead-in stands behind them, or © before and an agency behind
MOST_LEADS = 5  # "Photo: Courtesy of …": at most 2 in 21,000 labelled texts; the line is copied once for each


@functools.lru_cache(maxsize=64)  # a line is read for each of its anchors and for its record
def read(line: str) -> Reading | None:
    """Read a credit line, brackets and labels included; return None where a piece of it belongs to no credit.

    >>> read("(Photo by Ana Ruiz/AFP via Getty Images)").agencies
    ('AFP', 'Getty Images')
    """
    rest = once(_unbracket(alone(line)))
    if bylines.signs_off(rest) or line.endswith(_KOREAN_SENTENCE) or rest in _TITLES:
        return None
    rest, reading = _without_rights(*_opened(rest))
    if _INNER_STOP.search(rest) or glue.has_stop(rest) or _begins_with_a_sentence(rest):
        return None
    suffix = lead_ins.suffix(rest)
    if suffix:  # in Asia the lead-in stands behind the name
        reading = reading.plus(leads=("by",))
        rest = rest[: suffix.start()].rpartition("、")[2]  # a day or a place may stand before it
        if _CLAUSE.search(rest):
            return None
    if _ONE_WORD_FOR.match(rest) and rest.casefold() not in vocabulary.STATUS:
        return None
    pieces, label = _pieces(rest)
    others = [piece for piece in pieces if piece.casefold() not in vocabulary.STATUS]
    reading = reading._replace(
        leads=(*reading.leads, *label),
        joints=len(pieces) - 1 + bool(reading.known),
        status=reading.status or len(others) < len(pieces),
    )
    for number, piece in enumerate(others):
        taken = with_piece(reading, piece, alone=len(others) == 1)
        if taken is None:
            signed = "sign" in reading.leads and number == 0 and len(others) > 1 and agency(others[-1])
            if not ((signed or (suffix and len(others) == 1)) and len(piece.split()) <= _MOST_BEFORE_SUFFIX):
                return None
            taken = reading.plus(creators=(piece,))
        reading = taken
    if reading.creators or reading.agencies or reading.status or (reading.leads and pieces):
        return reading.settled()
    return None


def _begins_with_a_sentence(text: str) -> bool:
    """Return whether a caption stands before the chain."""
    end = _SENTENCE_END.search(text) if ". " in text else None
    return end is not None and end.start() > 0 and not any(sign in text[: end.start()] for sign in "/|")


def alone(line: str) -> str:
    """Return a line, once and without the furniture at its ends: "toggle caption Ana Ruiz/AP", "(Ana Ruiz/AP) More".

    White space in it is collapsed.
    """
    rest, value = caption_words.without_furniture(" ".join(line.split()))
    if value == rest:
        return once(rest)
    last = _LAST_PIECE.split(value)[-1].split()  # an agency: "Photo: Mara Close" is another thing
    known = value[-1:] in BRACKETS.values() or any(agency(" ".join(last[-size:])) for size in (1, 2, 3))
    return once(value if known else rest)


def _unbracket(text: str) -> str:
    """Return a line without marks before it, brackets around it and stops behind it."""
    text = _MARKS_BEFORE.sub("", text)
    while text[:1] in BRACKETS and text[-1:] in BRACKETS.values() and not text.lower().startswith("(c)"):
        text = text[1:-1].strip()
    last = text.rpartition(" ")[2]
    stopped = last in vocabulary.ABBREVIATIONS or name_forms.INITIAL.fullmatch(last)
    return text if stopped else text.rstrip(" .,;:")


def _opened(text: str) -> tuple[str, Reading]:
    """Take the page's date, the lead-ins and a copyright year off the front."""
    reading = Reading()
    if date := PAGE_DATE.match(text):
        try:
            reading = Reading(date=dt.date.fromisoformat(date[1]))
        except ValueError:
            return text, reading
        text = text[date.end() :]
    while len(reading.leads) < MOST_LEADS and (lead := lead_ins.lead(text, 0, len(text))):
        if text.casefold() in vocabulary.STATUS:  # "Courtesy image"
            break
        reading = reading.plus(leads=("by" if lead.kind == "given" else lead.kind,))
        if lead.kind == "sign":
            reading = reading._replace(notice=text)
        text = _YEAR_BEFORE.sub("", _MARKS_BEFORE.sub("", text[lead.end :]).lstrip(":： "), count=1)
    if "by" not in reading.leads and (opening := lead_ins.fronted(text)):
        front, lead = opening
        entry = agency(front)
        if entry or not front or name_forms.is_body(front):
            reading = reading.plus(leads=(lead.kind,), agencies=(front,) * bool(front), known=(entry,) if entry else ())
            text = text[lead.end :]
    return GIVEN_BY.sub("", text, count=1), reading


def _without_rights(text: str, reading: Reading) -> tuple[str, Reading]:
    """Take a copyright notice and a licence off the end."""
    if notice := notices.notice_in(text):
        text, reading = notice.before, reading._replace(notice=notice.words)
        if holder := agency(notice.holder):
            reading = reading.plus(known=(holder,))  # it proves the credit, but is no part of the chain
    if demand := notices.restriction_in(text):
        text, reading = demand.before, reading._replace(notice=demand.words)
    if licence := notices.licence_in(text):
        text, reading = licence.before, reading._replace(notice=licence.words, status=bool(reading.leads))
        if titled := _TITLED.match(text):
            text, reading = text[titled.end() :].removesuffix(" is"), reading.plus(leads=("by",))
    return text, reading


def _pieces(text: str) -> tuple[list[str], tuple[str, ...]]:
    """Return what stands between the separators, and the kind of the label that stands before it without a colon."""
    colon = _AGENCY_COLON.match(text) if ":" in text else None
    if colon and (agency(colon[1]) or colon[1].casefold() in vocabulary.STATUS):  # "(AAP: Ana Ruiz)"
        text = f"{colon[1]} / {text[colon.end() :]}"
    pieces = [piece for part in SEPARATOR.split(text) if (piece := _stripped(part))]
    while len(pieces) > 2 and EDITOR.fullmatch(pieces[-1]) and not agency(pieces[-1]):
        pieces.pop()
    if len(pieces) > 1 and lead_ins.is_label(pieces[0]):  # "Foto/ANSA"
        return pieces[1:], ("label",)
    if pieces and not agency(pieces[0]) and (bare := lead_ins.without_label(pieces[0])):  # "Foto Ana Ruiz/ANP"
        return [bare, *pieces[1:]], ("bare",)
    return pieces, ()


def _stripped(piece: str) -> str:
    """Return a piece without the marks around it; the full stop of an abbreviation stays."""
    shortened = piece.rpartition(" ")[2] in vocabulary.ABBREVIATIONS
    name = piece.strip() if shortened else piece.strip(" .,:[]\"'«»©")
    return _YEAR_BEFORE.sub("", name, count=1) if name[:1].isdecimal() else name
