"""What weighs claims against each other has a case on either side: so sure is sure enough, and a little less is not.

The shares are given, not learnt: other weights change nothing here.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

import embeds
from embeds.credits import bare, caption, looks
from embeds.credits.caption_features import describe_caption
from embeds.learned.weights import Weights, replaced
from embeds.starts import candidates, choice, start_features, strange, typeset, worth
from embeds.starts.layout import shapes
from embeds.starts.units import Unit
from embeds.text.blocks import Source
from embeds.text.patience import Patience

Rows = list[list[tuple[str, float]]]
LITTLE = 0.01


def score(share: float) -> float:
    """The score that comes to this share of one."""
    return math.log(share / (1 - share))


def takes_caption(where: str, share: float) -> bool:
    with replaced({"captions": Weights({"score": 1.0})}):
        return caption.choose([[("score", 0.0)], [("score", score(share))]], ["none", where])[0] == 1


def takes_credit(line: str, share: float, before: float = 0.99, *, marked: bool = True) -> bool:
    """Whether a line is a credit that has this share, and had another one before it was read."""
    text = f"The wall at low tide.\n{line}"
    mine = Weights({"where:line": score(share), "where:word": -30.0, "where:glued": -30.0})
    place = Weights({"end": score(before), "end name": score(before)})
    with replaced({"credits": mine, "places": place}):
        return any(bare.claims(text, [text.index(line)] * marked, Patience(), names=True))


def takes_words(text: str, share: float) -> bool:
    """Whether a post has its words where it is so sure where they begin."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choice, "start", lambda asked: choice.Start(asked.end - 8, share))
        (post,) = embeds.clean(text).posts
    return post.text == "We left."


SHARES: dict[str, tuple[float, Callable[[float], bool]]] = {
    "credits.bare._SURE, a label": (0.6, lambda share: takes_credit("Photo: Ruiz", share)),
    "credits.bare._SURE, an agency": (0.6, lambda share: takes_credit("Ana Ruiz/AP", share)),
    "credits.bare._BOTH, of which 0.62 are known": (0.18, lambda before: takes_credit("Ana Ruiz/AP", 0.62, before)),
    "credits.place_features._LIKELY": (0.15, lambda before: takes_credit("Photo: Ruiz", 0.99, before)),
    "credits.place_features._LIKELY_NAME": (
        0.05,
        lambda before: takes_credit("Ana Ruiz", 0.99, before, marked=False),
    ),
    "credits.bare._SURE_OF_A_NAME": (0.85, lambda share: takes_credit("Ana Ruiz", share)),
    "credits.caption._SURE_BEHIND": (0.5, lambda share: takes_caption("rest", share)),
    "credits.caption._SURE_BEFORE, a sentence": (0.6, lambda share: takes_caption("last1", share)),
    "credits.caption._SURE_BEFORE, the line": (0.6, lambda share: takes_caption("line", share)),
    "credits.caption._SURE_BEYOND, above": (0.6, lambda share: takes_caption("above1", share)),
    "credits.caption._SURE_BEYOND, below": (0.6, lambda share: takes_caption("below", share)),
    "platforms.facebook._SURE": (
        0.25,
        lambda share: takes_words("No.\n\nWe left.\nPosted by Mara Voss on Friday, December 5, 2014\n\nNo.", share),
    ),
    "platforms.instagram._SURE": (
        0.5,
        lambda share: takes_words("No. #tide We left.\nA post shared by Mara (@maravoss) on Mar 5, 2014\n\nNo.", share),
    ),
    "platforms.reddit._SURE": (0.25, lambda share: takes_words("No.\n\nWe left.\nby u/maravoss in r/harbours", share)),
}


@pytest.mark.parametrize("name", SHARES)
def test_so_sure_is_sure_enough(name: str) -> None:
    share, is_taken = SHARES[name]
    assert is_taken(share + LITTLE)
    assert not is_taken(share - LITTLE)


@pytest.mark.parametrize(
    ("sizes", "shares", "size"),
    [
        ([100, 60], [0.65, 0.35], 100),  # _EXACT and _LOSS: a little likelier than what it may lose
        ([100, 60], [0.62, 0.38], 60),
        ([800, 420], [0.77, 0.23], 800),  # _PROSE: the same with more to lose
        ([800, 420], [0.76, 0.24], 420),
        ([100, 50, 20], [0.3, 0.4, 0.3], 50),  # exactly half of what both cover together
        ([100, 49, 20], [0.3, 0.4, 0.3], 20),
        # _UNLIKELY: what covers half of all others, if it is likely at all
        ([400, 390, 380, 370, 210, 110], [0.2, 0.2, 0.2, 0.2, 0.011, 0.189], 210),
        ([400, 390, 380, 370, 210, 110], [0.2, 0.2, 0.2, 0.2, 0.009, 0.191], 370),
    ],
)
def test_claims_that_are_worth_nearly_the_same(sizes: list[int], shares: list[float], size: int) -> None:
    assert sizes[worth.chosen(sizes, shares)] == size


@pytest.mark.parametrize(
    ("text", "more", "sentences"),
    [
        ("It is late. We left.", 1.21, 2),
        ("It is late. We left.", 1.19, 1),
        ("It is late? (We left)", 0.01, 2),  # what stands in brackets is no sentence of its own
        ("It is late: we left.", 0.01, 2),
    ],
)
def test_a_title_of_two_sentences_must_be_likelier(text: str, more: float, sentences: int) -> None:
    asked = candidates.Question(Source(text, 0, len(text)), len(text), 0, len(text), len(text), title=True)
    values = choice._of_title(asked, [0, 12, len(text)], [more, 0.0, 0.0])
    assert max(zip(values, (2, 1, 0), strict=True))[1] == sentences


def test_a_picture_s_link_is_seen_with_its_scheme() -> None:
    text = "Two votes! https://pic.twitter.com/f6G7h8I9j0"
    asked = candidates.Question(Source(text, 0, len(text)), len(text), 0, len(text), len(text))
    assert choice._picture(asked) == text.index("https")


# What is said of the words of a post and of a caption


def said(rows: Rows) -> set[str]:
    return {name for row in rows for name, _ in row}


def stranger(post: str, before: str, behind: str = "") -> set[str]:
    rows: Rows = [[], []]
    strange.strangers(rows, post, [0, len(post)], (before, behind))
    return said(rows)


def spoken_of(sentence: str) -> set[str]:
    row: list[tuple[str, float]] = []
    strange._say(row, "unit", strange._Piece(sentence, sentence))
    return said([row]) & {"strange:unit"}


def typesetting(before: str, behind: str = "", gap: str = " ") -> set[str]:
    text = "He can’t say. Right."
    rows: Rows = [[], [], []]
    typeset.typesetting(rows, text, [0, 14, len(text)], ["", gap, " "], (before, behind))
    return said(rows)


def language_behind(article: str) -> str:
    """The language of the article that stands behind a post."""
    text = f"Tide.{article}"
    asked = candidates.Question(Source(text, 0, len(text)), 5, 0, 5, 5)
    return start_features._view(asked, [0, 5], asked.around(0, 1500)).article


def languages_above(before: str, higher: str) -> set[str]:
    """What is said of a German article's line before an English post, and of the line above that."""
    row: list[tuple[str, float]] = []
    view: Any = SimpleNamespace(post="en", article="de")
    start_features._languages(row, [Unit("Tide."), Unit(before), Unit(higher)], view, start_features._Totals())
    return said([row])


def layout(text: str, places: list[int]) -> list[set[str]]:
    asked = candidates.Question(Source(text, 0, len(text)), len(text), 0, len(text), len(text))
    units = [Unit(text[a:b]) for a, b in itertools.pairwise(places)]
    rows = shapes(asked, places, units, ["line"] * len(places))
    return [{name for name, _ in row} for row in rows]


def is_again(distance: int) -> bool:
    """Whether it is said of a caption that its words stand so far above it, too."""
    words = "The wall at low tide on the morning after it."
    text = f"{words.ljust(distance)}{words}\nAP"
    caption, credit = (distance, len(text) - 3), (len(text) - 2, len(text))
    return ("again", 1.0) in describe_caption(Source(text, 0, len(text)), "above1", caption, credit, "bare")


# Up to so many, or so far away, it is said; with one more it is not.
SAID: dict[str, tuple[int, Callable[[int], bool]]] = {
    "credits.looks.REPEATED": (4000, is_again),
    "starts.layout._QUOTE_REACH": (250, lambda n: "quote:within" in layout(f"“{'a' * (n - 1)}b", [n, n + 1])[0]),
    "starts.start_features._ENOUGH": (5, lambda n: not start_features._post_language([Unit("qwx " * n)])),
    "starts.start_features._NEAR": (195, lambda n: language_behind(f"{' ' * n}nicht") == "de"),  # it has five letters
    "starts.start_features._TOLD": (1, lambda n: "language:above-post" in languages_above("und " * n, "the the the")),
    "starts.strange._BEFORE": (1200, lambda n: not stranger("zq" * 20, ("zq" * 20).ljust(n + 37))),
    "starts.strange._BEHIND": (400, lambda n: not stranger("zq" * 20, "", ("zq" * 20).rjust(n + 36))),
    "starts.strange._ENOUGH": (11, lambda n: not stranger("a" * 2 * n, "b" * 50)),
    "starts.strange._FEW": (3, lambda n: not spoken_of("a" * 2 * n)),
    "starts.strange._LAST, _STRANGE": (52, lambda n: stranger("z" * 300 + "a" * n, "a" * 50) != set()),
    "starts.strange._STEM": (5, lambda n: not strange._Piece("harbourmaster", "harbourmaster"[:n]).known),
    "starts.strange._WORD": (3, lambda n: not strange._Piece("qwxz"[:n], "").stems),
    "starts.typeset._FEWEST_BREAKS": (2, lambda n: not typesetting("x\n\n" * n + "y", gap="\n") - {"set:like"}),
    "starts.typeset._MOSTLY": (7, lambda n: "set:like" not in typesetting("It’s " * n + "It's " * (10 - n))),
    "starts.typeset._MOST_BREAKS": (
        3,
        lambda n: "breaks:lower" in typesetting("x\n\ny" * (10 - n) + "x\ny" * n, gap="\n"),
    ),
    "starts.typeset._NEAR, before": (700, lambda n: "set:like" in typesetting("It’s".ljust(n + 1))),
    "starts.typeset._NEAR, behind": (700, lambda n: "set:like" in typesetting("", "It’s".rjust(n))),
}


@pytest.mark.parametrize("name", SAID)
def test_so_much_is_said_of_the_words(name: str) -> None:
    most, is_said = SAID[name]
    assert is_said(most)
    assert not is_said(most + 1)


def test_sequences_of_letters_overlap_by_one() -> None:
    assert strange._sequences(["tide"]) == [" ti", "ide"]


def test_headings_are_told_by_their_words() -> None:
    lines = [" ".join(["tide"] * size) for size in (3, 4, 7, 8, 12, 13, 1)]
    places = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines) + 1)]
    told = [{name for name in row if name.startswith("heading:")} for row in layout("\n".join(lines) + "\n", places)]
    assert [one.pop() for one in told[:6]] == [f"heading:{size}" for size in (3, 7, 7, 12, 12, "long")]


@pytest.mark.parametrize(
    ("count", "size"),
    [
        (0, 0),
        (1, 1),
        (2, 3),
        (3, 3),
        (4, 6),
        (6, 6),
        (7, 12),
        (12, 12),
        (13, 25),
        (25, 25),
        (26, 50),
        (50, 50),
        (51, 80),
    ],
)
def test_texts_are_of_one_size_up_to_so_many_words(count: int, size: int) -> None:
    assert looks.size_of("a " * count) == str(size)
    assert (looks.size_of("a " * 80), looks.size_of("a " * 81)) == ("80", "more")
