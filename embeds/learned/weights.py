"""Load the weights that embeds.training learnt, and score answers to a question with them.

The questions are `starts` (does a post begin here?), `places` (may a credit end here that no shape proves?), `credits`
(is it this stretch?), `captions` (are these words the credit's caption?) and `wording` (are they a caption, whatever
stands around them?). QUESTION.json holds the weights, QUESTION.manifest.json what they were learnt from.
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
Question = Literal["starts", "places", "credits", "captions", "wording"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
Row = list[tuple[str, float]]  # the features of one answer: names and numbers


@dataclass(frozen=True, slots=True, eq=False)  # the same object alone is equal, so that answers can be kept by it
class Weights:
    """How much each feature, by its name, speaks for an answer; a feature without a weight counts nothing."""

    values: Mapping[str, float]

    def score(self, row: Row) -> float:
        """Return the sum of a row's numbers, each times its weight."""
        get = self.values.get
        return sum([get(name, 0.0) * value for name, value in row])

    def reasons(self, row: Row, most: int) -> list[str]:
        """Return the names of the features that speak for an answer, the strongest first, `most` of them at most."""
        spoken = [(self.values.get(name, 0.0) * value, name) for name, value in row]
        return [name for score, name in sorted(spoken, reverse=True)[:most] if score > 0]

    def share(self, row: Row) -> float:
        """Return how likely the answer is (0-1): the logistic function of its score."""
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
    """Use other weights within a `with` block, as training does to judge sites that these have not seen."""
    before = dict(_others)
    _others.update(others)
    try:
        yield
    finally:
        _others.clear()
        _others.update(before)


def shares(values: list[float]) -> list[float]:
    """Return the scores of all answers to a question as shares that add up to 1 (softmax)."""
    top = max(values)
    powers = [math.exp(value - top) for value in values]
    total = sum(powers)
    return [power / total for power in powers]
