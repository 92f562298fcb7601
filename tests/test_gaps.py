"""One scale of white space and one of ends: a case on either side of each step."""

from __future__ import annotations

from itertools import pairwise

import pytest

from embeds.text.gaps import compare, end_of, height, kind_of


@pytest.mark.parametrize(
    ("gap", "kind", "high"),
    [
        ("", "glued", 0),
        (" ", "space", 0),
        ("\u3000", "space", 0),
        ("  ", "spaces", 0),
        ("\n", "line", 1),
        ("  \n  ", "line", 1),
        ("\n\n", "blank", 2),
        ("\n \t\n", "blank", 2),
        ("\n\n\n", "blank", 3),
        ("\n\n\n\n", "wide", 3),
        ("\n" * 9, "wide", 3),
    ],
)
def test_white_space(gap: str, kind: str, high: int) -> None:
    assert (kind_of(gap), height(gap)) == (kind, high)


def test_gaps_part_more_the_more_newlines_they_have_and_then_the_more_spaces() -> None:
    rising = ["", " ", "  ", " " * 900, "\n", "\n\n", "\n\n\n", "\n" * 9]
    assert [compare(one, other) for one, other in pairwise(rising)] == ["less"] * 7
    assert compare("\n", " ") == "more" and compare("\n  ", "\n") == "same" and compare(" " * 950, " " * 900) == "same"


@pytest.mark.parametrize(
    ("characters", "end"),
    [
        (".。", "period"),
        ("!！…", "!"),
        ("?？", "?"),
        (":：", "colon"),
        ("\"'“”’»」』", "quote"),
        (",;-–—、", "comma"),
        (")）]", "bracket"),
        ("😡☕", "emoji"),
        ("a1é語", "word"),
        ("/|%", "other"),
        ([""], "none"),
    ],
)
def test_ends(characters: str, end: str) -> None:
    assert {end_of(character) for character in characters} == {end}
