"""Copyright notices and licences inside a credit line (IPTC: Copyright Notice, Rights Usage Terms)."""

from __future__ import annotations

import re
from typing import NamedTuple

from .vocabulary import WORDS, alternatives

# Takes "CC BY-SA 4.0 DEED", "licensed under Creative Commons", to the end of the line; not "CC BYRON".
_LICENCE = re.compile(
    rf"(?:(?:Lizenziert unter|licen[sc]ed under) )?\b(?:{alternatives(WORDS['licence'])})(?: \d\.\d)?(?!\w).*",
    re.IGNORECASE,
)
_COPYRIGHT = r"©|\(c\)|Copyright"
# Takes " / © 2021 Acme Works. All rights reserved." and "All rights reserved"; not "© Acme Works", which has no year.
NOTICE = re.compile(
    rf"\s*+(?:[/|]\s*+)?(?:{_COPYRIGHT})\s*(?:19|20)\d\d\s*(?:The\s)?(?P<holder>[^\n.]{{0,60}})"
    r"(?:\.\s*All rights reserved\.?)?"
    r"|\.?\s*All rights reserved\.?"
)
# What every licence and every notice holds. Most lines hold neither, and the two patterns above are slow.
_HAS_LICENCE = re.compile(r"\bcc|licen[sc]|creative|public d|gemeinfrei", re.IGNORECASE)
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
    """Return the licence at the end of a credit line, or None."""
    found = _LICENCE.search(line) if _HAS_LICENCE.search(line) else None
    if found and (found.start() == 0 or line[found.start() - 1] in " /|,(-"):
        return Notice(found.group().rstrip(" )"), line[: found.start()].rstrip(" /|,(-–"))
    return None
