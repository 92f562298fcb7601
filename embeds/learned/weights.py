"""Weights of features, learnt by embeds.training: how much each speaks for an answer to a question.

The questions are `starts` (does a post begin here?), `credits` (is this line without a mark a credit?) and `captions`
(are these words the credit's caption?). QUESTION.json holds the weights, QUESTION.manifest.json what they were made of.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

FOLDER = Path(__file__).parent
Question = Literal["starts", "credits", "captions"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
Row = list[tuple[str, float]]  # what is known of an answer, as named numbers


@dataclass(frozen=True, slots=True)
class Weights:
    """A feature's name -> how much it speaks for an answer; what is not named says nothing."""

    values: Mapping[str, float]

    def score(self, row: Row) -> float:
        """Return the sum of a row's numbers, each times its weight."""
        get = self.values.get
        return sum([get(name, 0.0) * value for name, value in row])

    def share(self, row: Row) -> float:
        """Return the score as a share of one: how likely the answer is."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score(row)))))


_others: dict[Question, Weights] = {}


def weights(question: Question) -> Weights:
    """Return the weights that answer a question."""
    return _others.get(question) or _load(question)


@functools.cache
def _load(question: Question) -> Weights:
    return Weights(json.loads((FOLDER / f"{question}.json").read_text(encoding="utf-8")))


@contextmanager
def replaced(others: Mapping[Question, Weights]) -> Iterator[None]:
    """Answer by other weights within the block, as training does for sites that they never saw."""
    before = dict(_others)
    _others.update(others)
    try:
        yield
    finally:
        _others.clear()
        _others.update(before)


def shares(values: list[float]) -> list[float]:
    """Return the scores of all answers to a question as shares that add up to one."""
    top = max(values)
    powers = [math.exp(value - top) for value in values]
    total = sum(powers)
    return [power / total for power in powers]
