"""Every phrase of every language in the data files is found in an article; the cases are made from the data."""

from __future__ import annotations

import datetime as dt
import re

import pytest

import embeds
from embeds.data import tables
from embeds.platforms import facts
from embeds.training import locales_from_cldr

ABOVE = "The ferry was late again, and the company had nothing to say about it."
BELOW = "Nobody was surprised, and the boats went out on the next morning as they always do."
DAY = dt.date(2019, 3, 14)

INSTAGRAM = tables.load("instagram.json")
FACEBOOK = tables.load("facebook.json")
TAILS = [(language, tail) for language, tails in INSTAGRAM["tail"].items() for tail in tails]
FIRST = [(language, first) for language, phrases in INSTAGRAM["first"].items() for first in phrases]
FURNITURE = [(row["what"], text) for row in tables.load("residue.json")["lines"] for text in row["text"]] + [
    (what, text) for row in facts.ROWS for what, texts in row.furniture.items() for text in texts
]
WRAPPERS = [phrase for where in ("skip", "end") for phrase in tables.load("wrappers.json")[where]]
FILLED = {
    "n": "165",
    "t": "0:00",
    "name": "Mara Voss",
    "handle": "maravoss",
    "long": " und noch etwas",
    "platform": "Instagram",
}


def one(fragment: str) -> embeds.Post | embeds.Credit | embeds.Residue:
    """Return the only record of a fragment between two paragraphs, and check that both are unharmed."""
    article = embeds.clean(f"{ABOVE}\n\n{fragment}\n\n{BELOW}")
    assert article.prose.split() == f"{ABOVE} {BELOW}".split()
    (record,) = article.records
    assert record.raw == fragment
    return record


def filled(phrase: str) -> str:
    """Return a phrase with its places filled."""
    return re.sub(r"\{(\w+)\}", lambda place: FILLED[place[1]], phrase)


def printed(language: str, width: str = "long") -> str:
    """Return the day as CLDR prints it."""
    babel_dates = pytest.importorskip("babel.dates", reason="Babel (extra dev) prints the dates to be read")
    text: str = babel_dates.format_date(DAY, width, locale=language)
    return text


@pytest.mark.parametrize("language", locales_from_cldr.LANGUAGES)
def test_a_tweet_with_a_date_of_every_language(language: str) -> None:
    post = one(f"Third time this week! — Odile Brandt (@odilebrandt) {printed(language)}")
    assert isinstance(post, embeds.Post)
    assert (post.platform, post.author.handle, post.published_on) == ("twitter", "odilebrandt", DAY)


@pytest.mark.parametrize(("language", "tail"), TAILS)
def test_every_tail_of_instagram(language: str, tail: str) -> None:
    named, nameless = one(tail.format(who="Mara Voss (@mara.voss)")), one(tail.format(who="@mara.voss"))
    assert isinstance(named, embeds.Post) and isinstance(nameless, embeds.Post)
    assert (named.platform, named.author.name, named.author.handle) == ("instagram", "Mara Voss", "mara.voss"), language
    assert (nameless.author.name, nameless.author.handle) == (None, "mara.voss")


@pytest.mark.parametrize(("language", "first"), FIRST)
def test_every_first_line_of_instagram_opens_a_post_and_is_residue_alone(language: str, first: str) -> None:
    tail = INSTAGRAM["tail"].get(language, ["A post shared by {who}"])[0].format(who="Mara Voss (@mara.voss)")
    post, alone = one(f"{first}\n\nThree days at sea.\n\n{tail}"), one(first)
    assert isinstance(post, embeds.Post)
    assert (post.author.handle, post.text) == ("mara.voss", "Three days at sea.")
    assert isinstance(alone, embeds.Residue)
    assert (alone.what, alone.platform) == ("view-on-instagram", "instagram")


@pytest.mark.parametrize("language", INSTAGRAM["tail"])
def test_the_date_of_an_instagram_post_in_every_language(language: str) -> None:
    """Instagram put the language's own month into English order."""
    months = tables.load(f"locales/{language}.json")["months"]
    tail = INSTAGRAM["tail"][language][0].format(who="Mara Voss (@mara.voss)")
    post = one(f"{tail} {months[DAY.month - 1][0]} 14, 2019 7:30 PDT")
    assert isinstance(post, embeds.Post)
    assert post.published_on == DAY


@pytest.mark.parametrize("language", FACEBOOK["posted"])
def test_facebook_in_every_language(language: str) -> None:
    by, on = FACEBOOK["posted"][language]
    date = printed(language) if language in FACEBOOK["no_byline"] else printed(language, "full")
    post = one(" ".join(f"{by} Mara Voss {on} {date}".split()))
    assert isinstance(post, embeds.Post)
    assert (post.platform, post.author.name, post.published_on) == ("facebook", "Mara Voss", DAY)


@pytest.mark.parametrize("by", sorted({by for by, _ in FACEBOOK["posted"].values()}))
def test_a_byline_is_no_facebook_post(by: str) -> None:
    for text in (f"{by} Mara Voss", f"{by} Mara Voss, 14.3.2019", f"{by} Mara Voss | March 14, 2019"):
        assert not embeds.clean(f"{ABOVE}\n\n{text}\n\n{BELOW}").posts


@pytest.mark.parametrize(("what", "text"), FURNITURE)
def test_every_phrase_of_furniture(what: str, text: str) -> None:
    record = one(filled(text))
    assert isinstance(record, embeds.Residue)
    assert record.what == what


@pytest.mark.parametrize(("what", "text"), FURNITURE)
def test_no_phrase_of_furniture_is_taken_out_of_a_sentence(what: str, text: str) -> None:
    sentence = f"The page said {filled(text)} and nothing more than that, she told the court."
    assert not embeds.clean(f"{ABOVE}\n\n{sentence}\n\n{BELOW}").residue, what


@pytest.mark.parametrize("phrase", WRAPPERS)
def test_every_wrapper_alone(phrase: str) -> None:
    for platform in (name for row in facts.ROWS for name in row.called):
        record = one(phrase.replace("{platform}", platform))
        assert isinstance(record, embeds.Residue)
        assert record.what == "wrapper"


@pytest.mark.parametrize(
    ("skip", "end"), list(zip(*(tables.load("wrappers.json")[w] for w in ("skip", "end")), strict=True))
)
def test_every_wrapper_around_a_post_belongs_to_it(skip: str, end: str) -> None:
    inside = "Third time this week!\n\nI am going to learn to swim. — Odile Brandt (@odilebrandt) March 14, 2019"
    opening, closing = (phrase.replace("{platform}", "Twitter") for phrase in (skip, end))
    post = one(f"{opening}\n\n{inside}\n\n{closing}")
    assert isinstance(post, embeds.Post)
    assert post.text == "Third time this week! I am going to learn to swim."
    assert post.start_confidence is None  # the wrapper fixes where it begins


def test_a_wrapper_that_only_ends_does_not_say_where_a_post_begins() -> None:
    post = one("Third time! — Odile Brandt (@odilebrandt) March 14, 2019\n\nEnd of Twitter post by @odilebrandt")
    assert isinstance(post, embeds.Post)
    assert post.evidence[-1] == "wrapper" and post.start_confidence is not None
