"""The weights of data/credits.json, written by training/credits.py: a feature's name -> how much it speaks for a claim.

`credit` judges whether a line without a mark is a credit, `caption` how much of the words beside one is its caption.
"""

from __future__ import annotations

import functools
import math
from typing import Literal

from ..data import tables

Part = Literal["credit", "caption"]

_weights: dict[str, dict[str, float]] = {}


def score(row: list[tuple[str, float]], part: Part) -> float:
    """The sum of the features' weights."""
    get = _of(part).get
    return sum([get(name, 0.0) * value for name, value in row])


@functools.cache
def best(groups: tuple[tuple[str | None, ...], ...], part: Part) -> float:
    """The most that features can add of which each group gives one: None, which adds nothing, or the name of it."""
    weights = _of(part)
    return sum([max([weights.get(name, 0.0) if name else 0.0 for name in group]) for group in groups])


def _of(part: Part) -> dict[str, float]:
    if not _weights:
        _weights.update(tables.load("credits.json")["weights"])
    return _weights[part]


def share(row: list[tuple[str, float]], part: Part) -> float:
    """The score as a share of one: how likely it is."""
    return as_share(score(row, part))


def as_share(score: float) -> float:
    """A score as a share of one."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def use(weights: dict[str, dict[str, float]]) -> None:
    """Judge by these weights from now on: how the training scores sites that they never saw."""
    reset()
    _weights.update(weights)


def reset() -> None:
    """Judge by the weights of the file again."""
    _weights.clear()
    best.cache_clear()
