"""The stretches of a line that may be a credit which no shape proves: where one may end, and where begin.

Both are generous: the grammar reads each stretch, and learnt weights choose one of those that end together, or none
(bare.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from . import lead_ins
from .credit_line import BRACKETS, LONGEST, read
from .credit_reading import Reading
from .gazetteer import spelled
from .joiners import JOINT
from .looks import STOP_BEFORE_BRACKET, Stretch
from .vocabulary import STATUS, may_hold_status

# What joins the word before it to a name: takes "/" in "Gazette/Ana Ruiz", "| " in "Ana Ruiz | Gazette"; not the "/" in
# "and/or". In East Asia a slash says "or".
_JOINED = re.compile(r"[/|](?:(?<=\w/)|(?<=\w [/|]) )(?=[^\W\d_a-z\u3040-\ud7af])")
_WORD_BEFORE = re.compile(r"(?<!\w)[^\W\d_]\w{0,40}(?= ?$)")
_LONGEST_WORD = 42  # code points, with the space behind it
_MOST_STARTS = 12  # of a stretch: each may be read
_MOST_WORDS = 9  # from whose beginnings a stretch may begin; a person, an agency and a distributor have seven
_MOST_JOINTS = 4
_OPENED_BY = {close: opening for opening, close in BRACKETS.items()}
_BRACKET_SIGNS = frozenset((*BRACKETS, *_OPENED_BY))
_FAR = 4  # code points that may part a lead-in from what it opens: a space, a bracket
# What parts sentences and columns before a credit. Finds the ends of "tide. ", "tide.”", "潮，", "潮  ", "tide – "; not
# of "tide, ".
_STOP = re.compile(
    r"[.!?…”\"»)\]](?=[^\W\d_a-z]|[@©(\[])|[。！？”」』）】，、；：△▲＝|/／][^\S\n]*(?=\S)"
    r"|[^\S\n]{2,}(?=\S)|[-–—|•·][^\S\n](?=\S)"
)
_BEGINNING = re.compile(r"(?<![\w'’.@#-])[@#]?\w|[©ⓒ(\[（＝]")
_SMALL_LEAD = re.compile(r"(?<=[,.–—-] )(?:by|via|foto|fot\.|photo) ")  # lead-ins that are written small in a line
_LEAD_WORD = re.compile(r"(?<![^\W_])(?:[^\W\d_]|©|\([cC]\))")
_NAME = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: (?:(?:de|da|van|von|al|bin) )?[^\W\d_a-z][\w'’-]*){0,2}")
_LISTED = re.compile(r" (?:and|or|und|oder|et|ou|y|o|e|og|och|en) ")
_NAME_WORD = re.compile(r"[\w'’.-]+")
# How a line may go on behind a credit: takes what follows "AFP" in "AFP The", "AFP  the", "AFP “The", and "Images" in
# "Getty ImagesThe"; not in "AFP reported", "AFP, the".
_GOES_ON = re.compile(r"[)\]]?(?:[^\S\n]+(?=[^\W_a-z]|[\d\"“«„(\[])|(?<=[a-z])(?=[A-Z][a-z])|[^\S\n]{2,})")


def joined(text: str) -> list[int]:
    """Return where the words begin that a slash or a bar joins to a name: no list need have the outlet."""
    joints = [joint.start() for joint in _JOINED.finditer(text)] if "/" in text or "|" in text else []
    words = (_WORD_BEFORE.search(text, max(0, at - _LONGEST_WORD), at) for at in joints)
    return [word.start() for word in words if word]


def ends(text: str, at: int, high: int) -> Iterator[int]:
    """Yield where a chain may end that begins with the agency, the lead-in or the joined word at `at`.

    Only ends behind which the line may go on as a new sentence does: each word of a name may be its last. In brackets
    it is where these close.
    """
    if end := _closing(text, at, high):
        if _GOES_ON.match(text, end, high):
            yield end
    elif end := spelled(text, at, high):
        yield from _chain_ends(text, end, high)
    elif lead := lead_ins.lead(text, at, high):
        if lead.kind == "sign":
            return
        end = _behind_space(text, lead.end)
        if more := lead_ins.lead(text, end, high):  # "Photo: Courtesy of"
            end = _behind_space(text, more.end)
        if name := _NAME.match(text, end, high):
            yield from _name_ends(text, name, high)
            yield from _chain_ends(text, name.end(), high)
    elif (word := _NAME_WORD.match(text, at, high)) and _JOINED.match(text, _behind_space(text, word.end()), high):
        yield from _chain_ends(text, word.end(), high)


def closes(text: str, end: int) -> bool:
    """Return whether a bracket ends there: no credit goes on behind the one that holds its mark."""
    return text[end - 1] in _OPENED_BY


def _closing(text: str, at: int, high: int) -> int | None:
    """Return the offset behind the bracket around `at`, where both of its signs are near."""
    opening = max(text.rfind(sign, max(0, at - LONGEST // 2), at) for sign in BRACKETS)
    if opening < 0 or not _is_balanced(text[opening + 1 : at]):
        return None
    return text.find(BRACKETS[text[opening]], at, min(high, opening + LONGEST)) + 1 or None


def _behind_space(text: str, at: int) -> int:
    return at + (text[at : at + 1] == " ")


def _chain_ends(text: str, end: int, high: int) -> Iterator[int]:
    """Yield where a chain may end whose first piece ends at `end`."""
    for _ in range(_MOST_JOINTS):
        joint = JOINT.match(text, end, high)
        if joint is None:
            break
        if more := spelled(text, joint.end(), high):
            end = more
        elif "/" in joint[0] and (name := _NAME.match(text, joint.end(), high)):
            yield from _name_ends(text, name, high)
            end = name.end()
        else:
            break
    if (opening := _OPENED_BY.get(text[end : end + 1])) and text.rfind(opening, max(0, end - LONGEST), end) >= 0:
        end += 1
    if _GOES_ON.match(text, end, high):
        yield end


def _name_ends(text: str, name: re.Match[str], high: int) -> Iterator[int]:
    """Yield where a name may end before its last word, if a sentence begins in it: not in "Ana Ruiz and others"."""
    if not _LISTED.match(text, name.end(), high):
        for word in _NAME_WORD.finditer(text, *name.span()):
            if word.end() != name.end() and _GOES_ON.match(text, word.end(), high):
                yield word.end()


def readings(text: str, starts: Iterable[int], end: int) -> Iterator[tuple[Stretch, Reading]]:
    """Yield the stretches from one of these offsets to `end` that read as a credit, with their readings."""
    for at in starts:
        said = text[at:end]
        if may_read(said) and _is_whole(said) and (reading := read(said)):
            yield (at, end), reading


def openings(text: str, line: int, end: int) -> list[int]:
    """Return where the line, a sentence or a column begins that ends at `end`, in order; the nearest of them."""
    low = max(line, end - LONGEST)
    found = [line] if low == line else []
    return [*found, *(stop.end() for stop in _STOP.finditer(text, low, end) if stop.end() < end)][-_MOST_STARTS:]


def capitals(text: str, line: int, end: int) -> list[int]:
    """Return where a name may begin that ends at `end`, in order: at openings, capitals, signs and brackets."""
    words = (word.start() for word in _BEGINNING.finditer(text, max(line, end - LONGEST), end))
    opens = [at for at in words if not text[at].islower() or _SMALL_LEAD.match(text, at)][-_MOST_WORDS:]
    return sorted({*openings(text, line, end), *opens})[-_MOST_STARTS:]


def beginnings(text: str, line: int, end: int) -> list[int]:
    """Return where a credit may begin that ends at `end`, in order: as a name may, but not right behind a lead-in."""
    low = max(line, end - LONGEST)
    leads = (lead_ins.lead(text, word.start(), end) for word in _LEAD_WORD.finditer(text, low, end))
    stops = [lead.end for lead in leads if lead]
    found = capitals(text, line, end)
    return [at for at in found if not any(stop <= at < stop + _FAR and not text[stop:at].strip("( ") for stop in stops)]


def may_read(said: str) -> bool:
    """Return whether a stretch is no sentence by its look: most words of one are small, and no lead-in opens it."""
    words = said.split()
    if 2 * sum(word[0].islower() for word in words) <= len(words) or lead_ins.lead(said, 0, len(said)):
        return True
    return may_hold_status(words) and said.strip("()[]. ").casefold() in STATUS  # "Photo for illustration only"


def _is_whole(said: str) -> bool:
    """Return whether a stretch may be one credit: brackets closed, no sentence before one, no second label."""
    if not _is_balanced(said) or STOP_BEFORE_BRACKET.search(said):
        return False
    if ":" not in said and "：" not in said:
        return True
    begun = False
    for word in _LEAD_WORD.finditer(said):
        lead = lead_ins.lead(said, word.start(), len(said))
        if begun and lead and lead.kind == "label":
            return False
        begun = begun or lead is None
    return True


def _is_balanced(said: str) -> bool:
    if _BRACKET_SIGNS.isdisjoint(said):
        return True
    depth = 0
    for sign in said:
        depth += (sign in BRACKETS) - (sign in _OPENED_BY)
        if depth < 0:
            return False
    return not depth
