"""The questions that a labelled text asks of the judges of credits: does one end here, and which stretch is it, if any?

The right answer is the labelled credit line ("credit" of a fragment or of its "fields"). Where only the fragment is
labelled, with its caption, each stretch that ends it may be right, and the weights that the other questions give say
which (see `decided`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from .. import detector, prose
from ..credits import bare, places, stretches
from ..credits.credit_features import around, describe_credit
from ..credits.looks import Stretch
from ..credits.place_features import describe_place
from ..learned.weights import Question, Row, Weights
from ..text.blocks import Source
from ..text.patience import Patience

Gold = dict[str, Any]

_CLAIMED = 0.5  # weight of a credit that a shape proves: the judge is not asked about it
_UNKNOWN = -1
_KEY = 60  # letters before a place by which it is known in another flattening of its page


@dataclass(frozen=True, slots=True)
class Example:
    """One question: the rows of its answers, and the index of the right one; -1 stands for one of those in `may`."""

    question: Question
    site: str
    key: str
    rows: list[Row]
    right: int
    weight: float
    may: tuple[int, ...] = ()


class _Label(NamedTuple):
    """A labelled fragment: its stretch, the credit line in it, if that is known, and who made the picture."""

    whole: Stretch
    credit: Stretch | None
    is_credit: bool
    authors: tuple[str, ...]


def examples(line: Gold, site: str, weight: float) -> Iterator[Example]:
    """Yield the questions of the places where a credit may end: of those that the shapes leave, and of all labels."""
    text = line["text"]
    labels = [_label(line, f) for f in line["fragments"] if f["kind"] in ("credit", "caption")]
    posts = [(f["start"], f["end"]) for f in line["fragments"] if f["kind"] in ("post", "stub")]
    claims = [(f.start, f.end) for f in detector.marked(text, detector.scan(text))]
    taken = _joined([*claims, *posts])
    left, pieces = prose.without(text, taken)
    moved = list(filter(None, (_moved(label, pieces) for label in labels)))
    whole = "credit" in line.get("exhaustive", ("credit",))
    for one in _asked(left, moved, site, weight):
        if one.right or whole or one.question == "places":
            yield one
    for one in _asked(text, [label for label in labels if _is_taken(label, taken)], site, weight * _CLAIMED):
        if one.right:
            yield one


def credits_in(line: Gold) -> Iterator[tuple[Stretch, Stretch]]:
    """Yield the labelled fragments of a text that hold a credit, each with its credit line.

    Where the line is not labelled, it is the last sentence or column of the fragment that reads as one.
    """
    text = line["text"]
    for fragment in line["fragments"]:
        label = _label(line, fragment)
        if label.is_credit and (credit := label.credit or _last(text, label)):
            yield label.whole, credit


def _last(text: str, label: _Label) -> Stretch | None:
    low, high = label.whole
    begins = [at for at in stretches.openings(text, text.rfind("\n", 0, high - 1) + 1, high) if at >= low]
    found = (credit for credit, _ in stretches.readings(text, reversed(begins), high))
    return next((credit for credit in found if _may_be(text, credit, label)), None)


def _label(line: Gold, fragment: Gold) -> _Label:
    whole = fragment["start"], fragment["end"]
    words = fragment.get("fields", {}).get("credit")
    credit = tuple(fragment["credit"]) if "credit" in fragment else None
    if words and (at := line["text"].rfind(words, *whole)) >= 0:
        credit = at, at + len(words)
    return _Label(whole, credit, fragment["kind"] == "credit", tuple(line.get("authors", ())))


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """Return stretches in order, those that overlap as one."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _is_taken(label: _Label, taken: list[Stretch]) -> bool:
    at = (label.credit or label.whole)[1]
    return any(start < at <= end for start, end in taken)


def _moved(label: _Label, pieces: Sequence[prose.Piece]) -> _Label | None:
    """Return a label with its offsets in the prose that the claims leave; None if they take its credit line."""

    def move(at: int) -> int | None:
        return next((piece + at - start for piece, start, end in pieces if start <= at <= end), None)

    start, end = map(move, label.whole)
    said = label.credit or label.whole
    low, high = map(move, said)
    if low is None or high is None or high - low != said[1] - said[0]:
        return None
    whole = (low if start is None else start), (high if end is None else end)
    return label._replace(whole=whole, credit=(low, high) if label.credit else None)


def _asked(text: str, labels: list[_Label], site: str, weight: float) -> Iterator[Example]:
    """Yield the questions of a text, with the right answer where a label has it and 0 (none) elsewhere."""
    source = Source(text, 0, len(text))
    marks = [at for at, _ in detector.scan(text)[-1]]
    for place in places.places(text, marks, Patience(), names=True):
        line, found = bare.options(source, place, 0)
        touched = [one for one in labels if any(one.whole[0] < end <= one.whole[1] + 1 for end in place.ends)]
        right, may = _right(text, [credit for credit, _ in found], place.ends, touched)
        if right is None:
            continue
        key = _letters(text[max(0, place.ends[-1] - _KEY) : place.ends[-1]])
        row = [(name, 1.0) for name in describe_place(text, place)]
        yield Example("places", site, key, [[], row], int(right != 0), weight)
        if found:
            beside = around(source, line)
            rows: list[Row] = [
                [],
                *(describe_credit(source, credit, line, reading, beside) for credit, reading in found),
            ]
            yield Example("credits", site, key, rows, right, weight, may)


def _right(
    text: str, found: list[Stretch], ends: tuple[int, ...], labels: list[_Label]
) -> tuple[int | None, tuple[int, ...]]:
    """Return the index of the right answer, and those that may be; None where the label's credit is no answer."""
    for label in labels:
        if not label.is_credit:
            return None, ()
        if label.credit is None:
            may = tuple(n for n, credit in enumerate(found, 1) if _may_be(text, credit, label))
            return (_UNKNOWN, may) if may else (None, ())
        want = _letters(text[slice(*label.credit)])
        if any(label.credit[0] < end and _letters(text[label.credit[0] : end]) == want for end in ends):
            same = (n for n, (low, high) in enumerate(found, 1) if _letters(text[low:high]) == want)
            return next(same, None), ()
    return 0, ()


def _may_be(text: str, credit: Stretch, label: _Label) -> bool:
    """Return whether a stretch ends a label whose credit line is not known, and names who made the picture."""
    low, high = credit
    said = text[low:high]
    names = not label.authors or any(one in said and len(said) <= 1.5 * len(one) + 25 for one in label.authors)
    return names and low >= label.whole[0] and abs(high - label.whole[1]) <= 1


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


def decided(learn: list[Example], weights: Weights) -> list[Example]:
    """Return the questions with the answer that these weights choose where several may be right."""
    return [one if one.right != _UNKNOWN else replace(one, right=_likeliest(one, weights)) for one in learn]


def known(learn: list[Example]) -> list[Example]:
    """Return the questions whose right answer is labelled."""
    return [one for one in learn if one.right != _UNKNOWN]


def _likeliest(one: Example, weights: Weights) -> int:
    return max(one.may, key=lambda number: weights.score(one.rows[number]))
