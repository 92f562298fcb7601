"""Load the weights that embeds.training learnt, and score answers to a question with them.

The questions are `starts` (does a post begin here?), `places` (may a credit end here that no shape proves?), `credits`
(is it this stretch?), `captions` (are these words the credit's caption?) and `wording` (are they a caption, whatever
stands around them?). QUESTION.json holds the weights, QUESTION.manifest.json what they were learnt from.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import repeat
from os import PathLike
from pathlib import Path
from types import MappingProxyType
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

    def total(self, names: Iterable[str]) -> float:
        """Return the sum of the weights of features whose number is 1: `score`, twice as fast."""
        return sum(map(self.values.get, names, repeat(0.0)))

    def reasons(self, row: Row, most: int) -> list[str]:
        """Return the names of the features that speak for an answer, the strongest first, `most` of them at most."""
        spoken = [(self.values.get(name, 0.0) * value, name) for name, value in row]
        return [name for score, name in sorted(spoken, reverse=True)[:most] if score > 0]


def share(score: float) -> float:
    """Return how likely an answer with this score is (0-1): the logistic function."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


_NONE: Mapping[Question, Weights] = MappingProxyType({})
_others = ContextVar("weights that are used in place of those of this folder", default=_NONE)


def weights(question: Question) -> Weights:
    """Return the weights that answer a question."""
    return _others.get().get(question) or _load(question)


@functools.cache
def _load(question: Question) -> Weights:
    return Weights(json.loads((FOLDER / f"{question}.json").read_text(encoding="utf-8")))


@contextmanager
def replaced(others: Mapping[Question, Weights]) -> Iterator[None]:
    """Use other weights within a `with` block, and only in its thread; training so judges sites that they never saw."""
    before = _others.set({**_others.get(), **others})
    try:
        yield
    finally:
        _others.reset(before)


def of_file(path: str | PathLike[str]) -> Mapping[Question, Weights]:
    """Return the weights in a file that a training wrote with `--out`: for each question its own.

    Raises OSError for a file that cannot be read, and ValueError for one that holds anything else.
    """
    file = Path(path)
    return _of_file(file, file.stat().st_mtime_ns)


@functools.lru_cache(maxsize=8)  # it is asked for with every text
def _of_file(file: Path, _changed: int) -> Mapping[Question, Weights]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        told: dict[Question, Weights] = {one: Weights(content[one]) for one in QUESTIONS if one in content}
    except (ValueError, TypeError) as error:
        raise ValueError(f"{file} holds no weights: {error}") from error
    if not told or told.keys() < content.keys() or not all(map(_is_of_numbers, content.values())):
        raise ValueError(f"{file} holds no weights: a training of embeds writes such a file with --out")
    return told


def _is_of_numbers(values: object) -> bool:
    return isinstance(values, dict) and all(isinstance(value, (int, float)) for value in values.values())


def shares(values: list[float]) -> list[float]:
    """Return the scores of all answers to a question as shares that add up to 1 (softmax)."""
    top = max(values)
    powers = [math.exp(value - top) for value in values]
    total = sum(powers)
    return [power / total for power in powers]
