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

from . import bylines, lead_ins, name_forms, notices, vocabulary
from .credit_reading import Reading
from .gazetteer import AMBIGUOUS, SPELLINGS, Agency, agency
from .name_forms import is_name

LONGEST = 110  # code points of a credit line behind its lead-in; 3 of 282 labelled ones are longer, by 17 at most
BRACKETS = {"(": ")", "[": "]", "（": "）"}
OPENING_BRACKETS = "".join(BRACKETS)
JOINERS = "|/–—-•"  # what may stand between a caption and its credit

_MARKS_BEFORE = re.compile(r"^[\s\-–—|/•·▲▼►*,.＝]+")
PAGE_DATE = re.compile(r"(?<!\S)(?:date\s+)?(\d{4}-\d{2}-\d{2})\s+(?=\S)")
_YEAR_BEFORE = re.compile(r"^(?:19|20)\d{2}(?:[-–]\d{2,4})?\s+")
_GIVEN_BY = re.compile(r"^(?:supplied by|provided by|via|by|von|di)\s", re.IGNORECASE)
# "Institute for Tides" is one organisation; "Ana Ruiz for Tides" are a person and an outlet.
_NOT_BEHIND_A_BODY = "".join(rf"(?<!{re.escape(word)}\s)" for word in vocabulary.WORDS["body_for"])
_ROLE_WORDS = r"[^\W\d_]\w{2,20}(?: \w{3,20}){0,2}: "  # "Food styling: …": the work of another
# Parts "Ana Ruiz/AFP", "Ana Ruiz, AP", "AFP via Getty Images", "Ana Ruiz - dpa", "Ana Ruiz (AFP)", "新华社记者李小船",
# "Ana Ruiz for Tides", "Ana Ruiz. Courtesy of Acme", "Ana Ruiz. AFP"; not "Ruiz-Abel", "Institute for Tides",
# "J. Abel". The first class is for speed: most characters part nothing.
_SEPARATOR = re.compile(
    r"(?=[\s/|#＝=;,().،记記])(?:"
    r"\s*[/|#＝=]\s*(?:(?:for|via)\s+)?|,?\s+(?:[Vv][Ii][Aa]|vía|über)\s+|\s+(?:[-–—•]|auf|on)\s+|\s*;\s*|,\s+"
    r"|\s*\(\s*|\s*\)\s*|\s+©\s*|،\s*|(?<=[\u3040-\u9fff]),|(?:记者|記者)\s*"
    rf"|\s{_NOT_BEHIND_A_BODY}(?:for|para|für|pour|POUR|FOR|PARA)\s+(?=[Tt]he\s|[A-Z]|«)"
    r"|\.\s+(?=[A-Z]{2,}(?![^\W\d_a-z]*[a-z])|Courtesy of )"
    rf"|\.\s+(?={_ROLE_WORDS}))"
)
# The end of a sentence of four letters or more before a joint: "… in California. / Getty Images".
_INNER_STOP = re.compile(r"\.(?:(?<=[^\W\d_]{4}\.)|(?<=[가-힣]\.))\s*[/|–—-]")
_AND = re.compile(r"\s+(?:and|und|et|&|y|e|og|och|ja|ve|dan|и|та)\s+")
_ROLE = re.compile(_ROLE_WORDS + r"(?=\S)")
_NAMED = r"[^\W\d_a-z][\w'’.-]{1,20}(?: [^\W\d_a-z][\w'’.-]{1,20}){0,3}"
# Takes "; Food styling: Mara Voss. Props: Jon Abel." behind a credit.
ROLES = re.compile(rf"(?:[.;] {_ROLE_WORDS}{_NAMED}(?=[.;]|\s*$))+\.?", re.MULTILINE)
_CLAUSE = re.compile("[由的了是をにはがで，]")  # in no name, though East Asian words read as names
_DAY = re.compile(r"\d{1,2}[. ]\w{3,10}\.?[. ](?:19|20)\d\d|(?:19|20)\d\d")
_ONE_WORD_FOR = re.compile(r"[^\W\d_]+ for ")  # no person has one name: "Notice for the Ellery Group"
_AGENCY_COLON = re.compile(r"^([^:]{2,30}): (?=[^\W\d_a-z])")
_MOST_BEFORE_SUFFIX = 4  # words that are taken for a name because a lead-in stands behind them
MOST_LEADS = 5  # "Photo: Courtesy of …": at most 2 in 21,000 labelled texts; the line is copied once for each


@functools.lru_cache(maxsize=64)  # a line is read for each of its anchors and for its record
def read(line: str) -> Reading | None:
    """Read a credit line, brackets and labels included; return None where a piece of it belongs to no credit.

    >>> read("(Photo by Ana Ruiz/AFP via Getty Images)").agencies
    ('AFP', 'Getty Images')
    """
    rest = _unbracket(" ".join(line.split()))
    if bylines.signs_off(rest):
        return None
    rest, reading = _without_rights(*_opened(rest))
    if _INNER_STOP.search(rest):
        return None
    suffix = lead_ins.suffix(rest)
    if suffix:  # in Asia the lead-in stands behind the name
        reading = reading.plus(leads=("by",))
        rest = rest[: suffix.start()].rpartition("、")[2]  # a day or a place may stand before it
        if _CLAUSE.search(rest):
            return None
    if _ONE_WORD_FOR.match(rest):
        return None
    pieces, label = _pieces(rest)
    reading = reading._replace(leads=(*reading.leads, *label), joints=len(pieces) - 1 + bool(reading.known))
    for piece in pieces:
        taken = _with_piece(reading, piece, alone=len(pieces) == 1)
        if taken is None:
            if not (suffix and len(pieces) == 1 and len(piece.split()) <= _MOST_BEFORE_SUFFIX):
                return None
            taken = reading.plus(creators=(piece,))
        reading = taken
    if reading.creators or reading.agencies or reading.status or (reading.leads and pieces):
        return reading.settled()
    return None


def _unbracket(text: str) -> str:
    """Return a line without marks before it, brackets around it and stops behind it."""
    text = _MARKS_BEFORE.sub("", text)
    while text[:1] in BRACKETS and text[-1:] in BRACKETS.values() and not text.lower().startswith("(c)"):
        text = text[1:-1].strip()
    return text.rstrip(" .,;:") if not name_forms.INITIAL.fullmatch(text.rpartition(" ")[2]) else text


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
        reading = reading.plus(leads=(lead.kind,))
        if lead.kind == "sign":
            reading = reading._replace(notice=text)
        text = _YEAR_BEFORE.sub("", _MARKS_BEFORE.sub("", text[lead.end :]).lstrip(": "), count=1)
    return _GIVEN_BY.sub("", text, count=1), reading


def _without_rights(text: str, reading: Reading) -> tuple[str, Reading]:
    """Take a copyright notice and a licence off the end."""
    if notice := notices.notice_in(text):
        text, reading = notice.before, reading._replace(notice=notice.words)
        if holder := agency(notice.holder):
            reading = reading.plus(known=(holder,))  # it proves the credit, but is no part of the chain
    if licence := notices.licence_in(text):
        text, reading = licence.before, reading._replace(notice=licence.words)
    return text, reading


def _pieces(text: str) -> tuple[list[str], tuple[str, ...]]:
    """Return what stands between the separators, and the kind of the label that stands before it without a colon."""
    colon = _AGENCY_COLON.match(text) if ":" in text else None
    if colon and (agency(colon[1]) or colon[1].casefold() in vocabulary.STATUS):  # "(AAP: Ana Ruiz)"
        text = f"{colon[1]} / {text[colon.end() :]}"
    parts = (p if p.endswith(("Jr.", "Sr.")) else p.strip(" .,:[]\"'«»") for p in _SEPARATOR.split(text))
    pieces = [part for part in parts if part]
    if len(pieces) > 1 and lead_ins.is_label(pieces[0]):  # "Foto/ANSA"
        return pieces[1:], ("label",)
    if pieces and not agency(pieces[0]) and (bare := lead_ins.without_label(pieces[0])):  # "Foto Ana Ruiz/ANP"
        return [bare, *pieces[1:]], ("bare",)
    return pieces, ()


def _with_piece(reading: Reading, piece: str, *, alone: bool) -> Reading | None:
    """Return the reading with one piece more; None where the piece is none of a credit's."""
    if bylines.signs_off(piece):
        return None
    if not alone and " " in piece and (lead := lead_ins.lead(piece, 0, len(piece))):
        return _with_piece(reading, piece[lead.end :].strip(), alone=True)
    if not alone and ((reading.joints and _ROLE.match(piece)) or _DAY.fullmatch(piece)):
        return reading
    if entry := agency(piece):
        return reading.with_agency(piece, entry)
    if piece.casefold() in vocabulary.SUPPLIER_STATUS:
        return reading.plus(agencies=(piece,))
    if piece.casefold() in vocabulary.STATUS:
        return reading._replace(status=True)
    if bare := _without_status(piece) or (piece[4:] if piece.startswith("the ") else None):
        return _with_piece(reading, bare, alone=alone)
    if account := _platform_account(piece):
        platform, spelling, name = account
        return reading.plus(known=(platform,), agencies=(spelling,), creators=(name,))
    return _with_unknown(reading, name_forms.without_address(piece), alone=alone)


def _with_unknown(reading: Reading, piece: str, *, alone: bool) -> Reading | None:
    """Return the reading with a piece that no list has: an address, people, an organisation; None for anything else."""
    if any(form.fullmatch(piece) for form in (name_forms.HANDLE, name_forms.EMAIL, name_forms.DOMAIN)):
        return reading.plus(creators=(piece,))
    people = _AND.split(piece)
    if len(people) > 1 and is_name(people[0]) and all(is_name(p) or name_forms.USER.fullmatch(p) for p in people[1:]):
        return reading.plus(creators=people)
    if (is_name(piece) or name_forms.is_body(piece, beside=bool(reading.known))) and not _begins_with_agency(piece):
        return reading.with_name(piece)
    if not alone and name_forms.USER.fullmatch(piece) and (reading.known or not reading.creators):
        return reading.with_name(piece)
    return None


def _begins_with_agency(piece: str) -> bool:
    """Return whether an agency that is no ordinary word opens the piece: "Getty Images After the" is nobody's name."""
    parts = piece.split()
    heads = (" ".join(parts[:size]) for size in range(1, min(len(parts), 4)))
    return any(head in SPELLINGS and head not in AMBIGUOUS for head in heads)


def _without_status(piece: str) -> str | None:
    """Return "PTI" for "PTI File Photo"; None where no word of status stands at either end."""
    parts = piece.split()
    for size in range(min(3, len(parts) - 1), 0, -1):
        if " ".join(parts[-size:]).casefold() in vocabulary.STATUS:
            return " ".join(parts[:-size])
        if " ".join(parts[:size]).casefold() in vocabulary.STATUS:
            return " ".join(parts[size:])
    return None


def _platform_account(piece: str) -> tuple[Agency, str, str] | None:
    """Return the platform, its spelling and the account of "Instagram mara.voss"; None for anything else."""
    platform, _, account = piece.partition(" ")
    entry = agency(platform)
    if entry and entry.kind == "platform" and account and len(account.split()) <= 4:
        return entry, platform, account.lstrip("@ ")
    return None
