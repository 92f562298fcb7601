"""Compose texts to learn captions from: a caption's credit line with its caption, or alone below a short paragraph."""

from __future__ import annotations

import collections
import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from .wording import Judges, Line, site_of

Gold = dict[str, Any]

MOST = 12  # credit lines of a site
_SHORT, _LONG = (
    160,
    100,
)  # code points of a paragraph that may be taken for a caption at most, of one around it at least
_EVEN = 0.6  # share of the texts with the same white space between all lines; there only the words tell
_GAPS = ("\n", "\n\n", "\n\n", "\n\n\n")
_ENDS = " \t\n|•·-–—"


class _Element(NamedTuple):
    """A caption and the credit line behind it, of an outlet, in a language."""

    site: str
    outlet: str
    language: str
    caption: str
    credit: str


def composed(lines: list[Gold], judges: Judges) -> Iterator[Gold]:
    """Yield labelled texts with the captions and credits of `lines`, each twice with its caption and twice without.

    The paragraphs around are from sites that the same judge never saw: else it would know that they are no captions.
    """
    rng = random.Random(11)  # noqa: S311 - not used for secrets
    others: dict[tuple[int, str], list[Line]] = collections.defaultdict(list)
    for line in judges.lines:
        if not line.is_caption:
            others[judges.fold[line.site], line.language].append(line)
    drawn = _drawn(rng, filter(None, map(_element, lines)))
    for element in drawn:
        fold = judges.fold.get(element.site)
        if fold is None:
            continue
        near = others.get((fold, element.language)) or others[fold, "en"]
        short = [line.text for line in near if len(line.text) <= _SHORT]
        long = [line.text for line in near if len(line.text) >= _LONG]
        if len(short) < 3 or len(long) < 3:
            continue
        for has_caption in (True, True, False, False):
            yield _text(rng, element, short, long, has_caption=has_caption)
        for has_caption in (True, True, False):
            yield _run_on(rng, element, rng.choice(drawn), short, long, has_caption=has_caption)


def _element(line: Gold) -> _Element | None:
    """Return the caption and the credit of a line with parts, if the credit stands behind it."""
    captions = [part for part in line["parts"] if part["role"] == "caption"]
    if len(captions) != 1:
        return None
    start, end, text = captions[0]["start"], captions[0]["end"], line["text"]
    credit = text[end:].strip(_ENDS)
    if text[:start].strip() or not credit or end - start < 15:
        return None
    return _Element(site_of(line), line["outlet"], line["lang"], text[start:end].strip(), credit)


def _drawn(rng: random.Random, elements: Iterator[_Element]) -> list[_Element]:
    """Return at most `MOST` elements of each site."""
    of_site: dict[str, list[_Element]] = collections.defaultdict(list)
    for element in elements:
        of_site[element.site].append(element)
    return [one for _, some in sorted(of_site.items()) for one in rng.sample(some, min(MOST, len(some)))]


def _text(rng: random.Random, element: _Element, short: list[str], long: list[str], *, has_caption: bool) -> Gold:
    """Return a text in which the credit has its caption, or none and a short paragraph of the article above it."""
    around = rng.choice(_GAPS)
    inside = around if rng.random() < _EVEN else "\n"
    said = [element.caption, element.credit] if has_caption else [element.credit]
    above = [*rng.sample(long, 2), *([] if has_caption and rng.random() < 0.5 else [rng.choice(short)])]
    before = around.join(above) + around
    words = inside.join(said)
    span = {"kind": "credit", "start": len(before), "end": len(before) + len(words)}
    text = before + words + around + around.join(rng.sample(long, 2))
    return {"text": text, "source": element.outlet, "fragments": [span], "exhaustive": ["none"]}


def _run_on(
    rng: random.Random, element: _Element, other: _Element, short: list[str], long: list[str], *, has_caption: bool
) -> Gold:
    """Return a text on one line; a heading without a stop or another credit may stand before the caption."""
    above = rng.sample(long, 2)
    spans = []
    if rng.random() < 0.4:
        said, start = _said(rng, other), len(" ".join(above)) + 1
        spans = [{"kind": "credit", "start": start, "end": start + len(said)}]
        above += [said, *([] if has_caption and rng.random() < 0.8 else [rng.choice(short)])]
    elif rng.random() < 0.6:
        above.append(_heading(rng, rng.choice(short)))
    before = " ".join(above) + " "
    words = _said(rng, element) if has_caption else element.credit
    spans.append({"kind": "credit", "start": len(before), "end": len(before) + len(words)})
    text = before + words + " " + " ".join(rng.sample(long, 2))
    return {"text": text, "source": element.outlet, "fragments": spans, "exhaustive": ["none"]}


def _said(rng: random.Random, element: _Element) -> str:
    stop = "" if element.caption[-1] in '.!?”"' or rng.random() < 0.3 else "."
    return f"{element.caption}{stop} {element.credit}"


def _heading(rng: random.Random, line: str) -> str:
    """Return words that stand before a picture as a heading does: without a stop."""
    return " ".join(line.split()[: rng.randrange(3, 9)]).rstrip(".,;:!?")
