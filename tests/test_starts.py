"""Where a post begins: which claim is worth most once every place has its share, and how sentences are typeset."""

from __future__ import annotations

import pytest

from embeds.blocks import Source
from embeds.boundary import Question
from embeds.boundary.typeset import typesetting
from embeds.boundary.worth import chosen

CLAIMS = {  # their sizes, the share of each, and the size of the one that is worth most
    "the likeliest, where that is sure": ([300, 160, 40], [0.02, 0.95, 0.03], 160),
    "the shorter of two that are as likely": ([160, 140, 40], [0.48, 0.48, 0.04], 140),
    "a likely sentence more, where the rest is less than half of it": ([200, 70, 40], [0.7, 0.28, 0.02], 200),
    "no long paragraph for the same": ([600, 70, 40], [0.55, 0.43, 0.02], 70),
    "what covers half of all that is likely": ([280, 150, 80], [0.34, 0.33, 0.33], 150),
    "the only one": ([40], [1.0], 40),
    "the first of many that are all unlikely": ([*range(300, 100, -1)], [0.005] * 200, 300),
}

TYPESET = {  # the article around, a sentence of it or of the post, and what is said of that sentence
    "set like the article": ("It’s late. They don’t know.", "He can’t say.", {"like"}),
    "set otherwise": ("It’s late. They don’t know.", "He can't say.", {"unlike"}),
    "both in one": ("It’s “late”. They don’t “know”.", 'He can’t say "when".', {"like", "unlike"}),
    "curly marks of any language are one": ("He said „no“ – and “no” again.", "«So be it»", {"like"}),
    "an ellipsis of three dots": ("Wait… and see…", "And then...", {"unlike"}),
    "no signs at all": ("It’s late.", "Nobody knows.", set()),
    "the article has no habit": ("It’s late. They don't know.", "He can’t say.", set()),
    "nothing to compare": ("It was late.", "He can't say.", set()),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_the_claim_that_is_worth_most(name: str) -> None:
    sizes, shares, size = CLAIMS[name]
    assert sizes[chosen(sizes, shares)] == size


@pytest.mark.parametrize("name", TYPESET)
def test_how_a_sentence_is_typeset(name: str) -> None:
    around, sentence, said = TYPESET[name]
    text = f"{around} {sentence} Right. — Mara Voss (@maravoss) May 3, 2021\n{around}"
    start = len(around) + 1
    end = text.index(" — Mara")
    places = [start, start + len(sentence) + 1, end]
    rows: list[list[tuple[str, float]]] = [[], [], []]
    typesetting(rows, Question(Source(text, 0, len(text)), end, 0, end + 1, text.index("\n")), places)
    assert {name for name, _ in rows[0]} == {f"set:{word}" for word in said}
    assert {name for name, _ in rows[1]} == {f"set:before-{word}" for word in said}
