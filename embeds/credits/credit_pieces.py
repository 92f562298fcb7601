"""What the pieces of a credit line are: agencies, people, organisations, words of status, addresses."""

from __future__ import annotations

import re

from . import bylines, glue, lead_ins, name_forms, vocabulary
from .credit_reading import Reading
from .gazetteer import AMBIGUOUS, SPELLINGS, Agency, agency, may_hold_an_agency
from .name_forms import is_name, is_person
from .vocabulary import WORDS, alternatives

ROLE_WORDS = r"[^\W\d_]\w{2,20}(?: \w{3,20}){0,2}: "  # "Food styling: …": the work of another
_ROLE = re.compile(ROLE_WORDS + r"(?=\S)")
GIVEN_BY = re.compile(rf"^(?:{alternatives(WORDS['given_by'])})\s", re.IGNORECASE)
_SPECIAL = re.compile(rf"^(?:{alternatives(WORDS['special'])})\s", re.IGNORECASE)
# "Ana Ruiz from Pixabay": a word, behind which a known agency stands.
_PLACED = re.compile(rf"\s(?:{alternatives(WORDS['on_platform'])})\s(?=\S)")
_AND = re.compile(r"\s+(?:and|und|et|&|y|e|og|och|ja|ve|dan|и|та)\s+")
_DAY = re.compile(r"\d{1,2}[. ]\w{3,10}\.?[. ](?:19|20)\d\d|(?:19|20)\d\d")
_DEPARTMENT = re.compile(rf"-(?:{alternatives(WORDS['department'])})$", re.IGNORECASE)  # of an agency: "dpa-bilder"
_SMALL = re.compile(r"[^\W\d_A-ZÀ-Þ]\w*(?: \w+){0,2}")  # "family", "the Holt family"
_LONGEST_ASIAN_NAME = 4  # characters


def once(text: str) -> str:
    """Return a line that says its credit twice, as it stands behind a picture and under it, once."""
    half = (len(text) - 1) // 2
    same = text.count(" ") % 2 == 1 and text[half : half + 1] == " " and text[:half] == text[half + 1 :]
    return text[:half] if same else text


def with_piece(reading: Reading, piece: str, *, alone: bool) -> Reading | None:
    """Return the reading with one piece more; None where the piece is none of a credit's."""
    if not piece or bylines.signs_off(piece):  # nothing stands behind a lead-in
        return None
    if not alone and (given := GIVEN_BY.match(piece)):
        outlet = piece[given.end() :]
        if piece[0].islower() or agency(outlet) or name_forms.DOMAIN.fullmatch(outlet):
            piece = outlet
    piece = _SPECIAL.sub("", piece, count=1)
    if not alone and " " in piece and (lead := lead_ins.lead(piece, 0, len(piece))):
        return with_piece(reading, piece[lead.end :].strip(), alone=True)
    if not alone and ((":" in piece and reading.joints and _ROLE.match(piece)) or _DAY.fullmatch(piece)):
        return reading
    if entry := agency(piece) or ("-" in piece and agency(_DEPARTMENT.sub("", piece, count=1))) or None:
        return reading.with_agency(piece, entry)
    said = piece.casefold()
    if said in vocabulary.SUPPLIER_STATUS:
        return reading.plus(agencies=(piece,))
    beside = reading.leads or reading.known or (reading.creators and "photo" in said)  # "Ana Ruiz/Staff photographer"
    if said in vocabulary.STATUS or (said in vocabulary.STATUS_IN_CREDIT and beside):
        return reading._replace(status=True)
    if reading.leads and (unnamed := _with_unnamed(reading, piece)):
        return unnamed
    if bare := _without_status(piece) or (piece[4:] if piece.startswith("the ") and piece[4:5].isupper() else None):
        return with_piece(reading, bare, alone=alone)
    if account := _platform_account(piece):
        platform, spelling, name = account
        return reading.plus(known=(platform,), agencies=(spelling,), creators=(name,))
    if piece[0] >= name_forms.FIRST_IDEOGRAPH:
        body, _, name = piece.rpartition(" ")
        if len(body) > _LONGEST_ASIAN_NAME and name_forms.is_asian_name(name):  # "城市摄影队 李小船"
            return reading.plus(agencies=(body,), creators=(name,))
    if "-" in piece and all(map(agency, hyphened := piece.split("-"))):  # "Contrasto-Redux"
        return _with_pieces(reading, hyphened)
    head, _, name = piece.partition("-")
    if name and agency(head) and is_person(name):  # "Flickr-Ana Ruiz"
        return _with_pieces(reading, [head, name])
    if parts := _parted(piece, alone=alone):
        return _with_pieces(reading, parts)
    return _with_unknown(reading, name_forms.without_rank(name_forms.without_address(once(piece))), alone=alone)


def _with_pieces(reading: Reading, parts: list[str]) -> Reading | None:
    """Return the reading with several pieces more; None where one is none of a credit's."""
    taken: Reading | None = reading
    for part in parts:
        taken = taken and with_piece(taken, part, alone=False)
    return taken and taken._replace(joints=taken.joints + len(parts) - 1)


def _parted(piece: str, *, alone: bool) -> list[str]:
    """Return a person and an agency, or two agencies, that no joiner parts: "Ana Ruiz AFP", "AP Photo Ana Ruiz"."""
    for joint in glue.joints(piece, 0, len(piece)):  # "Ana RuizGetty Images"
        if agency(piece[joint:]) and is_person(piece[:joint]):
            return [piece[:joint], piece[joint:]]
    words = piece.split()
    if not may_hold_an_agency(words):
        return []
    for placed in _PLACED.finditer(piece):  # "Ana Ruiz from Pixabay"
        if agency(piece[placed.end() :]):
            return [piece[: placed.start()], piece[placed.end() :]]
    for size in range(min(len(words) - 1, 4), 0, -1):
        head, rest = " ".join(words[:size]), " ".join(words[size:])
        if agency(head) and (agency(rest) or (alone and (is_person(rest) or name_forms.is_asian_name(rest)))):
            return [head, rest]
        front, tail = " ".join(words[:-size]), " ".join(words[-size:])
        if agency(tail) and is_person(front):
            return [front, tail]
    return []


def _with_unknown(reading: Reading, piece: str, *, alone: bool) -> Reading | None:
    """Return the reading with a piece that no list has: an address, people, an organisation; None for anything else."""
    if name_forms.HANDLE.fullmatch(piece) or name_forms.EMAIL.fullmatch(piece):
        return reading.plus(creators=(piece,))
    if name_forms.DOMAIN.fullmatch(piece):
        return reading.with_name(piece)
    people = _AND.split(piece)
    if len(people) > 1 and any(map(agency, people)):  # "Getty Images and Ana Ruiz"
        known = [one for one in people if agency(one)]
        reading = reading.plus(creators=(one for one in people if is_person(one)))
        return _with_pieces(reading, known) if len(known) + sum(map(is_person, people)) == len(people) else None
    if len(people) > 1 and (_are_people(people, piece) or (reading.leads and _are_makers(reading, people))):
        return reading.plus(creators=people)
    if (is_name(piece) or name_forms.is_body(piece, beside=bool(reading.known))) and not _begins_with_agency(piece):
        return reading.with_name(piece)
    if not alone and name_forms.USER.fullmatch(piece) and (reading.known or not reading.creators):
        return reading.with_name(piece)
    return None


def _are_people(names: list[str], piece: str) -> bool:
    """Return whether these are people's names, and no part of a body's, as in "Tide and Wall Photography".

    "Ana and Jon Ruiz" stay together: Ana alone is nobody's name.
    """
    if not is_name(names[0]) or not all(is_name(one) or name_forms.USER.fullmatch(one) for one in names[1:]):
        return False
    if " " not in names[0] and " " in names[-1]:
        return False
    return not vocabulary.names_a_body(piece) or all(map(is_person, names))


def _with_unnamed(reading: Reading, piece: str) -> Reading | None:
    """Return the reading with what gave a picture and is not named: "the family", "the viral video"; else None.

    Behind a label it is a few words that begin small, since captions stand there, too: "Photos: Inside the museum".
    """
    said_by = "by" in reading.leads or "of" in reading.leads or _SMALL.fullmatch(piece)
    if not said_by or name_forms.is_body(piece.removeprefix("the ")):
        return None
    if name_forms.is_unnamed_maker(piece):
        return reading.plus(creators=(piece,))
    signs = "sign" in reading.leads  # its page: "© website"
    return reading._replace(status=True) if name_forms.is_unnamed_work(piece) and not signs else None


def _are_makers(reading: Reading, makers: list[str]) -> bool:
    """Return whether one of these makers has no name, and the others have: "the artist", "Tide Gallery"."""
    unnamed = [one for one in makers if name_forms.is_unnamed_maker(one) and _with_unnamed(reading, one)]
    return bool(unnamed) and all(one in unnamed or is_name(one) or name_forms.is_body(one) for one in makers)


def _begins_with_agency(piece: str) -> bool:
    """Return whether an agency that is no ordinary word opens the piece: "Getty Images After the" is nobody's name."""
    parts = piece.split()
    if not may_hold_an_agency(parts):
        return False
    heads = (" ".join(parts[:size]) for size in range(1, min(len(parts), 4)))
    return any(head in SPELLINGS and head not in AMBIGUOUS for head in heads)


def _without_status(piece: str) -> str | None:
    """Return "PTI" for "PTI File Photo"; None where no word of status stands at either end."""
    parts = piece.split()
    if not vocabulary.may_hold_status(parts):
        return None
    for size in range(min(3, len(parts) - 1), 0, -1):
        for status, rest in ((parts[-size:], parts[:-size]), (parts[:size], parts[size:])):
            said = " ".join(status).casefold()
            if said in vocabulary.STATUS or (said in vocabulary.STATUS_IN_CREDIT and agency(" ".join(rest))):
                return " ".join(rest)
    return None


def _platform_account(piece: str) -> tuple[Agency, str, str] | None:
    """Return the platform, its spelling and the account of "Instagram mara.voss"; None for anything else."""
    platform, _, account = piece.partition(" ")
    entry = agency(platform)
    if entry and entry.kind == "platform" and account and len(account.split()) <= 4:
        return entry, platform, account.lstrip("@ ")
    return None
