"""The grammar of a credit line: lead, then a chain of people, agencies and distributors.

    credit := mark? date? lead* chain status? licence?
    chain  := item (separator item)*
    item   := agency | person | body | status | handle | e-mail | domain

A line is read whole or not at all: one piece that is none of these, and it is no credit.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass, field

from . import lead_ins
from .gazetteer import AMBIGUOUS, PICTURE_KINDS, SPELLINGS, Agency, agency

_OPEN = re.compile(r"^[\s\-–—|/•·▲▼►*,.＝]+")
PAGE_DATE = re.compile(r"(?<!\S)(?:date\s+)?(\d{4}-\d{2}-\d{2})\s+(?=\S)")
_YEAR = re.compile(r"^(?:19|20)\d{2}(?:[-–]\d{2,4})?\s+")
_GIVEN_BY = re.compile(r"^(?:supplied by|provided by|via|by|von|di)\s", re.IGNORECASE)
_ROLE_WORDS = r"[^\W\d_]\w{2,20}(?: \w{3,20}){0,2}: "  # "Food styling: …": somebody else's work
_SEPARATOR = re.compile(  # one class first: most characters part nothing
    r"(?=[\s/|#＝=;,().،记記])(?:"
    r"\s*[/|#＝=]\s*(?:(?:for|via)\s+)?|,?\s+(?:[Vv][Ii][Aa]|vía|über)\s+|\s+(?:[-–—•]|auf|on)\s+|\s*;\s*|,\s+"
    r"|\s*\(\s*|\s*\)\s*|\s+©\s*|،\s*|(?<=[\u3040-\u9fff]),|(?:记者|記者)\s*"
    rf"|\s{lead_ins.NOT_BEHIND_A_BODY}(?:for|para|für|pour|POUR|FOR|PARA)\s+(?=[Tt]he\s|[A-Z]|«)"
    r"|\.\s+(?=[A-Z]{2,}(?![^\W\d_a-z]*[a-z])|Courtesy of )"
    rf"|\.\s+(?={_ROLE_WORDS}))"
)
# A sentence ends there: "… in California. / Getty Images".
_INNER_STOP = re.compile(r"\.(?:(?<=[^\W\d_]{4}\.)|(?<=[가-힣]\.))\s*[/|–—-]")
_AND = re.compile(r"\s+(?:and|und|et|&|y|e|og|och|ja|ve|dan|и|та)\s+")
_ROLE = re.compile(_ROLE_WORDS + r"(?=\S)")
_NAMED = r"[^\W\d_a-z][\w'’.-]{1,20}(?: [^\W\d_a-z][\w'’.-]{1,20}){0,3}"
ROLES = re.compile(rf"(?:[.;] {_ROLE_WORDS}{_NAMED}(?=[.;]|\s*$))+\.?", re.MULTILINE)
_HANDLE = re.compile(r"@\w[\w.]{0,30}")
_EMAIL = re.compile(r"[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,3}")
_ADDRESS = re.compile(rf"\s+[<(]?{_EMAIL.pattern}[>)]?$")  # behind its owner's name
_DOMAIN = re.compile(
    r"(?:https?://)?(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,20}){0,2}\.(?:com|org|net|de|at|ch|co\.uk|fr|it|es|pl|cz|ru|ie|ca|au|nl|be|eu|info|gov|edu|tv)"
)
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}|(?:Jr|Sr|Dr|St|Mt|Lt|Sgt|Cpl|Capt|Maj|Prof)\.|II|III|IV", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’´`.\-]*")
_WITH_INITIAL = re.compile(r"(?:[^\W\d_a-z][\w'’-]+ )?(?:[^\W\d_a-z]\. ?){1,2}[^\W\d_a-z][\w'’-]+")  # a person's
_CLAUSE = re.compile("[由的了是をにはがで，]")  # no name, where every word reads as one
_DAY = re.compile(r"\d{1,2}[. ]\w{3,10}\.?[. ](?:19|20)\d\d|(?:19|20)\d\d")
_NOTHING_FOR = re.compile(r"[^\W\d_]+ for ")  # no person has one name: "Notice for the Ellery Group"
_AGENCYS = re.compile(r"^([^:]{2,30}): (?=[^\W\d_a-z])")
_MOST_BEFORE_SUFFIX = 4  # words
_MOST_LEADS = 5  # at most 2 in 21,000 labelled texts; the line is copied once for each
_USER = re.compile(r"[\w.\-]{2,30}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a credit line says. `leads` name its lead-ins' kinds, `joints` counts the separators between pieces.

    `status` says that a word like "Supplied" stands in it.
    """

    creators: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    known: tuple[Agency, ...] = ()
    leads: tuple[str, ...] = ()
    notice: str | None = None
    date: dt.date | None = None
    joints: int = 0
    status: bool = False

    @property
    def supplied(self) -> bool:
        """Whether a body that is known to supply pictures stands in it."""
        return any(entry.kind in PICTURE_KINDS for entry in self.known)


@dataclass(slots=True)
class _Draft:
    """A Reading while its line is read."""

    creators: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    known: list[Agency] = field(default_factory=list)
    leads: list[str] = field(default_factory=list)
    notice: str | None = None
    date: dt.date | None = None
    joints: int = 0
    status: bool = False

    def reading(self) -> Reading:
        """Return what was read so far, for good."""
        return Reading(
            tuple(self.creators),
            tuple(self.agencies),
            tuple(self.known),
            tuple(self.leads),
            self.notice,
            self.date,
            self.joints,
            self.status,
        )


@functools.lru_cache(maxsize=64)  # a line is read for each of its anchors and for its record
def read(line: str) -> Reading | None:
    """Read a credit line, brackets and labels included; None where any piece of it is not a credit's.

    >>> read("(Photo by Ana Ruiz/AFP via Getty Images)").agencies
    ('AFP', 'Getty Images')
    """
    reading = _Draft()
    rest = _unbracket(" ".join(line.split()))
    if lead_ins.signs_off(rest):
        return None
    rest = _open(rest, reading)
    if notice := lead_ins.NOTICE.search(rest) if lead_ins.HAS_NOTICE.search(rest) else None:
        reading.notice = notice.group().strip(" /|")
        rest = rest[: notice.start()]
        if holder := agency((notice["holder"] or "").strip()):
            reading.known.append(holder)  # it vouches for the credit, but the notice is no part of the chain
    licence = lead_ins.LICENCE.search(rest) if lead_ins.HAS_LICENCE.search(rest) else None
    if licence and (licence.start() == 0 or rest[licence.start() - 1] in " /|,(-"):
        reading.notice = licence.group().rstrip(" )")
        rest = rest[: licence.start()].rstrip(" /|,(-–")
    if _INNER_STOP.search(rest):
        return None
    if said := lead_ins.suffix(rest):  # in Asia the lead-in stands behind the name
        reading.leads.append("by")
        rest = rest[: said.start()].rpartition("、")[2]  # a day or a place may stand before it
        if _CLAUSE.search(rest):
            return None
    if _NOTHING_FOR.match(rest):
        return None
    body = _AGENCYS.match(rest) if ":" in rest else None
    if body and (agency(body[1]) or body[1].casefold() in lead_ins.STATUS):  # "(AAP: Ana Ruiz)"
        rest = f"{body[1]} / {rest[body.end() :]}"
    pieces = _pieces(rest)
    if len(pieces) > 1 and lead_ins.is_label(pieces[0]):  # "Foto/ANSA"
        reading.leads.append("label")
        del pieces[0]
    elif pieces and not agency(pieces[0]) and (bare := lead_ins.without_label(pieces[0])):  # "Foto Ana Ruiz/ANP"
        reading.leads.append("bare")
        pieces[0] = bare
    reading.joints = len(pieces) - 1 + bool(reading.known)
    for piece in pieces:
        if not _take(piece, reading, alone=len(pieces) == 1):
            if not (said and len(pieces) == 1 and len(piece.split()) <= _MOST_BEFORE_SUFFIX):
                return None
            reading.creators.append(piece)
    if not (reading.creators or reading.agencies or reading.status or (reading.leads and pieces)):
        return None
    _settle(reading)
    return reading.reading()


def _unbracket(text: str) -> str:
    text = _OPEN.sub("", text)
    while text[:1] in ("(", "[", "（") and text[-1:] in (")", "]", "）") and not text.lower().startswith("(c)"):
        text = text[1:-1].strip()
    return text.rstrip(" .,;:") if not _INITIAL.fullmatch(text.rpartition(" ")[2]) else text


def _open(text: str, reading: _Draft) -> str:
    """Take the page's date, the lead-ins and a copyright year off the front."""
    if date := PAGE_DATE.match(text):
        try:
            reading.date = dt.date.fromisoformat(date[1])
        except ValueError:
            return text
        text = text[date.end() :]
    while len(reading.leads) < _MOST_LEADS and (lead := lead_ins.lead(text, 0, len(text))):
        reading.leads.append(lead.kind)
        if lead.kind == "sign":
            reading.notice = text
        text = _YEAR.sub("", _OPEN.sub("", text[lead.end :]).lstrip(": "), count=1)
    return _GIVEN_BY.sub("", text, count=1)


def _pieces(text: str) -> list[str]:
    return [
        piece
        for piece in (p.strip(" .,:[]\"'«»") if not p.endswith(("Jr.", "Sr.")) else p for p in _SEPARATOR.split(text))
        if piece
    ]


def _take(piece: str, reading: _Draft, *, alone: bool) -> bool:
    """Put one piece where it belongs; False where it belongs nowhere."""
    if lead_ins.signs_off(piece):
        return False
    if not alone and " " in piece and (lead := lead_ins.lead(piece, 0, len(piece))):
        return _take(piece[lead.end :].strip(), reading, alone=True)
    if not alone and reading.joints and _ROLE.match(piece):
        return True
    if not alone and _DAY.fullmatch(piece):
        return True
    if entry := agency(piece):
        reading.known.append(entry)
        _supplier(piece, entry, reading)
        return True
    if piece.casefold() in lead_ins.SUPPLIER_STATUS:
        reading.agencies.append(piece)
        return True
    if piece.casefold() in lead_ins.STATUS:
        reading.status = True
        return True
    if bare := _without_status(piece) or (piece[4:] if piece.startswith("the ") else None):
        return _take(bare, reading, alone=alone)
    if found := _platform_account(piece):
        reading.known.append(found[0])
        reading.agencies.append(found[1])
        reading.creators.append(found[2])
        return True
    if "@" in piece and (address := _ADDRESS.search(piece)) and is_name(piece[: address.start()]):
        piece = piece[: address.start()]
    if _HANDLE.fullmatch(piece) or _EMAIL.fullmatch(piece) or _DOMAIN.fullmatch(piece):
        reading.creators.append(piece)
        return True
    people = _AND.split(piece)
    if len(people) > 1 and is_name(people[0]) and all(is_name(p) or _USER.fullmatch(p) for p in people[1:]):
        reading.creators.extend(people)
        return True
    if (is_name(piece) or is_body(piece, beside=bool(reading.known))) and not _begins_with_agency(piece):
        _unknown(piece, reading)
        return True
    if not alone and _USER.fullmatch(piece) and (reading.known or not reading.creators):
        _unknown(piece, reading)
        return True
    return False


def _begins_with_agency(piece: str) -> bool:
    """Whether an agency that is no ordinary word opens the piece: "Getty Images After the" is no body's name."""
    parts = piece.split()
    heads = (" ".join(parts[:size]) for size in range(1, min(len(parts), 4)))
    return any(head in SPELLINGS and head not in AMBIGUOUS for head in heads)


def _supplier(piece: str, entry: Agency, reading: _Draft) -> None:
    if entry.kind == "public" and not (reading.creators or reading.agencies):
        reading.creators.append(piece)
    elif not reading.agencies or reading.agencies[-1].casefold() != piece.casefold():
        reading.agencies.append(piece)


def _unknown(piece: str, reading: _Draft) -> None:
    """A name that no list knows: the first is who made it, one beside a maker is an outlet.

    A person is the maker wherever the name stands: "Nordlicht/Jens Klar".
    """
    if any(_is_same(piece, creator) for creator in reading.creators):
        return
    if _is_person(piece) and not any(_is_person(creator) for creator in reading.creators):
        reading.agencies[:0], reading.creators = reading.creators, [piece]
    elif _WITH_INITIAL.fullmatch(piece) or (reading.creators and all(map(lead_ins.names_a_body, reading.creators))):
        reading.creators.append(piece)  # several people made it, or several bodies
    else:
        (reading.agencies if reading.creators else reading.creators).append(piece)


def _is_same(one: str, other: str) -> bool:
    """Whether it is the same name in another spelling, or cut short: both stand in lines that give a credit twice."""
    shorter, longer = sorted((_letters(one), _letters(other)), key=len)
    return longer.startswith(shorter) and len(longer) - len(shorter) <= (1 if len(shorter) > 8 else 0)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _without_status(piece: str) -> str | None:
    """ "PTI File Photo" -> "PTI"; None where no status word stands at either end."""
    parts = piece.split()
    for size in range(min(3, len(parts) - 1), 0, -1):
        if " ".join(parts[-size:]).casefold() in lead_ins.STATUS:
            return " ".join(parts[:-size])
        if " ".join(parts[:size]).casefold() in lead_ins.STATUS:
            return " ".join(parts[size:])
    return None


def _platform_account(piece: str) -> tuple[Agency, str, str] | None:
    """ "Instagram mara.voss" -> the platform and the account."""
    platform, _, account = piece.partition(" ")
    entry = agency(platform)
    if entry and entry.kind == "platform" and account and len(account.split()) <= 4:
        return entry, platform, account.lstrip("@ ")
    return None


def _settle(reading: _Draft) -> None:
    """A paper, a broadcaster or a public body that stands alone made the picture itself."""
    kinds = {entry.kind for entry in reading.known}
    if not reading.creators and kinds and not kinds & (PICTURE_KINDS | {"platform"}):
        reading.creators, reading.agencies = reading.agencies, []


def is_name(text: str) -> bool:
    """Whether this looks like a person's name: one to five capitalised words, initials and particles."""
    parts = text.split()
    if not 1 <= len(parts) <= 5 or not _capital(parts[0]):
        return False
    return all(
        _INITIAL.fullmatch(word)
        or word.casefold() in lead_ins.PARTICLES
        or (
            _WORD.fullmatch(word)
            and not word.endswith(".")
            and (_capital(word) or word[:2] in ("d'", "d’", "al", "el"))
        )
        for word in parts
    )


def _is_person(text: str) -> bool:
    """Whether this looks like a person's full name, and no word of a body's stands in it."""
    return 2 <= len(text.split()) <= 3 and is_name(text) and not lead_ins.names_a_body(text) and not agency(text)


def is_body(text: str, *, beside: bool = False) -> bool:
    """Whether this looks like the name of a body: up to seven words, more than half of them capitalised.

    `beside` an agency it may begin with a small letter: "dpa / lumo PIX".
    """
    parts = text.split()
    if not 1 <= len(parts) <= 7 or any(c in text for c in '!?"“”。！？：'):
        return False
    if not (_capital(parts[0]) or parts[0][0].isdigit() or any(c.isupper() for c in parts[0])):
        return beside and len(parts) == 2 and _capital(parts[1])
    if any(map(lead_ins.opens_a_sentence, parts[1:])):  # "Jon Abel It was late"
        return False
    capital = sum(_capital(word) or word[1:2].isupper() or word == "&" for word in parts)
    stopped = any(
        word.endswith(".") and not _INITIAL.fullmatch(word) and word not in lead_ins.ABBREVIATIONS for word in parts
    )
    return capital / len(parts) > 0.55 and not stopped


def _capital(word: str) -> bool:
    """Whether a word is capitalised; in scripts without case every word counts as such."""
    return word[0].isalpha() and not word[0].islower()
