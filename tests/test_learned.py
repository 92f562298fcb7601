"""Learnt weights have a manifest, and places that are refused unread seldom hold a credit."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

import embeds
from embeds import detector
from embeds.credits.place_features import is_worth_reading, share_of
from embeds.credits.places import Place, places
from embeds.learned import weights
from embeds.text.patience import Patience

from .marked_cases import FOLDER, cases


@pytest.mark.parametrize("question", weights.QUESTIONS)
def test_a_manifest_stands_beside_the_weights(question: weights.Question) -> None:
    file = weights.FOLDER / f"{question}.manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    assert manifest["question"] == question and manifest["weights"] == len(weights.weights(question).values)
    assert manifest["command"][:2] == ["python", "-m"] and manifest["on"]
    assert manifest.get("note") or all(len(one["sha256"]) == 64 and one["lines"] for one in manifest["sets"])


def test_other_weights_answer_within_a_block_alone() -> None:
    mine = weights.Weights({"bias": 2.0})
    before = weights.weights("credits")
    with pytest.raises(ZeroDivisionError), weights.replaced({"credits": mine}):
        assert weights.weights("credits") is mine and weights.weights("captions") is not mine
        raise ZeroDivisionError
    assert weights.weights("credits") is before


def test_a_share_grows_with_the_score() -> None:
    shares = [weights.share(value) for value in (-1e9, -1.0, 0.0, 1.0, 1e9)]
    assert shares == sorted(shares) and shares[2] == 0.5 and shares[0] > 0 and shares[-1] <= 1


def test_most_places_are_refused_unread_and_hardly_a_credit_with_them() -> None:
    texts = [case.text for path in FOLDER.glob("*.toml") for case in cases(path.stem)]
    asked = [(text, place) for text in texts for place in places_of(text)]
    read = [place for text, place in asked if is_worth_reading(text, place, share_of(text, place))]
    assert len(read) < 0.6 * len(asked) and len(asked) > 200  # half of these lines were written as credits
    found = [credit.raw for text in texts for credit in embeds.clean(text).credits]
    with weights.replaced({"places": weights.Weights({})}):
        all_read = [credit.raw for text in texts for credit in embeds.clean(text).credits]
    assert len(found) > 0.98 * len(all_read) > 100


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("The wall at low tide. (AFP) The vote was close, said Reuters", ["(AFP)", "Reuters"]),
        ("Mara Holt | Tide Beacon", ["Beacon"]),
        ("Mara Holt/Tide Beacon", ["Holt/Tide|Beacon"]),
        ("Come and/or go, they said.", []),
    ],
)
def test_places_where_a_credit_may_end(line: str, ends: list[str]) -> None:
    assert ["|".join(line[:end].split()[-1] for end in place.ends) for place in places_of(line)] == ends


def places_of(text: str) -> Iterator[Place]:
    """Yield where a bare credit may end in a text."""
    yield from places(text, [at for at, _ in detector.scan(text)[-1]], Patience(), names=True)
