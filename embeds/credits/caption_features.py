"""Features of a stretch that may be a credit's caption: its shape, and the white space and lines around it."""

from __future__ import annotations

import math
import re

from ..learned.weights import Row
from ..text.blocks import REACH, Source
from ..text.gaps import compare, kind_of, width
from ..text.language import tell
from . import caption_words, vocabulary
from .caption_judge import log_odds
from .looks import REPEATED, SENTENCE_END, Stretch, ending, has_byline, has_date, size_of

_BEFORE = 300  # code points before a caption in which the sentence before it is looked for


def describe_caption(source: Source, where: str, caption: Stretch | None, credit: Stretch, kind: str) -> Row:
    """Return the features of a stretch as a credit's caption.

    `where` is the name of its place (see caption.options), `kind` that of the rule which found the credit.
    """
    row: Row = [(f"where:{where}", 1.0), (f"where:{where}|{kind}", 1.0)]
    if caption is None:
        return row
    apart = where[:5] in ("above", "below")
    side = where if apart else "beside" if caption[0] < credit[0] else "behind"
    row += _white_space(source, side, caption, credit)
    row += _words(source.text[slice(*caption)], side)
    if apart:
        row.append(("words", log_odds(source.text[slice(*caption)])))
    elif side == "beside":
        row += _first_sentence(source, where, caption)
    return row + _place(source, where, side, caption)


def _first_sentence(source: Source, where: str, caption: Stretch) -> Row:
    """Return how much the sentence that opens a caption sounds like one, and what stands before it on its line."""
    said = source.text[slice(*caption)]
    stop = SENTENCE_END.search(said)
    first = said[: stop.end()] if stop else said
    row: Row = [("beside:words", log_odds(first))]
    if where == "split" or where.startswith("last"):
        before = source.text[max(source.start, caption[0] - _BEFORE) : caption[0]].rstrip()
        stops = [one.end() for one in SENTENCE_END.finditer(before) if one.end() < len(before)]
        left = before[stops[-1] :].strip() if stops else before
        row.append(("left:words", log_odds(left)))
        if where == "split":
            opens = vocabulary.opens_a_sentence(said.split(None, 1)[0])
            row += [(f"split:opens:{opens}", 1.0), ("split:whole", log_odds(f"{left} {first}"))]
    return row


def _white_space(source: Source, side: str, caption: Stretch, credit: Stretch) -> Row:
    """Return the features of the white space around a caption and its credit."""
    inner, behind, outer = _around(source, caption, credit)
    names = (
        f"inner:{kind_of(inner)}",
        f"outer:{'end' if _at_edge(source, caption, credit) else kind_of(outer)}",
        f"outer-inner:{compare(outer, inner)}",
        f"inner-behind:{compare(inner, behind)}",
        f"outer-behind:{compare(outer, behind)}",
        f"block:{compare(outer, inner)}|{compare(inner, behind)}",
        f"white:{kind_of(outer)}|{kind_of(inner)}|{kind_of(behind)}",
    )
    return [(f"{side}:{name}", 1.0) for name in names]


def _words(text: str, side: str) -> Row:
    """Return the features of a caption's words: how many, how they end, what they tell of."""
    sentences = len(SENTENCE_END.findall(text))
    row: Row = [
        (f"{side}:sentences:{min(sentences, 4)}", 1.0),
        (f"{side}:size:{size_of(text)}", 1.0),
        (f"{side}:long", max(0.0, math.log(max(1, len(text)) / 200))),
        (f"{side}:end:{ending(text)}", 1.0),
    ]
    if vocabulary.tells_of_a_picture(text):
        row += [("picture", 1.0), (f"{side}:picture", 1.0)]
    if has_byline(text):
        row.append(("byline", 1.0))
    if text[:1].islower():
        row.append(("lower", 1.0))
    if any(c in text for c in '"“„«') and sentences:
        row.append((f"{side}:quote", 1.0))
    if has_date(text):
        row.append((f"{side}:date", 1.0))
    parts = text.split()
    row.append((f"{side}:capitals", sum([part[0].isupper() for part in parts]) / len(parts)))
    told = tell(text)
    if told.first_person:
        row.append((f"{side}:first-person", 1.0))
    row.append((f"{side}:common", max(told.languages.values(), default=0.0) / max(1, told.words)))
    return row


def _place(source: Source, where: str, side: str, caption: Stretch) -> Row:
    """Return whether a caption opens the text, what ends before it on its line, and whether its words stand again."""
    row: Row = []
    text = source.text[slice(*caption)]
    if caption[0] == source.trim(source.start, min(source.end, source.start + REACH))[0]:
        row.append((f"{side}:opens:{ending(text)}", 1.0))
    if where.startswith("last"):
        left = source.text[max(source.start, caption[0] - 3) : caption[0]].rstrip()
        row.append((f"left:{ending(left)}", 1.0))
    low, high = max(source.start, caption[0] - REPEATED), min(source.end, caption[1] + REPEATED)
    if len(text) > 15 and source.text.count(text[:60], low, high) > 1:
        row.append(("again", 1.0))
    return row


def _around(source: Source, caption: Stretch, credit: Stretch) -> tuple[str, str, str]:
    """Return the white space between caption and credit, beyond the credit, and beyond the caption."""
    if caption[0] < credit[0]:
        inner = max((source.text[caption[1] : credit[0]], *_inside(source.text[slice(*caption)])), key=width)
        return inner, source.gap_after(credit[1]), _gap_above(source, caption[0])
    return source.text[credit[1] : caption[0]], source.gap_before(credit[0]), source.gap_after(caption[1])


def is_block(source: Source, caption: Stretch, credit: Stretch) -> bool:
    """Return whether less white space parts a line from its credit than parts the two from what stands around them.

    One of the two sides may be the text's edge.
    """
    inner, behind, outer = map(width, _around(source, caption, credit))
    first, last = min(caption, credit), max(caption, credit)
    opens = source.trim(source.start, first[0] + 1)[0] == first[0]
    closes = source.trim(last[1] - 1, source.end)[1] == last[1]
    if opens and closes:
        return False
    before, after = (outer, behind) if caption < credit else (behind, outer)
    return (opens or before > inner) and (closes or after > inner)


def _gap_above(source: Source, start: int) -> str:
    """Return the white space above a caption; a gallery's count there parts as much as a wide gap."""
    gap = source.gap_before(start)
    low = max(source.start, start - len(gap) - 30)
    counted = caption_words.behind_counter(source.text, low, start)
    return "\n\n\n\n" if counted > low and not source.text[counted:start].strip() else gap


def _inside(text: str) -> list[str]:
    """Return the white space between the lines of a caption."""
    return [gap for gap in re.findall(r"\s+", text) if "\n" in gap] if "\n" in text else []


def _at_edge(source: Source, caption: Stretch, credit: Stretch) -> bool:
    """Return whether nothing but white space stands between a caption and the text's edge."""
    if caption[0] < credit[0]:
        return source.line_above(caption[0]) is None and source.trim(source.start, caption[0] + 1)[0] == caption[0]
    return source.line_below(caption[1]) is None
