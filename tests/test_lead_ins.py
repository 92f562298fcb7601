"""A short line with a colon that leads in a post is the article's (tests/lead_ins.toml), however it was printed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import embeds

LANGUAGES = tomllib.loads(Path(__file__).with_name("lead_ins.toml").read_text(encoding="utf-8"))
LEAD_INS = [(language, words) for language, row in LANGUAGES.items() for words in row["lead_ins"]]
# What an extractor prints between paragraphs, and between the post and its signature.
PRINTED = {"blank lines": ("\n\n", "\n\n"), "a blank line": ("\n\n", " "), "lines": ("\n", "\n")}


def is_kept(language: str, words: str, between: str, within: str) -> bool:
    """Return whether the lead-in stays in the prose, and the post's words do not."""
    row = LANGUAGES[language]
    signed = f"{row['post']}{within}— Mara Voss (@maravoss) May 3, 2021"
    article = embeds.clean(between.join([row["before"], words, signed, row["behind"]]))
    return words in article.prose and article.posts[0].text.endswith(row["post"][-10:])


@pytest.mark.parametrize("printed", PRINTED)
@pytest.mark.parametrize(("language", "words"), LEAD_INS)
def test_a_lead_in_stays_in_the_prose(language: str, words: str, printed: str) -> None:
    assert is_kept(language, words, *PRINTED[printed])


def test_most_lead_ins_stay_in_the_prose_of_articles_on_one_line() -> None:
    assert sum(is_kept(language, words, " ", " ") for language, words in LEAD_INS) > len(LEAD_INS) / 2


def test_there_are_enough_of_them() -> None:
    assert len(LANGUAGES) == 10 and len(LEAD_INS) >= 23
