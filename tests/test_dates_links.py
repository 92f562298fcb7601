"""Dates in every language, and glued links."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from embeds.text import dates, links
from embeds.training import locales_from_cldr

DAY = dt.date(2021, 8, 13)


@pytest.mark.parametrize("language", locales_from_cldr.LANGUAGES)
def test_every_month_of_every_language_is_read_as_cldr_prints_it(language: str) -> None:
    babel_dates = pytest.importorskip("babel.dates", reason="Babel (extra dev) prints the dates to be read")
    for month in range(1, 13):
        day = dt.date(2021, month, 13)
        printed = babel_dates.format_date(day, "long", locale=language)
        assert dates.match(printed, 0) == (len(printed), day), printed


def test_locales_are_those_of_cldr() -> None:
    pytest.importorskip("babel", reason="Babel (extra dev) holds CLDR")
    folder = locales_from_cldr.FOLDER
    assert locales_from_cldr.locale("de") == json.loads((folder / "de.json").read_text(encoding="utf-8"))
    assert sorted(path.stem for path in folder.glob("*.json")) == sorted(locales_from_cldr.LANGUAGES)


def test_what_an_older_cldr_printed_is_read_still() -> None:
    """The last letter of January in Bengali changed between two releases."""
    for printed in ("13 জানুয়ারী, 2021", "13 জানুয়ারি, 2021"):
        assert dates.match(printed, 0) == (len(printed), dt.date(2021, 1, 13))


@pytest.mark.parametrize(
    ("text", "end", "date"),
    [
        ("August 13, 2021", 15, DAY),
        ("August 13, 2021Trump said", 15, DAY),
        ("13 Aug 2021", 11, DAY),
        ("13 AVRIL 2014", 13, dt.date(2014, 4, 13)),
        ("julio 28, 2015", 14, dt.date(2015, 7, 28)),
        ("2014, 6月 7", 10, dt.date(2014, 6, 7)),
        ("24 марта 2019 г.", 16, dt.date(2019, 3, 24)),
        ("24 марта 2019 года", 13, dt.date(2019, 3, 24)),
        ("25 d’agost de 2017", 18, dt.date(2017, 8, 25)),
        ("January *NUMBER*, *NUMBER*", 26, None),
        ("listopad 14, 2019", 17, None),  # October to some, November to others
        ("14 listopada 2019", 17, dt.date(2019, 11, 14)),  # where it is day first, November
    ],
)
def test_other_spellings(text: str, end: int, date: dt.date | None) -> None:
    assert dates.match(text, 0) == (end, date)


@pytest.mark.parametrize(
    "text", ["", "August", "August 13", "August 13, 20211", "June 31, 2021", "Mai 2021", "13.8.2021"]
)
def test_no_dates(text: str) -> None:
    assert dates.match(text, 0) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "words.https://t.co/a1B2c3D4e5pic.twitter.com/f6G7h8I9j0",
            ["https://t.co/a1B2c3D4e5", "pic.twitter.com/f6G7h8I9j0"],
        ),
        ("https://t.co/a1B2c3D4e5https://t.co/b1B2c3D4e5 and", ["https://t.co/a1B2c3D4e5", "https://t.co/b1B2c3D4e5"]),
        ("http://t.co/a1B2c3D4e5Then", ["http://t.co/a1B2c3D4e5"]),
        ("(see https://ellery.example.com/a?b=c).", ["https://ellery.example.com/a?b=c"]),
        ("https://pic.x.com/f6G7h8I9j0", ["https://pic.x.com/f6G7h8I9j0"]),
        (
            "https://ellery.example.com/apic.twitter.com/f6G7h8I9j0",
            ["https://ellery.example.com/a", "pic.twitter.com/f6G7h8I9j0"],
        ),
        ("no link at @ellery.com, #ellery.com or a.b", []),
    ],
)
def test_links_are_split_where_they_are_glued(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end, _ in links.find(text)] == found


@pytest.mark.parametrize("white", ["\n", "\x0b", "\u2009", "\u2028", "\u3000"])
def test_a_link_stands_at_the_end_whatever_white_space_is_behind_it(white: str) -> None:
    assert links.without_tail(f"Look https://a.example{white}") == "Look"


def test_only_links_at_the_end_are_taken_off() -> None:
    assert links.without_tail("a https://t.co/a1B2c3D4e5 b https://t.co/a1B2c3D4e5 pic.x.com/f6G7h8I9j0") == (
        "a https://t.co/a1B2c3D4e5 b"
    )
