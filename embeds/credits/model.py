"""The weights of data/credits.json, written by train.py: a feature's name -> how much it speaks for a claim.

`credit` judges whether a line without a mark is a credit, `caption` how much of the words beside one is its caption.
"""

from __future__ import annotations

import math
from typing import Literal

from .. import data

Part = Literal["credit", "caption"]

_weights: dict[str, dict[str, float]] = {}


def score(row: list[tuple[str, float]], part: Part) -> float:
    """The sum of the features' weights."""
    if not _weights:
        _weights.update(data.load("credits.json")["weights"])
    get = _weights[part].get
    return sum(get(name, 0.0) * value for name, value in row)


def share(row: list[tuple[str, float]], part: Part) -> float:
    """The score as a share of one: how likely it is."""
    return as_share(score(row, part))


def as_share(score: float) -> float:
    """A score as a share of one."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def use(weights: dict[str, dict[str, float]]) -> None:
    """Judge by these weights from now on: how train.py scores sites that they never saw."""
    reset()
    _weights.update(weights)


def reset() -> None:
    """Judge by the weights of the file again."""
    _weights.clear()
