"""What is said of a place where a post could begin: by what introduces it, its indentation and its line's marks."""

from __future__ import annotations

import pytest

from embeds.starts.candidates import Question, candidates
from embeds.starts.start_features import describe
from embeds.text import scripts
from embeds.text.blocks import Source

_SIGNED = "— Mara Voss (@maravoss) May 3, 2021"
_BEHIND = "\n\nThe council will meet again in June."


def said(text: str, at: str) -> set[str]:
    """Return the names of what is said of the place where the words `at` begin, in a text with a signature."""
    dash = text.index("—")
    asked = Question(Source(text, 0, len(text)), len(text[:dash].rstrip()), 0, dash, text.index("2021") + 4)
    places = candidates(asked)
    rows = dict(zip(places, describe(asked, places), strict=True))
    return {name for name, _ in rows[text.index(at)]}


@pytest.mark.parametrize(
    ("text", "at", "names", "others"),
    [
        (  # a lead-in on its own line
            "Nobody came.\n\nShe was clear:\n\nWe stay here. ",
            "We stay",
            {"lead-in:blank|short", "parted:colon|blank"},
            {"lead-in:inside"},
        ),
        (
            "Nobody came.\n\nShe was clear:\n\nWe stay here. ",
            "She was",
            {"lead-in:inside"},
            {"lead-in:blank|short"},
        ),
        ("Nobody came.\n\nLook: We stay here. ", "We stay", {"lead-in:space|short"}, set()),
        (
            "Nobody came.\n\nLook: We stay here. ",
            "Look",
            {"lead-in:inside-line"},
            {"lead-in:inside"},
        ),
        (  # the author's name
            "Nobody came.\n\nMara was clear on Monday.\n\nWe stay here. ",
            "Mara was",
            {"named:inside"},
            {"named:before"},
        ),
        ("Nobody came.\n\nMara was clear on Monday.\n\nWe stay here. ", "We stay", {"named:before"}, {"named:inside"}),
        ("Nobody came.\n\nThat was clear on Monday.\n\nWe stay here. ", "That was", set(), {"named:inside"}),
        (  # words that the article quotes
            "Nobody came.\n\nWe stay here until June or July, she said.\n\nWe stay here until June or July! ",
            "We stay here until June or July,",
            {"copy:inside"},
            set(),
        ),
        (
            "Nobody came.\n\nWe stay here until June or July, she said.\n\nWe stay here until June or July! ",
            "We stay here until June or July!",
            set(),
            {"copy:inside"},
        ),
        ("Nobody came.\n\nWe stay.\n\nWe stay. ", "We stay", set(), {"copy:inside"}),  # too few letters
        (  # the author beside a word of saying
            "Nobody came.\n\nMara wrote on Monday.\n\nWe stay here. ",
            "We stay",
            {"named:before", "announced:before"},
            {"announced:inside"},
        ),
        ("Nobody came.\n\nMara wrote on Monday.\n\nWe stay here. ", "Mara", {"announced:inside"}, set()),
        ("Nobody came.\n\nMara was clear.\n\nThey wrote it. We stay. ", "We stay", set(), {"announced:before"}),
        # the author's handle: "named" are words of four letters or more
        ("Nobody came.\n\nAs from @maravoss:\n\nWe stay here. ", "We stay", {"handle:before"}, {"handle:inside"}),
        ("Nobody came.\n\nAs from @maravoss:\n\nWe stay here. ", "As from", {"handle:inside"}, set()),
        ("Nobody came.\n\nAs from @benruiz:\n\nWe stay here. ", "We stay", set(), {"handle:before"}),
        # no sentence stands before the place
        ("Nobody came. \n. @benruiz stays here. ", "@benruiz", {"stub:before"}, set()),
        (
            "Nobody came.\n\nThanks to prof. Mole for the wall. ",
            "Mole",
            {"abbreviation:before"},
            {"abbreviation:alone"},
        ),
        ("Nobody came.\n\nNo. We stay here. ", "We stay", {"abbreviation:before", "abbreviation:alone"}, set()),
        ("Nobody came.\n\nAsk at seven. We stay here. ", "We stay", set(), {"abbreviation:before", "stub:before"}),
        # what things say together
        (
            "Nobody came.\n\nWe stay here. ",
            "We stay",
            {
                "opens-behind:upper|period",
                "stretches:1|blank",
                "long:20|blank",
                "says:6|plain",
                "spaced:blank|blank|space",
            },
            {"opens-behind:upper|comma"},
        ),
        ("Nobody came.\n\nWe stay. #wall ", "We stay", {"marked:tag|none", "stretches:2|blank", "says:6|marks"}, set()),
        ("Nobody came to #wall.\n\nWe stay. ", "We stay", {"says:2|plain"}, {"marked:tag|tag"}),
        ("Nobody came.\n\nAsk @ana. We stay @home. ", "We stay", {"marked:mention|mention"}, set()),
        # marks of lines
        ("Nobody came.\n\n- We stay here. ", "We stay", {"bullet:before"}, set()),
        ("Nobody came.\n\n・We stay here. ", "・We", {"first:bullet"}, set()),
        ("Nobody came.\n\n## The wall\n\nWe stay here. ", "We stay", {"heading:above"}, {"heading:inside"}),
        ("Nobody came.\n\n## The wall\n\nWe stay here. ", "## The", {"heading:inside"}, set()),
        ("Nobody came.\n\n#TheWall\n\nWe stay here. ", "#TheWall", set(), {"heading:inside"}),
        ("Nobody came.\n\nhttps://x.com/a/status/1\n\nWe stay here. ", "https", {"address"}, set()),
        ("Nobody came.\n\nhttps://x.com/a/status/1\n\nWe stay here. ", "We stay", {"address:before"}, {"address"}),
        ("Nobody came.\n\nhttps://x.com/ada\n\nWe stay here. ", "https", {"scrap:link"}, {"address"}),
        ("Nobody came.\n\nIt is late.  \nWe stay here. ", "We stay", {"white:within"}, set()),
        ("Nobody came.\n\nIt is late.\nWe stay here. ", "We stay", set(), {"white:within"}),
        # white space on both sides
        ("Nobody came.\n\nWe stay here.\n", "We stay", {"bound:behind|same"}, set()),
        ("Nobody came.\nIt is late.\n\nWe stay here.\n", "It is", {"bound:behind|less", "bound:inside|less"}, set()),
        ("Nobody came.\n\n\n\nIt is late.\n\nWe stay.\n", "It is", {"bound:behind|more", "bound:inside|more"}, set()),
        # words of speech
        ("Nobody came.\n\nIt is late, she said.\n\nWe stay here. ", "It is", {"unit:cue", "inside:cues"}, set()),
        ("Nobody came.\n\nIt is late, she said.\n\nWe go. ", "We go", {"before:cue"}, {"inside:cues"}),
    ],
)
def test_what_is_said_of_a_place(text: str, at: str, names: set[str], others: set[str]) -> None:
    found = said(text + _SIGNED + _BEHIND, at)
    assert names <= found
    assert found.isdisjoint(others)


@pytest.mark.parametrize(
    ("above", "here", "names"),
    [
        ("  ", "    ", {"indent:equal", "indent:step", "indent:run", "indent:run|step"}),
        ("    ", "    ", {"indent:equal", "indent:run"}),
        ("", "    ", {"indent:equal", "indent:step", "indent:run", "indent:run|step"}),
        ("", "  ", {"indent:less", "indent:step"}),
        ("", "", {"indent:less"}),
    ],
)
def test_a_line_is_indented_beside_the_line_above_it(above: str, here: str, names: set[str]) -> None:
    prose = (
        "The harbour stays closed, and nobody on the pier was told why. " * 7
    )  # too long to be within a post's reach
    text = f"No news.\n{above}{prose}\n\n{here}We stay here.\n\n    {_SIGNED}{_BEHIND}"
    assert {name for name in said(text, "We stay") if name.startswith("indent")} == names


def test_a_sentence_that_goes_on_behind_the_post_does_not_end_before_it() -> None:
    text = f"It is late. You will love We stay here. {_SIGNED}\n. And so will they."
    assert "goes-on:word" in said(text, "We stay")
    assert "goes-on:period" in said(text, "You will")
    assert not {name for name in said(text + _BEHIND.upper(), "We stay") if name == "goes-on:period"}


@pytest.mark.parametrize(
    ("latin", "behind"),
    [
        ("The wall of the harbour is late. ", True),
        ("Ida Voss 1. Ada Bell 2. Jo Hall 3. ", True),
        ("Port Ellery. ", False),
    ],
)
def test_a_post_in_another_script_begins_behind_the_words_in_latin_letters(latin: str, behind: bool) -> None:
    text = f"{latin}港が閉まる。残念だ。"
    places = [0, *(n + 1 for n in range(len(latin) - 1) if latin[n : n + 2] in (". ",))]
    places = sorted({place for place in places if place == 0 or text[place].isspace()} | {len(latin), len(text)})
    left = scripts.behind_latin(text, places, "The article is in Latin letters throughout, and long enough.")
    assert (left != places) == behind and left[-2] == len(latin)
