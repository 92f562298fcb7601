"""Copyright notices and licences inside a credit line (IPTC: Copyright Notice, Rights Usage Terms)."""

from __future__ import annotations

import re
from typing import NamedTuple

from .vocabulary import WORDS, alternatives

_CC = r"CC(?:[ -]?0|(?:[ -]BY(?:[ -](?:NC|SA|ND)){0,2}))"
# Takes "CC BY-SA 4.0", "CC-BY-NC-SA-2.0", "Creative Commons", "CC" that ends a line; not "CC BYRON".
_LICENCE = re.compile(
    rf"\b(?:{_CC}|{alternatives(WORDS['licence'])})(?:[ -](?:v\.? ?)?\d\.\d)?(?!\w)|(?<=\w )CC\)?$", re.IGNORECASE
)
# What stands before a licence and belongs to it: takes "is licensed under", "(Lizenziert unter"; at most 30 characters.
_UNDER = re.compile(
    r"\(?(?:is |are )?(?:Lizenziert unter|(?:licen[sc]ed|used|available|shared) under|marked with)(?: an?| the)?\s$",
    re.IGNORECASE,
)
# The chain that goes on behind a licence: takes ", via " in "Ana Ruiz, CC BY 2.0, via Wikimedia Commons".
_GOES_ON = re.compile(r"\)? ?(?:,? (?:via|über|vía) | ?[/|] ?)(?=[^\W\d_])", re.IGNORECASE)
_CAPITALS = (
    r"(?:NO|NOT|MANDATORY|EDITORIAL|FOR EDITORIAL|ATTENTION|RESTRICTED|BEST QUALITY)\b"
    r"(?=[A-Z ,]{0,40}(?:RESALE|SALE|ARCHIVE|USE|CREDIT|EDITORS|AVAILABLE))[A-Z0-9 .,;:'’()&/–—-]{3,200}(?![^\W\d_])"
)
# What an agency demands behind a credit: takes " MANDATORY CREDIT. NO RESALES.", " - Editorial use only", ". Purchase
# Licensing Rights"; not "No sales were made", "NO WAY OUT".
RESTRICTION = re.compile(
    rf"[\s.,;:/|(–—-]{{0,3}}\b(?:{_CAPITALS}|(?i:{alternatives(WORDS['restriction'])})(?!\w)[.)]?)"
)
_AROUND = " .,;:/|(–—-"
_LAST_WORDS = frozenset(phrase.split()[-1].casefold() for phrase in WORDS["restriction"])
_NUMBER = re.compile(r"\b[a-z]{2,5}:\d{6}-[\d/-]{1,20}")  # an agency's number: "dpa:240614-99-398211/3"
_COPYRIGHT = r"©|\(c\)|Copyright"
# Takes " / © 2021 Acme Works. All rights reserved." and "All rights reserved"; not "© Acme Works", which has no year.
NOTICE = re.compile(
    rf"\s*+(?:[/|]\s*+)?(?:{_COPYRIGHT})\s*(?:19|20)\d\d\s*(?:The\s)?(?P<holder>[^\n.]{{0,60}})"
    r"(?:\.\s*All rights reserved\.?)?"
    r"|\.?\s*All rights reserved\.?"
)
# What every licence and every notice holds. Most lines hold neither, and the two patterns above are slow.
_LICENCE_WORDS = ("cc", "licen", "creative", "public d", "gemeinfrei")
_HAS_NOTICE = re.compile(rf"{_COPYRIGHT}|All rights reserved")


class Notice(NamedTuple):
    """A notice or a licence as written, what stands before it in its line, and the holder if it names one."""

    words: str
    before: str
    holder: str = ""


def notice_in(line: str) -> Notice | None:
    """Return the copyright notice of a credit line, or None."""
    found = NOTICE.search(line) if _HAS_NOTICE.search(line) else None
    return found and Notice(found.group().strip(" /|"), line[: found.start()], (found["holder"] or "").strip())


def licence_in(line: str) -> Notice | None:
    """Return the licence of a credit line, or None; what a chain goes on with behind it counts as before it."""
    low = line.lower()
    found = _LICENCE.search(line) if any(word in low for word in _LICENCE_WORDS) else None
    if found is None or (found.start() > 0 and line[found.start() - 1] not in " /|,(-"):
        return None
    under = _UNDER.search(line, max(0, found.start() - 40), found.start())
    start = under.start() if under else found.start()
    before = line[:start].rstrip(" /|,(-–")
    if goes_on := _GOES_ON.match(line, found.end()):
        return Notice(line[start : found.end()].rstrip(" )"), f"{before} / {line[goes_on.end() :]}")
    return Notice(line[start:].rstrip(" )"), before)


def restriction_in(line: str) -> Notice | None:
    """Return what an agency demands at the end of a credit line, or its number there; None without either."""
    if number := _NUMBER.search(line) if ":" in line else None:
        return Notice(number.group(), line[: number.start()].rstrip(" ,;"))
    last = line.rpartition(" ")[2].strip(_AROUND)
    found = RESTRICTION.search(line) if last.isupper() or last.casefold() in _LAST_WORDS else None
    return Notice(found.group().strip(_AROUND), line[: found.start()]) if found and found.end() == len(line) else None
