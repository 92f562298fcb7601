"""Learnt weights have a manifest, and names that are refused early would be refused later, too."""

from __future__ import annotations

import json

import pytest

from embeds import detector
from embeds.credits import bare, places
from embeds.credits.credit_features import around, describe_credit
from embeds.learned import weights
from embeds.text.blocks import Source
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
    shares = [weights.Weights({"a": value}).share([("a", 1.0)]) for value in (-1e9, -1.0, 0.0, 1.0, 1e9)]
    assert shares == sorted(shares) and shares[2] == 0.5 and shares[0] > 0 and shares[-1] <= 1


def test_what_is_refused_before_it_is_read_would_be_refused() -> None:
    """Check all bare names in all cases: no name's features score more than "names:line" and "names:tail"."""
    judge, refused = weights.weights("credits"), 0
    for text in (case.text for path in FOLDER.glob("*.toml") for case in cases(path.stem)):
        for place in places.places(text, [at for at, _ in detector.scan(text)[-1]], Patience(), names=True):
            if place.marked:
                continue
            convincing = bare.convincing(text, place)
            source = Source(text, 0, len(text))
            line, found = bare.options(source, place, 0)
            for credit, reading in found:
                if credit[0] in convincing:
                    continue
                refused += 1
                row = describe_credit(source, credit, line, reading, around(source, line))
                assert judge.share(row) < bare._SURE_OF_A_NAME
    assert refused > 50
