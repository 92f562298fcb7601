"""Where a post's words begin: back from its attribution, over the lines and sentences that are its own.

A post of several paragraphs, or an article on one line, leaves no mark where the reporter stops and the post starts.
So every place where it could begin is a candidate (candidates.py), each is described by what is known of such places
(features.py), and weights learnt from labelled articles (data/boundary.json, written by train.py) say which it is and
how sure that is. Where it is not sure, the shorter of the likely claims is taken: prose is sacred.
"""

from __future__ import annotations

import functools
import json
import math
from pathlib import Path
from typing import NamedTuple

from .candidates import LIMIT, Question, candidates, weight
from .features import describe

__all__ = ["LIMIT", "Question", "Start", "start", "weight"]

_LIKELY = 0.5
_DATA = Path(__file__).parent.parent / "data" / "boundary.json"


@functools.cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(_DATA.read_text(encoding="utf-8"))["weights"]
    return weights


class Start(NamedTuple):
    """Where the words begin, and how sure that is (0-1)."""

    at: int
    confidence: float


def start(question: Question) -> Start:
    """Where the words begin: the likeliest place, or a later one where none is likely."""
    places = candidates(question)
    likely = shares(scores(question, places, _weights()))
    best = max(range(len(places)), key=likely.__getitem__)
    if likely[best] < _LIKELY:
        best = _half_sure(likely)
    return Start(places[best], round(likely[best], 3))


def _half_sure(likely: list[float]) -> int:
    """The first place that is more likely inside the post than not: the shorter claim."""
    inside = 0.0
    for number, share in enumerate(likely):
        inside += share
        if inside >= 0.5:
            return number
    return len(likely) - 1


def scores(question: Question, places: list[int], weights: dict[str, float]) -> list[float]:
    """The score of each place: the sum of its features' weights."""
    get = weights.get
    return [sum(get(name, 0.0) * value for name, value in row) for row in describe(question, places)]


def shares(values: list[float]) -> list[float]:
    """Scores as shares that add up to one."""
    top = max(values)
    powers = [math.exp(value - top) for value in values]
    total = sum(powers)
    return [power / total for power in powers]
