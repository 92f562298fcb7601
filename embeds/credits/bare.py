"""Lines and ends of lines that read as a credit but bear no mark that proves it: a name under a picture's caption.

No literal stands in them, so their places are found by their form: a short line, or what stands behind the last full
stop, gap or bracket of a line that does not end as a sentence does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..blocks import Source
from ..family import Fragment, claim
from . import caption, model, words
from .chain import Reading, read
from .features import BYLINE, OF_NAMES, Stretch, describe_credit, line_or_tail, surroundings
from .gazetteer import AMBIGUOUS, SPELLINGS, agency

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
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
_WORD = re.compile(r"\w+")
_MARKS = frozenset(
    max(reversed(found), key=len) for mark in (*SPELLINGS, *words.MARKS) if (found := _WORD.findall(mark.casefold()))
) - {"c"}
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


def places(text: str) -> Iterator[int]:
    """The offsets where a bare credit may begin, in order: what stands from there to the end of the line may be one."""
    lines = [line.span() for line in _LINE.finditer(text)]
    sizes = [0, *(end - start for start, end in lines), 0]
    for number, (start, end) in enumerate(lines):
        said = text[max(start, end - _LONGEST - 1) : end]
        if said[-1] in _STOPS and text.count(" ", start, end) > 6 and _SENTENCE.search(said[-30:]):
            continue
        if len(said) == end - start and _may_be(said, max(sizes[number], sizes[number + 2])):
            yield start
        for tail in _tails(text, max(start, end - _LONGEST), end):
            if _may_be(text[tail:end], tail - start):
                yield tail


def _tails(text: str, low: int, high: int) -> list[int]:
    """The last places behind `low` where the end of a line may part from what stands before it, in order."""
    found = _TAIL.finditer(text, low, high - 1)
    return sorted({at for part in found if (at := _behind(part)) > low})[-_MOST_TAILS:]


def _behind(part: re.Match[str]) -> int:
    return part.start() if part[0] in _BRACKETS else part.end()


def _may_be(text: str, beside: int) -> bool:
    """Whether it is worth reading: a mark may stand in it, or it is written as names are and may have a caption.

    `beside` is the length of the longest line or part of a line that could be its caption.
    """
    parts = text.split()
    small = sum([part[0].islower() for part in parts])
    named = len(parts) <= _MOST_WORDS and 2 * small <= len(parts)
    if not named and not _SEPARATOR.search(text):
        return False
    unmarked = beside >= _CAPTION and 2 * small <= len(parts) and _written_as_a_name(text)
    return (unmarked and not _NO_NAME.search(text)) or _may_be_marked(text)


def _may_be_marked(text: str) -> bool:
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
    last = text.rstrip(")]） ").rpartition(" ")[2]
    if not (last[:1].isupper() or "." in last) or text.isalpha():
        return False
    if text.isascii():
        return text.upper() != text.lower()
    cased = sum(map(str.isupper, text)) + sum(map(str.islower, text))
    return 2 * cased > sum(map(str.isalpha, text))


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
    if alone and (beside is None or credit[0] > line[0] or beside[1] - beside[0] > _PAPERS_CAPTION):
        return None
    if beside is None and not (_is_marked(reading) and (reading.known or reading.leads)):
        return None  # a name or a word of status, and no picture that it could belong to
    parts = {"credit": credit} | ({"caption": beside} if beside else {})
    return claim("bare", source, *span, parts, "credit:bare")


def _goes_on(source: Source, end: int) -> bool:
    """Whether the line was broken where it ends: a small letter or the rest of a sentence's end opens the next one."""
    gap = source.gap_after(end)
    opening = source.text[end + len(gap) : end + len(gap) + 2]
    return gap.count("\n") == 1 and (opening[:1].islower() or opening in _ENDS)


def _may_convince(source: Source, credit: Stretch, line: Stretch) -> bool:
    """Whether it is worth reading: where no mark can stand in it, what stands around it must allow a name."""
    if _may_be_marked(source.text[slice(*credit)]):
        return True
    row, block = surroundings(source, credit, line)
    best = model.score(row, "credit") + model.best(OF_NAMES[line_or_tail(credit, line)], "credit")
    if block:
        best += model.best(((f"{block}|name", f"{block}|other"),), "credit")
    return model.as_share(best) >= _SURE_OF_A_NAME
