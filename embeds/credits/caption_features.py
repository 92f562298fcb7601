"""What is known of words that may be a credit's caption, as named numbers: their shape, and what stands around them."""

from __future__ import annotations

import math
import re

from ..learned.weights import Row
from ..text.blocks import Source
from ..text.language import tell
from . import caption_words, vocabulary
from .looks import REPEATED, SENTENCE_END, Stretch, compare, end_of, has_byline, has_date, size_of, white, width


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
    row.append((f"{side}:outer-inner:{compare(outer, inner)}", 1.0))
    row.append((f"{side}:inner-behind:{compare(inner, behind)}", 1.0))
    row.append((f"{side}:outer-behind:{compare(outer, behind)}", 1.0))
    row.append((f"{side}:block:{compare(outer, inner)}|{compare(inner, behind)}", 1.0))
    row.append((f"{side}:white:{white(outer)}|{white(inner)}|{white(behind)}", 1.0))
    sentences = len(SENTENCE_END.findall(text))
    row.append((f"{side}:sentences:{min(sentences, 4)}", 1.0))
    row.append((f"{side}:size:{size_of(text)}", 1.0))
    row.append((f"{side}:long", max(0.0, math.log(max(1, len(text)) / 200))))
    row.append((f"{side}:end:{end_of(text)}", 1.0))
    if vocabulary.tells_of_a_picture(text):
        row.append(("picture", 1.0))
        row.append((f"{side}:picture", 1.0))
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
    if caption[0] == source.trim(source.start, min(source.end, source.start + 1500))[0]:
        row.append((f"{side}:opens:{end_of(text)}", 1.0))
    if where in ("last1", "last2", "last3"):
        left = source.text[max(source.start, caption[0] - 3) : caption[0]].rstrip()
        row.append((f"left:{end_of(left)}", 1.0))
    low, high = max(source.start, caption[0] - REPEATED), min(source.end, caption[1] + REPEATED)
    if len(text) > 15 and source.text.count(text[:60], low, high) > 1:
        row.append(("again", 1.0))
    return row


def _around(source: Source, caption: Stretch, credit: Stretch) -> tuple[str, str, str]:
    """The white space between caption and credit, on the credit's other side, and on the caption's other side."""
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
    """The white space above a caption; the count of a gallery's pictures there is as good as a wide gap."""
    gap = source.gap_before(start)
    low = max(source.start, start - len(gap) - 30)
    counted = caption_words.behind_counter(source.text, low, start)
    return "\n\n\n\n" if counted > low and not source.text[counted:start].strip() else gap


def _inside(text: str) -> list[str]:
    """The white space between the lines of a caption."""
    return [gap for gap in re.findall(r"\s+", text) if "\n" in gap] if "\n" in text else []


def _at_edge(source: Source, caption: Stretch, credit: Stretch) -> bool:
    if caption[0] < credit[0]:
        return source.line_above(caption[0]) is None and source.trim(source.start, caption[0] + 1)[0] == caption[0]
    return source.line_below(caption[1]) is None
