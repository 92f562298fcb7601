"""Where a post begins: the places, their features, and which claim is worth most."""

from __future__ import annotations

import itertools

import pytest

from embeds.starts.candidates import Question, candidates, weight
from embeds.starts.choice import attached as is_attached
from embeds.starts.openings import openings
from embeds.starts.strange import strangers
from embeds.starts.typeset import typesetting
from embeds.starts.worth import chosen
from embeds.text.blocks import Source
from embeds.text.language import tell
from embeds.text.scripts import signs

CLAIMS = {  # sizes of claims, the share of each, and the size of the one that is worth most
    "the likeliest, where that is sure": ([300, 160, 40], [0.02, 0.95, 0.03], 160),
    "the shorter of two that are as likely": ([160, 140, 40], [0.48, 0.48, 0.04], 140),
    "a likely sentence more, where the rest is less than half of it": ([200, 70, 40], [0.7, 0.28, 0.02], 200),
    "no long paragraph for the same": ([600, 70, 40], [0.55, 0.43, 0.02], 70),
    "what covers half of all that is likely": ([280, 150, 80], [0.36, 0.33, 0.31], 150),
    "the only one": ([40], [1.0], 40),
    "the first of many that are all unlikely": ([*range(300, 100, -1)], [0.005] * 200, 300),
}

TYPESET = {  # the article around, a sentence, and the features of that sentence
    "set like the article": ("It’s late. They don’t know.", "He can’t say.", {"like"}),
    "set otherwise": ("It’s late. They don’t know.", "He can't say.", {"unlike"}),
    "both in one": ("It’s “late”. They don’t “know”.", 'He can’t say "when".', {"like", "unlike"}),
    "curly marks of any language are one": ("He said „no“ – and “no” again.", "«So be it»", {"like"}),
    "an ellipsis of three dots": ("Wait… and see…", "And then...", {"unlike"}),
    "no signs at all": ("It’s late.", "Nobody knows.", set()),
    "the article has no habit": ("It’s late. They don't know.", "He can’t say.", set()),
    "nothing to compare": ("It was late.", "He can't say.", set()),
}

OPENINGS = {  # two stretches, and what is said of the places before the first, the second, and behind both
    "BREAKING: The pier is shut. We wait.": ({"capitals:"}, set(), set()),
    "The pier is shut. BREAKING two votes!": ({"capitals:inside"}, {"capitals"}, set()),
    "The US and the EU wait. McKay too.": (set(), set(), set()),
    "“1/3 The pier is shut. We wait.": ({"thread"}, {"thread:before"}, set()),
    "The pier is shut. We wait 2/": (set(), {"thread"}, {"thread:before"}),
    "The pier is shut. See below 👇": (set(), {"thread"}, {"thread:before"}),
    "On 1/2/2021 it shut. By 12 votes.": (set(), set(), set()),
}


@pytest.mark.parametrize("text", OPENINGS)
def test_how_a_stretch_opens(text: str) -> None:
    rows: list[list[tuple[str, float]]] = [[], [], []]
    openings(rows, text, [0, text.index(". ") + 2, len(text)])
    assert tuple({name for name, _ in row} for row in rows) == OPENINGS[text]


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
    typesetting(rows, text, places, ["", " ", " "], (around, around))
    assert {name for name, _ in rows[0]} == {f"set:{word}" for word in said}
    assert {name for name, _ in rows[1]} == {f"set:before-{word}" for word in said}


def _places(text: str) -> list[str]:
    """Return the stretches between the places where the words could begin, up to the dash."""
    end = text.index("—")
    asked = Question(Source(text, 0, len(text)), len(text[:end].rstrip()), 0, end, text.index("2021") + 4)
    places = candidates(asked)
    return [text[a:b].strip() for a, b in itertools.pairwise(places)]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("two  votes", 9),
        ("https://ellery.example/pier/a", 23),
        ("see http://t.co/a1B2c3D4e5", 27),
        ("港が", 4),
        ("Ｐ！", 4),
        ("пирс…", 5),
    ],
)
def test_texts_weigh_what_twitter_counts(text: str, length: int) -> None:
    assert weight(text) == length


@pytest.mark.parametrize(
    ("before", "behind", "attached"),
    [
        ("", " ", True),
        (" ", "\n", True),
        ("\n", "\n\n", True),
        ("\n\n", "\n\n\n", False),  # a blank line is one, however wide
        ("\n", "\n", False),
        (" ", " ", False),
    ],
)
def test_words_are_the_posts_that_stand_closer_than_what_follows(before: str, behind: str, attached: bool) -> None:
    text = f"We left.{before}Posted{behind}It rained."
    at = text.index("Posted")
    assert is_attached(Question(Source(text, 0, len(text)), 8, 0, at, at + 6)) == attached


@pytest.mark.parametrize(("before", "attached"), [("\n", True), ("\n\n", False)])
def test_at_the_end_of_a_text_a_blank_line_parts_them(before: str, attached: bool) -> None:
    text = f"We left.{before}Posted\n"
    at = text.index("Posted")
    assert is_attached(Question(Source(text, 0, len(text)), 8, 0, at, at + 6)) == attached


_SIGNED = " — Mara Voss (@maravoss) May 3, 2021"


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("It was late. We left.", ["It was late.", "We left."]),
        ("It rains on @NelsonPiers and #HarbourDay today.", ["It rains on", "@NelsonPiers and", "#HarbourDay today."]),
        ("Look: https://t.co/a1bCd2eFg3 now", ["Look:", "https://t.co/a1bCd2eFg3 now"]),
        ("We watched it on YouTube with J. Ruiz.", ["We watched it on YouTube with J. Ruiz."]),
        ("Read harbour.com first.", ["Read harbour.com first."]),
        ("“It is late,” she said. “We left.”", ["“It is late,” she said.", "“We left.”"]),
        ("The ferry (built in May) is late.", ["The ferry (built in May) is late."]),
        ("港でFerryに乗る", ["港でFerryに乗る"]),
        ("Look ＃harbour and ＠nelsonpiers", ["Look", "＃harbour and", "＠nelsonpiers"]),
        (
            "It rains. https://x.com/maravoss/status/123?s=20 Look",
            ["It rains.", "https://x.com/maravoss/status/123?s=20", "Look"],
        ),
        ("No boat🌧 today", ["No boat", "🌧 today"]),
        ("It closes soonWhat now?", ["It closes soon", "What now?"]),
        ("The ferry's late.why not", ["The ferry's late.", "why not"]),
    ],
)
def test_where_words_could_begin(text: str, units: list[str]) -> None:
    assert _places(f"No news.\n{text}{_SIGNED}") == ["No news.", *units]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Two votes!", True),
        ("\n\nTwo votes!", True),
        ("The harbour stays closed until the new crane is tested.", False),
        ("No news. Two votes!", False),
    ],
)
def test_a_short_sentence_that_opens_the_text_is_the_posts(text: str, alone: bool) -> None:
    assert (_places(text + _SIGNED) == []) == alone  # there is no second place


def test_they_begin_within_a_sentence_where_it_goes_on_behind() -> None:
    assert "Our boat is in!" in _places(f"You will love Our boat is in!{_SIGNED}\n. And so will they.")
    assert "Our boat is in!" not in _places(f"You will love Our boat is in!{_SIGNED}\nAnd so will they.")


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("I said that we will be late", 2, 0),
        ("So keep your coats and let’s go", 1, 1),
        ("To jest i nie ma ich w tym", 0, 0),
        ("Ich bin nicht da", 1, 0),
        ("Er ist nicht mit uns und auch nicht mit dir", 1, 1),
        ("Det är så att ni inte kan", 0, 1),
        ("mine", 1, 0),
    ],
)
def test_persons_are_told_in_the_language_of_the_text(text: str, first: int, second: int) -> None:
    told = tell(text)
    assert (told.first_person, told.second_person) == (first, second)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("港のWall стена", {"cjk": 2, "cyrillic": 5}),
        ("стена γη 港", {"cjk": 1, "cyrillic": 5, "greek": 2}),
        ("The wall", {}),
    ],
)
def test_signs_of_scripts_are_counted(text: str, counts: dict[str, int]) -> None:
    assert dict(signs(text)) == counts


def test_three_signs_of_japanese_are_a_word() -> None:
    assert [tell(text).words for text in ("Wall", "Wall 港", "Wall 港が閉まる")] == [1, 2, 3]


def test_a_stranger_in_the_article_is_told_by_what_it_knows() -> None:
    article = "The harbour opened in spring and the ferries of the harbour were painted before the season began. " * 3
    post = "Geldik, geldik, merak etmeyin dostlar. Yeni sezon Netflix Türkiye ekranında başlıyor."
    sentence = "The ferries were painted in spring. "
    text = sentence + post
    rows: list[list[tuple[str, float]]] = [[], [], []]
    strangers(rows, text, [0, len(sentence), len(text)], (article, article))
    first, second = dict(rows[0]), dict(rows[1])
    assert first["known:unit"] == second["known:before"] == 1
    assert 0 < first["known:all"] < 1 and 0.5 < first["strange:all"] < second["strange:all"]
    assert second["known:none-unit"] == 1
    assert second["strange:unit"] > 0.5 > first["strange:unit"]


def test_nothing_is_said_of_a_post_on_the_topic_of_the_article() -> None:
    article = "The harbour opened in spring and the ferries of the harbour were painted before the season began. " * 3
    rows: list[list[tuple[str, float]]] = [[], []]
    text = "The ferries of the harbour were painted before spring."
    strangers(rows, text, [0, len(text)], (article, article))
    assert rows == [[], []]


def test_a_line_break_lower_than_those_of_the_article_is_within_the_post() -> None:
    article = "It was late.\n\n" * 5
    text = "We wait.\n\nNo boat.\nNone at all."
    places = [0, text.index("No boat"), text.index("None"), len(text)]
    rows: list[list[tuple[str, float]]] = [[], [], [], []]
    typesetting(rows, text, places, ["", "\n\n", "\n", ""], (article, article))
    assert rows == [[("breaks:inside", 1.0)], [("breaks:like", 1.0)], [("breaks:lower", 1.0)], []]
