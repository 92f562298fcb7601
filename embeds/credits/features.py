"""What is known of a line that may be a credit, and of words that may be its caption, as named numbers.

Both are described by their shape and by the white space around them: never by whose names stand in them.
"""

from __future__ import annotations

import functools
import math
import re
from typing import NamedTuple

from ..blocks import Source
from ..boundary.units import language_of
from . import words
from .chain import Reading, is_name

Stretch = tuple[int, int]
Row = list[tuple[str, float]]

SENTENCE_END = re.compile(r"[.!?…。！？](?:(?<=[。！？])|['\"”’»)]?(?=\s+[^\W_a-z]|\s+[\"“„«‘]|$))")
BYLINE = re.compile(r"(?:By|Von|Por|Par|Oleh|Text|Story|Da)\b|\d{1,2}:\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_DIGIT = re.compile(r"\d")
_SIZES = (0, 1, 3, 6, 12, 25, 50, 80)  # words
_AROUND = 4000  # where a line is looked for again


def white(gap: str, *, ends: bool = False) -> str:
    """The kind of a stretch of white space: glued, space, wide, line, blank, far; end where the text ends."""
    if ends:
        return "end"
    newlines = gap.count("\n")
    if newlines:
        return "line" if newlines == 1 else "blank" if newlines == 2 else "far"
    return "glued" if not gap else "space" if len(gap) <= 2 else "wide"


def _width(gap: str) -> float:
    """How much a gap parts: newlines, and where there is none spaces."""
    return gap.count("\n") or min(len(gap), 900) / 1000


def _compare(one: str, other: str) -> str:
    """Whether the first gap parts more than the second."""
    left, right = _width(one), _width(other)
    return "less" if left < right else "more" if left > right else "same"


def _has_byline(text: str) -> bool:
    return BYLINE.match(text) is not None or (":" in text and _CLOCK.search(text) is not None)


def _has_date(text: str) -> bool:
    return _DIGIT.search(text) is not None and _DATE.search(text) is not None


def _size(text: str) -> str:
    count = len(text.split(None, _SIZES[-1])) if " " in text.strip() else len(text) / 6
    return next((str(bound) for bound in _SIZES if count <= bound), "more")


def _end(text: str) -> str:
    last = text.rstrip("\"'”’»")[-1:]
    if last in ".。":
        return "period"
    return "stop" if last in "!?…" else "colon" if last in ":：" else "word" if last.isalnum() else "other"


# A line that may be a credit.


class Around(NamedTuple):
    """The lines next to a line that are not blank, and the white space between them; `higher` that above `above`."""

    above: Stretch | None
    below: Stretch | None
    gap_above: str
    gap_below: str
    higher: str


def around(source: Source, line: Stretch) -> Around:
    """What stands around a line of a source."""
    above, below, text = source.line_above(line[0]), source.line_below(line[1]), source.text
    return Around(
        above,
        below,
        text[above[1] : line[0]] if above else source.gap_before(line[0]),
        text[line[1] : below[0]] if below else source.gap_after(line[1]),
        source.gap_before(above[0]) if above else "",
    )


def describe_credit(source: Source, credit: Stretch, line: Stretch, reading: Reading) -> Row:
    """What is known of a stretch that reads as a credit, at the end of `line` or all of it."""
    text, beside = source.text, around(source, line)
    row, block = outline(text, credit, line, beside)
    if block:
        row.append((f"{block}|{'name' if _one_name(reading) else 'other'}", 1.0))
    row += neighbours(text, credit, line, beside)
    _again(row, source, credit)
    _reading(row, text[slice(*credit)], reading, line_or_tail(credit, line))
    return row


def outline(text: str, credit: Stretch, line: Stretch, beside: Around) -> tuple[Row, str | None]:
    """What is known before a word is read: how the stretch is written, the white space, the size and ends of lines.

    Beside it comes the name of the block that a line of its own makes with the line above, if there is one.
    """
    block, on = None, line_or_tail(credit, line)
    above, below = beside.above, beside.below
    names = ["bias", f"where:{_where(text, credit[0], line[0])}"]
    names += [f"text:{name}|{on}" for name in _marks(text[slice(*credit)])]
    gaps = f"{white(beside.gap_above, ends=above is None)}|{white(beside.gap_below, ends=below is None)}"
    if on == "tail":
        before = text[line[0] : credit[0]]
        names += [f"tail:gap:{gaps}", f"before:size:{_size(before)}", f"before:end:{_end(before.rstrip())}"]
    elif above:
        size, end = _size(text[slice(*above)]), _end(text[slice(*above)])
        loose = _compare(beside.gap_above, beside.gap_below) if below else "end"
        if below:
            names.append(f"gap:{loose}")
        block = f"block:{_compare(beside.higher, beside.gap_above)}|{loose}"
        names += [f"gap:{gaps}", f"above:size:{size}", f"above:end:{end}"]
        names += [block, f"{block}|{end}", f"above:{end}|{size}"]
    else:
        names += [f"gap:{gaps}", "above:none"]
    if below:
        names += [f"below:size:{_size(text[slice(*below)])}", f"below:end:{_end(text[slice(*below)])}"]
    else:
        names.append("below:none")
    return [(name, 1.0) for name in names], block


def neighbours(text: str, credit: Stretch, line: Stretch, beside: Around) -> Row:
    """What the words say that stand around."""
    row: Row = []
    if credit[0] > line[0]:
        before = text[line[0] : credit[0]]
        row.append(("before:sentences", min(5, len(SENTENCE_END.findall(before))) / 3))
        if words.tells_of_a_picture(before):
            row.append(("before:picture", 1.0))
        if _has_byline(before) or _has_date(before):
            row.append(("before:byline", 1.0))
    elif beside.above:
        row += [(f"above:{name}", 1.0) for name in _looks(text[slice(*beside.above)])]
    if beside.below:
        row += [(f"below:{name}", 1.0) for name in _looks(text[slice(*beside.below)])]
    return row


def line_or_tail(credit: Stretch, line: Stretch) -> str:
    """Whether a stretch is a whole line or what stands at its end."""
    return "line" if credit[0] == line[0] else "tail"


def _one_name(reading: Reading) -> bool:
    return len(reading.creators) == 1 and 2 <= len(reading.creators[0].split()) <= 3 and is_name(reading.creators[0])


def _where(text: str, start: int, line: int) -> str:
    if start == line:
        return "line"
    before = text[line:start]
    if before.rstrip() == before:
        return "bracket-glued" if text[start] in "([（" else "glued"
    last = before.rstrip()[-1:]
    kind = "stop" if last in ".!?…" else "dash" if last in "-–—|•/" else "quote" if last in "\"'”’»)" else "word"
    gap = "" if len(before) - len(before.rstrip()) < 3 else "-wide"
    return ("bracket-" if text[start] in "([（" else "") + kind + gap


def _marks(text: str) -> list[str]:
    """How a line is written."""
    marks = (
        ("upper", text.isupper()),
        ("digit", _DIGIT.search(text)),
        ("slash", "/" in text),
        ("pipe", "|" in text),
        ("comma", "," in text),
        ("dash", " - " in text or " – " in text),
        ("bracket", text[:1] in "([（"),
        ("for", " for " in text),
        ("stop", text[-1:] in ".:"),
        ("long", len(text) > 50),
    )
    return [name for name, holds in marks if holds]


def _reading(row: Row, text: str, reading: Reading, line: str) -> None:
    """What the line says."""
    for kind in set(reading.leads) or {"none"}:
        row.append((f"lead:{kind}", 1.0))
    for kind in {entry.kind for entry in reading.known} or {"none"}:
        row.append((f"known:{kind}|{line}", 1.0))
    row.append((f"joints:{min(reading.joints, 2)}|{line}", 1.0))
    row.append((f"creators:{min(len(reading.creators), 2)}", 1.0))
    if reading.status:
        row.append(("status", 1.0))
    if reading.notice:
        row.append(("notice", 1.0))
    if not reading.known and len(reading.creators) == 1:
        creator = reading.creators[0]
        kind = "name" if is_name(creator) else "other"
        row.append((f"{kind}:words{min(len(creator.split()), 5)}|{line}", 1.0))
        if "@" in text or re.search(r"\w\.\w", creator):
            row.append(("creator:address", 1.0))
        if re.search(r"\b[A-Z]\.", creator):
            row.append(("creator:initial", 1.0))
    size, _, languages = language_of(text)
    if languages:
        row.append(("text:common", min(1.0, max(languages.values()) / max(1, size))))


_LOOKS = ("picture", "byline", "lead", "lower")


@functools.lru_cache(maxsize=512)
def _looks(text: str) -> tuple[str, ...]:
    """What a line looks like: asked for by its neighbours on either side."""
    looks = (
        words.tells_of_a_picture(text),
        _has_byline(text) or (len(text) < 40 and _has_date(text)),
        words.lead(text, 0, len(text)),
        text[:1].islower(),
    )
    return tuple(name for name, holds in zip(_LOOKS, looks, strict=True) if holds)


# What `_reading` and `_again` may say of names and bodies alone, and what `neighbours`: of each group one feature, or
# none where None stands in it.
OF_NAMES: dict[str, tuple[tuple[str | None, ...], ...]] = {
    line: (
        ("lead:none",),
        (f"known:none|{line}",),
        tuple(f"joints:{n}|{line}" for n in range(3)),
        ("creators:1", "creators:2"),
        (None, *(f"{kind}:words{n}|{line}" for kind in ("name", "other") for n in range(1, 6))),
        (None, "creator:address"),
        (None, "creator:initial"),
        (None, "text:common"),
        (None, "again:1", "again:2", "again:3"),
        (None, "again:last"),
    )
    for line in ("line", "tail")
}
OF_NEIGHBOURS: dict[str, tuple[tuple[str | None, ...], ...]] = {
    "line": tuple((None, f"{side}:{name}") for side in ("above", "below") for name in _LOOKS),
    "tail": tuple(
        (None, name)
        for name in (
            *("before:picture", "before:byline", "before:sentences", "before:sentences"),  # their number is at most 5/3
            *(f"below:{name}" for name in _LOOKS),
        )
    ),
}


def _again(row: Row, source: Source, credit: Stretch) -> None:
    """Whether the same words stand elsewhere, and whether the last name does without them."""
    text = source.text[slice(*credit)]
    low, high = max(source.start, credit[0] - _AROUND), min(source.end, credit[1] + _AROUND)
    same = source.text.count(text, low, high)
    last = _LETTERS.findall(text)[-1:]
    row.append((f"again:{min(same, 3)}", 1.0))
    if last and source.text.count(last[0], low, high) > same:
        row.append(("again:last", 1.0))


# Words that may be a caption.


def describe_caption(source: Source, where: str, caption: Stretch | None, credit: Stretch, kind: str) -> Row:
    """What is known of the words that would be the caption of a credit; `where` they stand, `kind` of the credit."""
    row: Row = [(f"where:{where}", 1.0), (f"where:{where}|{kind}", 1.0)]
    if caption is None:
        return row
    text = source.text[slice(*caption)]
    inner, behind, outer = _around(source, caption, credit)
    side = where if where[:5] in ("above", "below") else "beside" if caption[0] < credit[0] else "behind"
    row.append((f"{side}:inner:{white(inner)}", 1.0))
    row.append((f"{side}:outer:{white(outer, ends=_at_edge(source, caption, credit))}", 1.0))
    row.append((f"{side}:outer-inner:{_compare(outer, inner)}", 1.0))
    row.append((f"{side}:inner-behind:{_compare(inner, behind)}", 1.0))
    row.append((f"{side}:outer-behind:{_compare(outer, behind)}", 1.0))
    row.append((f"{side}:block:{_compare(outer, inner)}|{_compare(inner, behind)}", 1.0))
    row.append((f"{side}:white:{white(outer)}|{white(inner)}|{white(behind)}", 1.0))
    sentences = len(SENTENCE_END.findall(text))
    row.append((f"{side}:sentences:{min(sentences, 4)}", 1.0))
    row.append((f"{side}:size:{_size(text)}", 1.0))
    row.append((f"{side}:long", max(0.0, math.log(max(1, len(text)) / 200))))
    row.append((f"{side}:end:{_end(text)}", 1.0))
    if words.tells_of_a_picture(text):
        row.append(("picture", 1.0))
        row.append((f"{side}:picture", 1.0))
    if _has_byline(text):
        row.append(("byline", 1.0))
    if text[:1].islower():
        row.append(("lower", 1.0))
    if any(c in text for c in '"“„«') and sentences:
        row.append((f"{side}:quote", 1.0))
    if _has_date(text):
        row.append((f"{side}:date", 1.0))
    parts = text.split()
    row.append((f"{side}:capitals", sum([part[0].isupper() for part in parts]) / len(parts)))
    size, first_person, languages = language_of(text)
    if first_person:
        row.append((f"{side}:first-person", 1.0))
    row.append((f"{side}:common", max(languages.values(), default=0.0) / max(1, size)))
    if caption[0] == source.trim(source.start, min(source.end, source.start + 1500))[0]:
        row.append((f"{side}:opens:{_end(text)}", 1.0))
    if where in ("last1", "last2", "last3"):
        left = source.text[max(source.start, caption[0] - 3) : caption[0]].rstrip()
        row.append((f"left:{_end(left)}", 1.0))
    low, high = max(source.start, caption[0] - _AROUND), min(source.end, caption[1] + _AROUND)
    if len(text) > 15 and source.text.count(text[:60], low, high) > 1:
        row.append(("again", 1.0))
    return row


def _around(source: Source, caption: Stretch, credit: Stretch) -> tuple[str, str, str]:
    """The white space between caption and credit, on the credit's other side, and on the caption's other side."""
    if caption[0] < credit[0]:
        inner = max((source.text[caption[1] : credit[0]], *_inside(source.text[slice(*caption)])), key=_width)
        return inner, source.gap_after(credit[1]), _gap_above(source, caption[0])
    return source.text[credit[1] : caption[0]], source.gap_before(credit[0]), source.gap_after(caption[1])


def _gap_above(source: Source, start: int) -> str:
    """The white space above a caption; the count of a gallery's pictures there is as good as a wide gap."""
    gap = source.gap_before(start)
    low = max(source.start, start - len(gap) - 30)
    counted = words.behind_counter(source.text, low, start)
    return "\n\n\n\n" if counted > low and not source.text[counted:start].strip() else gap


def _inside(text: str) -> list[str]:
    """The white space between the lines of a caption."""
    return re.findall(r"\s*\n\s*", text) if "\n" in text else []


def _at_edge(source: Source, caption: Stretch, credit: Stretch) -> bool:
    if caption[0] < credit[0]:
        return source.line_above(caption[0]) is None and source.trim(source.start, caption[0] + 1)[0] == caption[0]
    return source.line_below(caption[1]) is None
