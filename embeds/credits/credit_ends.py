"""Where a credit ends when its line goes on behind it: at an agency, or at the name behind an agency's slash."""

from __future__ import annotations

import functools
import re

from . import glue
from .credit_line import EDITOR, LONGEST, read
from .credit_reading import Reading
from .gazetteer import AMBIGUOUS, SPELLINGS, Agency, spelled
from .joiners import JOINT
from .looks import Stretch
from .vocabulary import STATUS

_LONGEST_JOINT = 40  # code points with its white space: looked at behind a value and never read, so nothing shows it
_MOST_AGENCIES = 8  # at most 4 in 21,000 labelled texts; the credit is read once for each
_WORD = re.compile(r"[\w.&'’-]*\w")
# The name of two words behind an agency: takes "/Ana Ruiz", " / Jon B. McVoss", "/ANA RUIZ"; not "/ana ruiz". Agencies
# look alike.
_NAME_BEHIND = re.compile(
    r"\s*/\s*(?P<first>[A-ZÀ-Þ])(?:[a-zß-ÿ'’-]+ (?:D[aei] |[A-Z]\. )?(?:Mc|Mac|O['’]|De|Di)?[A-ZÀ-Þ][a-zß-ÿ'’-]+"
    r"|[A-ZÀ-Þ'’-]+ [A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?![a-z]))"
)

_EDITORS = re.compile(rf"(?:/{EDITOR.pattern}(?!\w)){{1,2}}\.?")  # "/foc.", "/rwa/tom"
_NAMING = frozenset(("label", "by"))  # lead-ins that a maker stands behind
_WORD_BEHIND = re.compile(r"\s?/\s?(\w{3,12})(?!\w)")  # of status, perhaps: "/Archivo", "/File"


def agency_at(text: str, at: int, line: Stretch) -> Agency | None:
    """Return the agency that stands at `at`, on word boundaries, or glued to a small letter: "the wallGetty Images"."""
    glued = at > line[0] and text[at - 1].isalnum()
    end = spelled(text, at, line[1]) if not glued or glue.is_joint(text, at) else None
    return SPELLINGS[text[at:end]] if end and not (glued and text[at:end] in AMBIGUOUS) else None


def end_at_agency(text: str, start: int, value: int, high: int) -> int | None:
    """Return the end of the credit from `start`: behind its first agency, and as far as joints lead on from there.

    `value` is the offset behind its lead-in.
    """
    length = _length_to_agency(text[start : min(high, value + LONGEST + _LONGEST_JOINT)], value - start)
    return start + length if length else None


@functools.lru_cache(maxsize=64)  # each agency behind it asks about the same start
def _length_to_agency(text: str, value: int) -> int | None:
    best = None
    for end in _agency_ends(text, value, min(len(text), value + LONGEST)):
        if best and not JOINT.match(text, best):
            break
        reading = read(text[:end])
        if reading and _is_whole(reading):
            best = end
    return best


def _is_whole(reading: Reading) -> bool:
    """Return whether a credit may end behind this: it is supplied, or names its maker and an outlet."""
    named = not _NAMING.isdisjoint(reading.leads) or " " in "".join(reading.creators[:1])
    return reading.is_supplied or (reading.joints > 0 and named)


def _agency_ends(text: str, low: int, high: int) -> list[int]:
    """Return where known agencies end in [low, high), and where the two words of a name behind an agency's slash do."""
    ends: list[int] = []
    for word in _WORD.finditer(text, low, high):
        if ends and word.start() < ends[-1]:
            continue
        if len(ends) > _MOST_AGENCIES:
            return []
        if end := spelled(text, word.start(), high):
            ends.append(end)
            name, status = _NAME_BEHIND.match(text, end, high), _WORD_BEHIND.match(text, end, high)
            if status and status[1].casefold() in STATUS:
                ends.append(status.end())
            elif name and not spelled(text, name.start("first"), high):
                ends.append(name.end())
                if signs := _EDITORS.match(text, name.end(), high):
                    ends.append(signs.end())
    return ends
