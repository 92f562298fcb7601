"""Where a credit that no shape proves may end, and where the stretches that end there may begin.

Both are generous: the grammar reads each stretch, and learnt weights choose one of them or none (bare.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import lead_ins
from .credit_line import LONGEST, read
from .credit_reading import Reading
from .gazetteer import spelled
from .looks import Stretch

_MOST_STARTS = 12
# Where words may begin that are a credit: at a capital, a sign, a bracket or a lead-in.
_WORD = re.compile(r"(?<![\w'’.@#-])[@#]?\w|[©ⓒ(\[（＝]")
_STOP = re.compile(
    r"[.!?…”\"»)\]](?=[^\W\d_a-z]|[@©(\[])|[。！？”」』）】，、；：△▲＝|/／][^\S\n]*(?=\S)|[^\S\n]{2,}(?=\S)|[-–—|•·][^\S\n](?=\S)"
)
_JOINT_BEHIND = re.compile(r"\s?[/|]\s?|,? (?:via|vía|für|for|FOR|por|para|pour) |, | [-–—] ")
_NAME_BEHIND = re.compile(r"[^\W\d_a-z][\w'’.-]*(?: (?:(?:de|da|van|von|al|bin) )?[^\W\d_a-z][\w'’-]*){0,2}")
_ON = re.compile(r"[)\]]?(?:[^\S\n]+(?=[^\W_a-z]|[\d\"“«„(\[])|(?<=[a-z])(?=[A-Z][a-z])|[^\S\n]{2,})")
_LOWER_LEAD = re.compile(r"by |via |foto |fot\. |photo ")
SLASHED_WORD = re.compile(r"[^\W\d_]\w*(?=/[^\W\d_a-z])")


def inner_ends(text: str, at: int, high: int) -> Iterator[int]:
    """Yield where a chain may end that begins with the agency or the lead-in at `at`, and the line goes on behind."""
    end = spelled(text, at, high)
    if end is None:
        lead = lead_ins.lead(text, at, high)
        if lead is None and (slash := SLASHED_WORD.match(text, at, high)):
            yield from _chain(text, slash.end(), high)
            return
        if lead is None or lead.kind == "sign":
            return
        end = lead.end + (text[lead.end : lead.end + 1] == " ")
        while more := lead_ins.lead(text, end, high):
            end = more.end + (text[more.end : more.end + 1] == " ")
        name = _NAME_BEHIND.match(text, end, high)
        if name is None:
            return
        stop, first = end, name.end()
        # each word of the name may be its last
        for word in re.finditer(r"[\w'’.-]+", text[end:first]):
            stop = end + word.end()
            if stop != first and _ON.match(text, stop, high):
                yield stop
        end = first
    yield from _chain(text, end, high)


def _chain(text: str, end: int, high: int) -> Iterator[int]:
    for _ in range(4):
        joint = _JOINT_BEHIND.match(text, end, high)
        if not joint:
            break
        if more := spelled(text, joint.end(), high):
            end = more
        elif name := _NAME_BEHIND.match(text, joint.end(), high):
            if "/" not in joint[0]:
                break
            for word in re.finditer(r"[\w'’.-]+", name.group()):
                stop = joint.end() + word.end()
                if stop != name.end() and _ON.match(text, stop, high):
                    yield stop
            end = name.end()
        else:
            break
    if text[end : end + 1] in (")", "]") and text.rfind("([" [")]".index(text[end])], max(0, end - LONGEST), end) >= 0:
        end += 1
    if end < high and _ON.match(text, end, high):
        yield end


def starts(text: str, low: int, line: int, end: int) -> list[int]:
    """Return where a credit may begin that ends at `end`, the nearest last."""
    found = {line} if end - line <= LONGEST and line >= low else set()
    bound = max(low, line, end - LONGEST)
    found |= {stop.end() for stop in _STOP.finditer(text, bound, end)}
    words = [w.start() for w in _WORD.finditer(text, bound, end) if not text[w.start()].islower() or _LOWER_LEAD.match(text, w.start())]
    found |= set(words[-9:])
    return sorted(at for at in found if at < end and not text[at].isspace())[-_MOST_STARTS:]


def readings(text: str, low: int, line: int, end: int) -> Iterator[tuple[Stretch, Reading]]:
    """Yield the stretches that end at `end` and read as a credit, with their readings.

    None begins right behind a lead-in, or goes on over another one.
    """
    for at in starts(text, low, line, end):
        said = text[at:end]
        if _is_whole(said) and not _behind_lead(text, max(low, line), at) and (reading := read(said)):
            yield (at, end), reading


_LEAD_WORDS = re.compile(r"(?<![^\W_])(?:[^\W\d_]|©|\([cC]\))")
_STOPPED = re.compile(r"[^\W\d_]{4}[.!?]\s*[(\[]")


def _behind_lead(text: str, low: int, at: int) -> bool:
    """Return whether a lead-in ends right before an offset: the credit begins with it."""
    for word in _LEAD_WORDS.finditer(text, max(low, at - 40), at):
        lead = lead_ins.lead(text, word.start(), at + 1)
        if lead and lead.end <= at and not text[lead.end : at].strip("( "):
            return True
    return False


def _is_whole(said: str) -> bool:
    """Return whether a stretch may be one credit: brackets closed, no sentence before one, no second label."""
    if not is_balanced(said) or _STOPPED.search(said):
        return False
    if ":" not in said and "：" not in said:
        return True
    begun = False
    for word in _LEAD_WORDS.finditer(said):
        lead = lead_ins.lead(said, word.start(), len(said))
        if lead is None:
            begun = True
        elif begun and lead.kind == "label":
            return False
    return True


def is_balanced(said: str) -> bool:
    """Return whether a stretch closes the brackets that it opens, and no others."""
    open_ = 0
    for sign in said:
        if sign in "([（":
            open_ += 1
        elif sign in ")]）":
            open_ -= 1
            if open_ < 0:
                return False
    return not open_
