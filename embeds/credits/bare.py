"""Lines and ends of lines that read as a credit but bear no mark that proves it: a name under a picture's caption.

Their places are found by their form: a short line, or what stands behind the last full stop, gap or bracket of a line
that does not end as a sentence does. In most stands an agency, a lead-in or a word of status, which the scan finds;
names alone are looked for only in texts that speak of pictures at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..blocks import Source
from ..family import Fragment, claim
from . import caption, model, words
from .chain import Reading, read
from .features import BYLINE, OF_NAMES, Stretch, describe_credit, line_or_tail, surroundings
from .gazetteer import AMBIGUOUS, SPELLINGS, agency

_LONGEST = 110  # of a credit line
_MOST_WORDS = 7
_CAPTION = 15  # code points of the shortest caption: entries of menus and tables stand between shorter lines
_SEPARATOR = re.compile(r"[/|;:©@]| via | for | [-–—•] |\. ?[A-Z]{2}|, [^\W\d_a-z]|\(")
_SURE = 0.75
_SURE_OF_A_NAME = 0.85  # nothing but a name: headings, authors and speakers look alike
_TAIL = re.compile(
    r"""
    [.!?…”"»)(\[（＝\s](?:                                       # one class first: the search skips what is not in it
      (?<=[.!?…”"»)])[^\S\n]*(?=[^\W\d_a-z]|[@©(\[])            # behind a full stop, glued or not
    | (?<=\s)(?:[^\S\n]{2,}|(?:[-–—|•]|//)[^\S\n])(?=\S)        # behind a gap, as between two columns; behind a dash
    | (?<=[(\[（＝])                                             # before a bracket
    )
    """,
    re.VERBOSE,
)
_ONE_PICTURE = 600  # code points: a caption and its credit, and no article around them
_WORD = re.compile(r"\w+")
_MARKS = frozenset(
    max(reversed(found), key=len) for mark in (*SPELLINGS, *words.MARKS) if (found := _WORD.findall(mark.casefold()))
) - {"c"}
# The literals of marks. Agencies stand there in capitals too, and in small letters where they are no ordinary words.
ANCHORS = tuple(
    sorted(
        {*SPELLINGS, *map(str.upper, SPELLINGS), *map(str.lower, SPELLINGS.keys() - AMBIGUOUS), *words.anchors()}
        | {form for word in words.MARKS for form in (word, word.upper(), word[:1].upper() + word[1:])}
    )
)
_BRACKETS = ("(", "[", "（", "＝")
_MOST_TAILS = 4
_SIGN = re.compile("[©ⓒ]|[(（][cCｃＣ][)）]")
_NO_NAME = re.compile(r"[!?“”。！？：]|\][(\[]|^#")
_ITEM = " *•-–—\"',"  # what may stand around an entry of a list
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STOPS = ".!?:;,…'\"”’»"
_ENDS = (". ", ", ", "; ", ") ")  # of a sentence, as the first of a line
_PAPERS_CAPTION = 250  # code points: a paper signs its articles' last paragraph too
_SENTENCE = re.compile(r"[^\W\d_]{4}[.!?:;,…]['\"”’»]?$")


def may_hold_names(text: str, *, spoken: bool) -> bool:
    """Whether a name alone may be a credit in this text: it speaks of pictures, or is nothing but a picture's words.

    `spoken` says that a lead-in or an agency stands in it, be it in another sense. No labelled article whose only
    credit is a name is without one, and half of those without credits are.
    """
    return spoken or len(text) <= _ONE_PICTURE


def places(text: str, marks: Sequence[int], *, names: bool) -> Iterator[int]:
    """The offsets where a bare credit may begin, in order: what stands from there to the end of the line may be one.

    `marks` are the offsets of `ANCHORS` in the text, in order; `names` says whether names alone are looked for.
    """
    lines = _lines(text)
    sizes = [0, *(end - start for start, end in lines), 0]
    for number, (start, end) in enumerate(lines):
        before = bisect_left(marks, end)
        marked = marks[before - 1] if before else -1
        named = names and _ends_as_a_name(text, start, end)
        if not (named or marked >= start) or _ends_a_sentence(text, start, end):
            continue
        whole = [start] if end - start <= _LONGEST else []
        for at in (*whole, *_tails(text, max(start, end - _LONGEST), end)):
            beside = at - start or max(sizes[number], sizes[number + 2])
            said = text[at:end]
            if (marked >= at and _may_be_marked(said)) or (named and _may_be_a_name(said, beside)):
                yield at


def _lines(text: str) -> list[Stretch]:
    """The lines that are not blank, without white space at their ends."""
    found = []
    at = 0
    for line in text.split("\n"):
        if said := line.strip():
            start = at + line.index(said[0])
            found.append((start, start + len(said)))
        at += len(line) + 1
    return found


def _ends_a_sentence(text: str, start: int, end: int) -> bool:
    if text[end - 1] not in _STOPS or text.count(" ", start, end) <= 6:
        return False
    return _SENTENCE.search(text, end - 30, end) is not None


def _tails(text: str, low: int, high: int) -> list[int]:
    """The last places behind `low` where the end of a line may part from what stands before it, in order."""
    found = _TAIL.finditer(text, low, high - 1)
    return sorted({at for part in found if (at := _behind(part)) > low})[-_MOST_TAILS:]


def _behind(part: re.Match[str]) -> int:
    return part.start() if part[0] in _BRACKETS else part.end()


def _may_be_a_name(text: str, beside: int) -> bool:
    """Whether it is written as names are and may have a caption.

    `beside` is the length of the longest line or part of a line that could be its caption.
    """
    if beside < _CAPTION or not _written_as_a_name(text) or _NO_NAME.search(text):
        return False
    parts = text.split()
    if 2 * sum([part[0].islower() for part in parts]) > len(parts):
        return False
    return len(parts) <= _MOST_WORDS or _SEPARATOR.search(text) is not None


def _may_be_marked(text: str) -> bool:
    """Whether a mark stands in it, and no sentence."""
    parts = text.split()
    small = sum([part[0].islower() for part in parts])
    if (len(parts) > _MOST_WORDS or 2 * small > len(parts)) and not _SEPARATOR.search(text):
        return False
    return _holds_a_mark(text)


def _holds_a_mark(text: str) -> bool:
    """Whether a word stands in it that an agency, a lead-in, a licence or a word of status can't do without."""
    return not _MARKS.isdisjoint(_WORD.findall(text.casefold())) or _SIGN.search(text) is not None


def reading_at(source: Source, at: int, floor: int) -> tuple[Stretch, Stretch, Reading] | None:
    """The stretch from a place to the end of its line, the line, and what the stretch says as a credit."""
    line = source.line(at)
    start = max(line[0], floor)
    if not start <= at < line[1] or line[1] - at > _LONGEST + 20:
        return None
    text = source.text[at : line[1]]
    reading = read(text)
    if reading is None or _is_no_credit(text, reading):
        return None
    return (at, line[1]), (start, line[1]), reading


def _is_no_credit(text: str, reading: Reading) -> bool:
    """Footers, sign-offs of agencies, links of Markdown; and scripts without case, where every word reads as a name."""
    platform = {entry.kind for entry in reading.known} == {"platform"} and not reading.joints
    signed = text[0] in "([（" and not reading.leads and not reading.creators
    footer = "sign" in reading.leads and _YEAR.search(text) is not None
    nobody = not (reading.creators or reading.agencies) and text.lstrip("([（|")[:1].islower()  # "in the file"
    return (
        footer
        or nobody
        or text.startswith("#")
        or ("source" in reading.leads and _is_of_a_text(reading))
        or (platform and not reading.leads)
        or BYLINE.match(text) is not None
        or words.names_no_maker(text)
        or (signed and any(entry.kind == "wire" for entry in reading.known))
        or "][" in text
        or "](" in text
        or (not _is_marked(reading) and not _written_as_a_name(text))
    )


def _is_of_a_text(reading: Reading) -> bool:
    """Whether these are a text's sources: wires and papers alone, or several bodies that no list knows."""
    if any(entry.kind in ("agency", "stock") for entry in reading.known):
        return False
    return all(map(agency, reading.creators)) if reading.known else reading.joints > 0


def _is_marked(reading: Reading) -> bool:
    """Whether anything in it but a name speaks for a credit."""
    return any(entry.kind != "platform" for entry in reading.known) or bool(reading.leads or reading.status)


def _written_as_a_name(text: str) -> bool:
    """Whether there are two words, of letters that have case, and the last one has a capital."""
    if not _ends_as_a_name(text, 0, len(text)) or text.isalpha():
        return False
    if text.isascii():
        return text.upper() != text.lower()
    cased = sum(map(str.isupper, text)) + sum(map(str.islower, text))
    return 2 * cased > sum(map(str.isalpha, text))


def _ends_as_a_name(text: str, start: int, end: int) -> bool:
    """Whether the last word of [start, end) has a capital or is an address."""
    while end > start and text[end - 1] in ")]） ":
        end -= 1
    last = text.rfind(" ", start, end) + 1 or start
    return text[last : last + 1].isupper() or text.find(".", last, end) >= 0


def find(source: Source, at: int, floor: int) -> Fragment | None:
    """The credit that begins at a place and ends its line, if the model believes in it, with its caption."""
    line = source.line(at)
    line = max(line[0], floor), line[1]
    if _goes_on(source, line[1]) or not _may_convince(source, (at, line[1]), line):
        return None
    found = reading_at(source, at, floor)
    if found is None:
        return None
    credit, line, reading = found
    share = model.share(describe_credit(source, credit, line, reading), "credit")
    if share < (_SURE if _is_marked(reading) else _SURE_OF_A_NAME):
        return None
    span, beside = caption.around(source, credit, line, floor, "bare")
    alone = source.text[slice(*credit)].strip(_ITEM) in AMBIGUOUS  # an ordinary word: "Forum", "Stage 4 - Beta"
    if alone and (beside is None or credit[0] > line[0] or not _touch(source.text, beside, credit)):
        return None
    if beside is None and not (_is_marked(reading) and (reading.known or reading.leads)):
        return None  # a name or a word of status, and no picture that it could belong to
    parts = {"credit": credit} | ({"caption": beside} if beside else {})
    return claim("bare", source, *span, parts, "credit:bare")


def _touch(text: str, caption: Stretch, credit: Stretch) -> bool:
    """Whether a short caption and its credit stand on neighbouring lines."""
    between = text[min(caption[1], credit[1]) : max(caption[0], credit[0])]
    return caption[1] - caption[0] <= _PAPERS_CAPTION and between.count("\n") == 1


def _goes_on(source: Source, end: int) -> bool:
    """Whether the line was broken where it ends: a small letter or the rest of a sentence's end opens the next one."""
    gap = source.gap_after(end)
    opening = source.text[end + len(gap) : end + len(gap) + 2]
    return gap.count("\n") == 1 and (opening[:1].islower() or opening in _ENDS)


def _may_convince(source: Source, credit: Stretch, line: Stretch) -> bool:
    """Whether it is worth reading: where no mark can stand in it, what stands around it must allow a name."""
    if _holds_a_mark(source.text[slice(*credit)]):
        return True
    row, block = surroundings(source, credit, line)
    best = model.score(row, "credit") + model.best(OF_NAMES[line_or_tail(credit, line)], "credit")
    if block:
        best += model.best(((f"{block}|name", f"{block}|other"),), "credit")
    return model.as_share(best) >= _SURE_OF_A_NAME
