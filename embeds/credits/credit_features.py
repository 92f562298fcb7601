"""Features of a line that may be a credit: its shape, and the lines and white space around it.

No feature names a person or an agency, so that the weights do not learn whose credits the labelled texts had.
The features of captions are in caption_features.py.
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
from . import caption_words, lead_ins, vocabulary
from .credit_line import BRACKETS
from .credit_reading import Reading
from .looks import DIGIT, REPEATED, SENTENCE_END, Stretch, ending, has_byline, has_date, size_of
from .name_forms import is_full_name, is_name

_LETTERS = re.compile(r"[^\W\d_]{3,}")


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


def describe_credit(source: Source, credit: Stretch, line: Stretch, reading: Reading) -> Row:
    """Return the features of a stretch that reads as a credit and stands at the end of `line`, or is all of it."""
    text, beside = source.text, around(source, line)
    row, block = _outline(text, credit, line, beside)
    if block:
        row.append((f"{block}|{'name' if _one_name(reading) else 'other'}", 1.0))
    row += _neighbours(text, credit, line, beside)
    _again(row, source, credit)
    _reading(row, text[slice(*credit)], reading, _place(credit, line))
    _form(row, text, credit, line, reading)
    return row


def _outline(text: str, credit: Stretch, line: Stretch, beside: Around) -> tuple[Row, str | None]:
    """Return the features that need no reading: signs in the stretch, white space, lengths and ends of lines.

    The second part is the name of the block that the stretch makes with the line above, if it has a line of its own.
    """
    block, on = None, _place(credit, line)
    above, below = beside.above, beside.below
    names = ["bias", f"on:{on}", f"where:{_where(text, credit[0], line[0])}"]
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


def describe_unread(text: str, credit: Stretch, line: Stretch, beside: Around) -> Iterator[Row]:
    """Yield what features a name alone has before its neighbours are read, and then before it is read itself.

    The last feature of each row stands for all that are not known yet; its weight is the most that they may add.
    """
    on = _place(credit, line)
    outline = _outline(text, credit, line, beside)[0]
    yield [*outline, (f"neighbours:{on}", 1.0)]
    yield [*outline, *_neighbours(text, credit, line, beside), (f"names:{on}", 1.0)]


def _place(credit: Stretch, line: Stretch) -> str:
    """Return whether a stretch is a whole "line", its "tail", its "head", or "inner" words of it."""
    if credit[1] < line[1]:
        return "head" if credit[0] == line[0] else "inner"
    return "line" if credit[0] == line[0] else "tail"


def _behind(text: str, at: int, high: int) -> Iterator[str]:
    """Yield what follows a stretch on its line: how it is parted, and what opens there."""
    gap = "glued" if not text[at].isspace() else "wide" if text[at + 1 : at + 2].isspace() else "space"
    rest = text[at:high].lstrip()
    first = rest[:1]
    opens = "digit" if first.isdigit() else "capital" if first.isupper() else "quote" if first in "\"“„«‘'" else "other"
    word = _WORD.match(rest)
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


_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"\s*([/|;]|, | via | for | FOR |[ -–—]{3}|[()\[\]（）]| und | and | & )\s*")
_KINDS_OF = {"wire": "A", "agency": "A", "stock": "A", "platform": "P", "public": "G"}


def _form(row: Row, text: str, credit: Stretch, line: Stretch, reading: Reading) -> None:
    """Add the form of a credit, as `lead N/A`, and how it meets the words before it."""
    on, said = _place(credit, line), text[slice(*credit)]
    form = "".join(_pieces(said, reading))
    before = text[line[0] : credit[0]].rstrip()
    last = before.rpartition(" ")[2]
    start = _where(text, credit[0], line[0])
    joined = f"{form}|{on}"
    row += [(f"form:{form}", 1.0), (f"form:{joined}", 1.0), (f"form:{form}|{start}", 1.0)]
    if last:
        kind = "small" if last[0].islower() else "capital" if last[0].isupper() else "digit" if last[0].isdigit() else "sign"
        row += [(f"last:{kind}|{start}", 1.0), (f"last:{kind}|{form}", 1.0)]
        row.append((f"last:{last.casefold()[-12:]}", 1.0))
    first = said.split(None, 1)[0]
    row.append((f"first:{first.casefold()[:12]}", 1.0))
    if said.isupper():
        row.append((f"upper|{form}", 1.0))
    opening = _opening_of(text, line[0], credit[0])
    if opening < credit[0] and caption_words.FURNITURE.match(text, opening, credit[0]):
        row.append((f"before:furniture|{on}", 1.0))
    if (top := _lines_above(text, line[0])) < 3:
        row += [(f"top:{top}", 1.0), (f"top:{top}|{form}", 1.0)]
    if not text[line[1] : line[1] + 400].strip():
        row += [("last line", 1.0), (f"last line|{form}|{on}", 1.0)]
    if _LEAD_BEFORE.search(text, max(line[0], credit[0] - 40), credit[0]) and _ends_in_lead(text, line[0], credit[0]):
        row.append(("left:lead", 1.0))
    if _INNER_STOP.search(said):
        row.append(("inner:stop", 1.0))
    inner = said.strip("()[]（） ")
    if any(sign in inner for sign in "([（"):
        row.append(("inner:bracket", 1.0))
    if len(reading.leads) < sum(1 for _ in _COLON.finditer(said)):
        row.append(("inner:colon", 1.0))


_LEAD_BEFORE = re.compile(r"[:：©]\s*$|[^\W\d_]\s+$")
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.!?。] ?(?=[(\[（]|[^\W\d_a-z])")
_COLON = re.compile(r"[:：]\s")
_WORDS_BEFORE = re.compile(r"[^\W\d_]\S*")


def _opening_of(text: str, low: int, high: int) -> int:
    """Return where the last sentence before an offset begins."""
    low = max(low, high - 400)
    stops = [stop.end() for stop in SENTENCE_END.finditer(text, low, high) if text[stop.end() : high].strip()]
    at = max(stops, default=low)
    return at + len(text[at:high]) - len(text[at:high].lstrip())


def _lines_above(text: str, at: int) -> int:
    """Return how many lines stand above an offset, three at most."""
    if at > 600:
        return 3
    return min(3, sum(1 for line in text[:at].split("\n") if line.strip()))


def _ends_in_lead(text: str, low: int, high: int) -> bool:
    """Return whether the words right before a stretch are a lead-in."""
    for word in _WORDS_BEFORE.finditer(text, max(low, high - 30), high):
        found = lead_ins.lead(text, word.start(), high + 1)
        if found and not text[found.end : high].strip():
            return True
    return text[max(low, high - 2) : high].strip() in ("©", "ⓒ")


def _pieces(said: str, reading: Reading) -> Iterator[str]:
    from .gazetteer import agency

    yield "".join(sorted(set(reading.leads))) + ("+" if reading.leads else "")
    rest = said
    if reading.leads and (lead := lead_ins.lead(said.lstrip("([（"), 0, len(said))):
        rest = said.lstrip("([（")[lead.end :]
        if said[:1] in "([（":
            yield "("
    for part in _PIECE.split(rest)[:9]:
        part = part.strip(" .:")
        if not part:
            continue
        if _PIECE.fullmatch(part) or part in ("via", "for", "FOR", "and", "und", "&"):
            yield part.strip()
        elif entry := agency(part):
            yield _KINDS_OF.get(entry.kind, "M")
        elif part.casefold() in vocabulary.STATUS:
            yield "S"
        elif is_full_name(part):
            yield "N"
        elif is_name(part):
            yield "W" if " " not in part else "L"
        elif part[:1] == "@":
            yield "@"
        else:
            yield "x" if part[:1].islower() else "X"


def _one_name(reading: Reading) -> bool:
    """Return whether its only creator is a person's full name."""
    return len(reading.creators) == 1 and is_full_name(reading.creators[0])


def _where(text: str, start: int, line: int) -> str:
    """Return what stands before a stretch on its line: nothing ("line"), a stop, a dash, a quotation mark, a word."""
    if start == line:
        return "line"
    before = text[line:start]
    if before.rstrip() == before:
        return "bracket-glued" if text[start] in BRACKETS else "glued"
    last = before.rstrip()[-1:]
    kind = "stop" if last in ".!?…。" else "dash" if last in "-–—|•/" else "quote" if last in "\"'”’»)" else "word"
    if last in ",;:，、；：":
        kind = "comma" if last in ",，、" else "colon"
    gap = "" if len(before) - len(before.rstrip()) < 3 else "-wide"
    return ("bracket-" if text[start] in BRACKETS else "") + kind + gap


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
