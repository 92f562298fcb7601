"""Names of people are told from headings by their given names."""

from __future__ import annotations

import pytest

from embeds.credits.given_names import ends_in_person


@pytest.mark.parametrize(
    "line",
    [
        "Ana Ruiz",
        "ANA RUIZ",
        "The wall at low tide. Ana Ruiz",
        "the wallAna Ruiz",
        "(Ana Ruiz)",
        "Jean-Luc Abel",
        "J. Abel",
        "Mara Voss and Jon Abel",
        "Анна Руис",
        "von Maria de la Cruz",
    ],
)
def test_a_person_is_known_by_a_given_name_or_an_initial(line: str) -> None:
    assert ends_in_person(line)


@pytest.mark.parametrize(
    "line",
    [
        "The Harbour Wall",
        "See Gallery",
        "* Kontakt",
        "Ana",
        "Port Ellery",
        "",
        "The wall that Ana saw",
    ],
)
def test_a_heading_is_no_person(line: str) -> None:
    assert not ends_in_person(line)
