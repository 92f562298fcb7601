"""Features of a line that may be a credit: its shape, and the lines and white space around it.

But for the first word of a credit no feature names a person or an agency, so that the weights learn little of whose
credits the labelled texts had. The features of captions are in caption_features.py.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..learned.weights import Row
from ..text.blocks import Source
from ..text.gaps import compare, kind_of
from ..text.language import tell
from . import lead_ins, vocabulary
from .credit_form import before_of, describe_form, place_of
from .credit_line import BRACKETS
from .credit_reading import Reading
from .given_names import opens_with_given
from .looks import DIGIT, REPEATED, SENTENCE_END, Stretch, ending, has_byline, has_date, size_of
from .name_forms import is_full_name, is_name

_LETTERS = re.compile(r"[^\W\d_]{3,}")
_FIRST_WORD = re.compile(r"[^\W\d_]+")


class Around(NamedTuple):
    """The lines next to a line that are not blank, and the white space between; `higher` is the space above `above`."""

    above: Stretch | None
    below: Stretch | None
    gap_above: str
    gap_below: str
    higher: str


def around(source: Source, line: Stretch) -> Around:
    """Return what stands around a line of a source."""
    above, below, text = source.line_above(line[0]), source.line_below(line[1]), source.text
    return Around(
        above,
        below,
        text[above[1] : line[0]] if above else source.gap_before(line[0]),
        text[line[1] : below[0]] if below else source.gap_after(line[1]),
        source.gap_before(above[0]) if above else "",
    )


def describe_credit(source: Source, credit: Stretch, line: Stretch, reading: Reading, beside: Around) -> Row:
    """Return the features of a stretch of `line` that reads as a credit; `beside` is what stands around the line."""
    text = source.text
    row, block = _outline(text, credit, line, beside)
    if block:
        row.append((f"{block}|{'name' if _one_name(reading) else 'other'}", 1.0))
    row += _neighbours(text, credit, line, beside)
    _again(row, source, credit)
    _reading(row, text[slice(*credit)], reading, place_of(credit, line))
    return row + describe_form(text, credit, line, reading)


def _outline(text: str, credit: Stretch, line: Stretch, beside: Around) -> tuple[Row, str | None]:
    """Return the features that need no reading: signs in the stretch, white space, lengths and ends of lines.

    The second part is the name of the block that the stretch makes with the line above, if it has a line of its own.
    """
    block, on = None, place_of(credit, line)
    above, below = beside.above, beside.below
    names = ["bias", f"on:{on}", f"where:{before_of(text, credit[0], line[0])}"]
    names += [f"text:{name}|{on}" for name in _marks(text[slice(*credit)])]
    gaps = f"{kind_of(beside.gap_above) if above else 'end'}|{kind_of(beside.gap_below) if below else 'end'}"
    if on != "line":
        before = text[line[0] : credit[0]]
        names += [f"tail:gap:{gaps}", f"before:size:{size_of(before)}", f"before:end:{ending(before.rstrip())}"]
    elif above:
        size, end = size_of(text[slice(*above)]), ending(text[slice(*above)])
        loose = compare(beside.gap_above, beside.gap_below) if below else "end"
        if below:
            names.append(f"gap:{loose}")
        block = f"block:{compare(beside.higher, beside.gap_above)}|{loose}"
        names += [f"gap:{gaps}", f"above:size:{size}", f"above:end:{end}"]
        names += [block, f"{block}|{end}", f"above:{end}|{size}"]
    else:
        names += [f"gap:{gaps}", "above:none"]
    if credit[1] < line[1]:
        names += [f"behind:{kind}" for kind in _behind(text, credit[1], line[1])]
    elif below:
        opens = _opening(text[below[0] : below[0] + 2])
        names += [f"below:opens:{opens}", f"below:opens:{opens}|{kind_of(beside.gap_below)}"]
        if above and on == "line":
            names.append(f"between:{ending(text[slice(*above)])}|{opens}")
        names += [f"below:size:{size_of(text[slice(*below)])}", f"below:end:{ending(text[slice(*below)])}"]
    else:
        names.append("below:none")
    return [(name, 1.0) for name in names], block


def _neighbours(text: str, credit: Stretch, line: Stretch, beside: Around) -> Row:
    """Return the features of the words around a stretch."""
    row: Row = []
    if credit[0] > line[0]:
        before = text[line[0] : credit[0]]
        row.append(("before:sentences", min(5, len(SENTENCE_END.findall(before))) / 3))
        if vocabulary.tells_of_a_picture(before):
            row.append(("before:picture", 1.0))
        if has_byline(before) or has_date(before):
            row.append(("before:byline", 1.0))
    elif beside.above:
        row += [(f"above:{name}", 1.0) for name in _looks(text[slice(*beside.above)])]
    if beside.below and credit[1] == line[1]:
        row += [(f"below:{name}", 1.0) for name in _looks(text[slice(*beside.below)])]
    return row


def _behind(text: str, at: int, high: int) -> Iterator[str]:
    """Yield what follows a stretch on its line: how it is parted, and what opens there."""
    gap = "glued" if not text[at].isspace() else "wide" if text[at + 1 : at + 2].isspace() else "space"
    rest = text[at:high].lstrip()
    first = rest[:1]
    opens = "digit" if first.isdigit() else "capital" if first.isupper() else "quote" if first in "\"“„«‘'" else "other"
    word = _FIRST_WORD.match(rest)
    yield f"gap:{gap}"
    yield f"{gap}:{opens}"
    if word and vocabulary.opens_a_sentence(word.group()):
        yield "sentence"
    yield f"size:{size_of(rest)}"
    yield f"end:{ending(rest)}"


def _opening(text: str) -> str:
    """Return what a line opens with: a small letter, a capital, a digit, the stop of a sentence, another sign."""
    first = text[:1]
    if first.isalpha():
        return "small" if first.islower() else "capital"
    return "digit" if first.isdigit() else "stop" if first in ".,;:!?)’'" else "sign"


def _one_name(reading: Reading) -> bool:
    """Return whether its only creator is a person's full name."""
    return len(reading.creators) == 1 and is_full_name(reading.creators[0])


def _marks(text: str) -> list[str]:
    """Return the names of the signs that a line holds."""
    marks = (
        ("upper", text.isupper()),
        ("digit", DIGIT.search(text)),
        ("slash", "/" in text),
        ("pipe", "|" in text),
        ("comma", "," in text),
        ("dash", " - " in text or " – " in text),
        ("bracket", text[0] in BRACKETS),
        ("for", " for " in text),
        ("stop", text[-1:] in ".:"),
        ("long", len(text) > 50),
    )
    return [name for name, holds in marks if holds]


def _reading(row: Row, text: str, reading: Reading, line: str) -> None:
    """Add the features of what the line says."""
    for kind in set(reading.leads) or {"none"}:
        row.append((f"lead:{kind}", 1.0))
    for kind in reading.kinds or {"none"}:
        row.append((f"known:{kind}|{line}", 1.0))
    row.append((f"joints:{min(reading.joints, 2)}|{line}", 1.0))
    row.append((f"creators:{min(len(reading.creators), 2)}", 1.0))
    if reading.creators:
        given = "given" if any(map(opens_with_given, reading.creators)) else "rare"
        row += [(given, 1.0), (f"{given}|{line}|{'known' if reading.known else 'alone'}", 1.0)]
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
    told = tell(text)
    if told.languages:
        row.append(("text:common", min(1.0, max(told.languages.values()) / max(1, told.words))))


_LOOKS = ("picture", "byline", "lead", "lower")


@functools.lru_cache(maxsize=512)
def _looks(text: str) -> tuple[str, ...]:
    """Return what a line looks like; its neighbours on either side ask for it."""
    looks = (
        vocabulary.tells_of_a_picture(text),
        has_byline(text) or (len(text) < 40 and has_date(text)),
        lead_ins.lead(text, 0, len(text)),
        text[:1].islower(),
    )
    return tuple(name for name, holds in zip(_LOOKS, looks, strict=True) if holds)


def _again(row: Row, source: Source, credit: Stretch) -> None:
    """Add whether the same words stand elsewhere in the text, and whether the last name alone does."""
    text = source.text[slice(*credit)]
    low, high = max(source.start, credit[0] - REPEATED), min(source.end, credit[1] + REPEATED)
    same = source.text.count(text, low, high)
    last = _LETTERS.findall(text)[-1:]
    row.append((f"again:{min(same, 3)}", 1.0))
    if last and source.text.count(last[0], low, high) > same:
        row.append(("again:last", 1.0))
