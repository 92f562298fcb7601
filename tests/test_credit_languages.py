"""Credits in the languages and styles of large papers, beside prose that names the same agencies."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import embeds

LANGUAGES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "credit_languages.toml").read_text(encoding="utf-8")
)
PLACES = {"anywhere": ("\n", " "), "under": ("\n",)}  # what stands between a caption and its credit
LINES = [
    (language, gap, *line)
    for language, table in LANGUAGES.items()
    for place, gaps in PLACES.items()
    for line in table.get(place, ())
    for gap in gaps
]


@pytest.mark.parametrize(("language", "gap", "line", "creators", "agencies"), LINES)
def test_credit(language: str, gap: str, line: str, creators: list[str], agencies: list[str]) -> None:
    table = LANGUAGES[language]
    article = embeds.clean(f"{table['before']}\n\n{table['caption']}{gap}{line}\n\n{table['behind']}")
    (credit,) = article.credits
    assert (list(credit.creators), list(credit.agencies)) == (creators, agencies)
    assert table["before"] in article.prose
    assert table["behind"] in article.prose


@pytest.mark.parametrize("language", LANGUAGES)
def test_prose_about_pictures_and_agencies_stays(language: str) -> None:
    table = LANGUAGES[language]
    assert not embeds.clean(f"{table['before']}\n\n{table['prose']}\n\n{table['behind']}").records


@pytest.mark.parametrize("language", [language for language, table in LANGUAGES.items() if "source" in table])
def test_where_a_text_comes_from_is_no_credit(language: str) -> None:
    table = LANGUAGES[language]
    assert not embeds.clean(f"{table['before']}\n\n{table['behind']}\n\n{table['source']}").records
