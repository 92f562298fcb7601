"""Pages of HTML: every case, addresses of players, and what other extractors leave of markers."""

from __future__ import annotations

import base64
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import embeds
from embeds.markup import scan
from embeds.platforms import addresses

from .marked_cases import PAGES, Case, cases
from .test_cases import shown

CASES = [case for path in sorted(PAGES.glob("*.toml")) for case in cases(path.stem, PAGES)]
TWEET = (
    '<blockquote class="twitter-tweet"><p>Two votes!</p>&mdash; Mara (@maravoss) '
    '<a href="https://twitter.com/maravoss/status/1389123456789012345">May 3, 2021</a></blockquote>'
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.family}: {case.name}")
def test_case(case: Case) -> None:
    article = embeds.clean_html(case.text)
    assert [record.raw for record in article.records] == [case.text[start:end] for start, end in case.spans]
    for record, expected in zip(article.records, case.records, strict=True):
        assert {name: shown(record, name) for name in expected} == expected
    assert article.prose == case.prose


def test_every_way_to_mark_an_embed_has_a_case() -> None:
    """Check the ways to mark one; each mark in the platforms' rows is tried in test_platforms.py."""
    posts = [record for case in CASES for record in embeds.clean_html(case.text).posts]
    rules = {rule.partition(":")[0] for post in posts for rule in post.evidence}
    assert {"class", "element", "attribute", "frame", "quoted", "settings", "address-in-block", "flattened"} <= rules


ADDRESSES = tomllib.loads((Path(__file__).parent / "addresses.toml").read_text(encoding="utf-8"))["address"]


@pytest.mark.parametrize("row", ADDRESSES, ids=lambda row: row["url"])
def test_address_of_a_player(row: dict[str, str]) -> None:
    post = addresses.read(row["url"])
    assert post
    assert (post.platform, post.id) == (row["platform"], row["id"])
    assert post.url == row.get("permalink", addresses.absolute(row["url"]))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "about:blank",
        "javascript:void(0)",
        "/embed/a1B2c3D4e5F",
        "https://ellery.example/embed/1",
        "https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fellery.example",
        "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fellery.example",
        "https://platform.twitter.com/widgets/tweet_button.html",
        "https://www.youtube.com/",
        "https://[broken",
        "//" + "a" * 5000,
    ],
)
def test_address_of_no_player(address: str) -> None:
    assert addresses.read(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "https://bsky.app/profile/mara.example.social/post/3LFKNKQPM2C26",
        "https://bsky.app/profile/mara.example.social/post/3lfknkqpm2cſ6",
        "https://www.instagram.com/p/BxYzÀbCdEfG/",
    ],
)
def test_a_letter_that_no_id_has_tells_no_time(address: str) -> None:
    post = addresses.read(address)
    assert post and post.posted is None


@given(st.sampled_from([row["url"] for row in ADDRESSES]), st.integers(0, 80), st.characters(exclude_categories=()))
@settings(max_examples=300, deadline=None)
def test_no_address_raises(address: str, at: int, character: str) -> None:
    addresses.read(address[:at] + character + address[at + 1 :])


@given(st.sampled_from(CASES), st.integers(0), st.characters(categories=["Cs"]))
@settings(max_examples=300, deadline=None)
def test_a_lone_surrogate_anywhere_in_a_page_does_no_harm(case: Case, at: int, surrogate: str) -> None:
    at %= len(case.text)
    embeds.clean_html(case.text[:at] + surrogate + case.text[at + 1 :]).model_dump_json()


@pytest.mark.parametrize(
    "page",
    [
        '<div class="youtube_player" videoid="\udc8f"></div>',
        '<iframe src="https://www.youtube.com/watch?v=\udc8f"></iframe>',
        '<iframe src="https://player.twitch.tv/?video=\ud800\udc8f"></iframe>',
        '<div data-settings=\'{"youtube_url":"https://www.youtube.com/watch?v=\udc8fa1B2c3D4e5F"}\'></div>',
        "<div data-\udc8f=\"&lt;iframe src='https://www.youtube.com/embed/a1B2c3D4e5F'&gt;&lt;/iframe&gt;\"></div>",
        f'<div data-\udc8f="{base64.b64encode(TWEET.encode()).decode()}"></div>',
        '<img data-\udc8f-credit="Foto: Ana Ruiz" src="a.jpg">',
        '<a rel="lightbox" data-\udc8f-credit="Foto: Ana Ruiz"><img src="a.jpg"></a>',
        '<img src="wall\udc8f.jpg"><script type="application/ld+json">{"@type":"ImageObject","url":"wall\udc8f.jpg",'
        '"creditText":"\\udc8f Ruiz"}</script>',
    ],
)
def test_a_lone_surrogate_where_it_once_did_harm(page: str) -> None:
    article = embeds.clean_html(page)
    assert embeds.Article.model_validate_json(article.model_dump_json()).pieces == article.pieces
    assert all(rule.isascii() for record in article.records for rule in record.evidence)


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:00-23:00", "0001-01-01T00:00:00+23:00"])
def test_a_time_beyond_the_calendar_is_none(moment: str) -> None:
    page = TWEET.replace("</blockquote>", f'<time datetime="{moment}"></time></blockquote>')
    assert embeds.clean_html(page.replace("1389123456789012345", "1")).posts[0].published_at is None


@pytest.mark.parametrize(
    ("attribute", "rule"),
    [
        (f"data-my-own-html='{TWEET}'", "quoted:attribute"),
        (f'data-my-own="{base64.b64encode(TWEET.encode()).decode()}"', "quoted:attribute"),
        ('data-my-own-video="https://www.youtube.com/embed/a1B2c3D4e5F"', "attribute:lazy"),
    ],
)
def test_evidence_names_rules_and_never_what_a_page_calls_its_attributes(attribute: str, rule: str) -> None:
    assert [record.evidence for record in embeds.clean_html(f"<div {attribute}></div>").records] == [(rule,)]


def test_a_page_too_long_is_passed_through(monkeypatch: pytest.MonkeyPatch) -> None:
    for longest, prose in ((len(TWEET), ""), (len(TWEET) - 1, TWEET)):
        monkeypatch.setattr(scan, "LONGEST", longest)
        assert embeds.clean_html(TWEET).prose == prose


def test_only_text_is_taken() -> None:
    with pytest.raises(TypeError, match="decode it first"):
        embeds.clean_html(b"<p>")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="only"):
        embeds.clean_html(TWEET, marker="{x}")


def test_the_same_tweet_in_text_and_in_html_says_the_same() -> None:
    """The records are equal, except for what only markup tells."""
    (from_html,) = embeds.clean_html(TWEET).posts
    (from_text,) = embeds.clean("Two votes! — Mara (@maravoss) May 3, 2021").posts
    alike = ("platform", "text", "published_on", "hashtags", "mentions", "links", "media")
    assert {name: getattr(from_html, name) for name in alike} == {name: getattr(from_text, name) for name in alike}
    assert (from_html.author.name, from_html.author.handle) == (from_text.author.name, from_text.author.handle)


def extracted(extract: Callable[[str], Any], page: str, article: embeds.Article) -> list[str]:
    """Return the words of an extracted page around its markers, in order, and check that each marker stands once."""
    text = re.sub(r"<[^>]*>", "", str(extract(page)))
    for n in range(len(article.records)):
        assert text.count(f"[embed {n}]") == 1
    return [" ".join(part.split()) for part in re.split(r"\[embed \d+\]", text)]


PARAGRAPHS = [
    "The vote on the harbour wall was close, and it took the council until midnight to count it.",
    "The boats of Port Ellery will have to winter in Kelby, whatever the council may decide in May.",
    "Work on the wall is to begin before the autumn storms, if the stones arrive in time for it.",
]
PAGE = (
    "<html><head><title>Two votes</title></head><body><article><h1>Two votes</h1>"
    + f"<p>{PARAGRAPHS[0]}</p>{TWEET}<p>{PARAGRAPHS[1]}</p>"
    + '<p><iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe></p>'
    + f"<p>{PARAGRAPHS[2]}</p></article></body></html>"
)


def test_markers_survive_trafilatura() -> None:
    trafilatura = pytest.importorskip("trafilatura", reason="trafilatura is not installed (extra 'extract')")
    article = embeds.clean_html(PAGE, marker="<p>[embed {n}]</p>")
    around = extracted(trafilatura.extract, article.prose, article)
    assert [next(p for p in PARAGRAPHS if p in part) for part in around] == PARAGRAPHS


def test_markers_survive_readability() -> None:
    readability = pytest.importorskip("readability", reason="readability-lxml is not installed (extra 'browser')")
    article = embeds.clean_html(PAGE, marker="<p>[embed {n}]</p>")
    around = extracted(lambda page: readability.Document(page).summary(), article.prose, article)
    assert [next(p for p in PARAGRAPHS if p in part) for part in around] == PARAGRAPHS


def test_an_element_that_a_parent_ends_takes_no_white_space_with_it() -> None:
    page = '<div><i class="instagram-media"><iframe src="https://www.instagram.com/p/BxYzr"> </div>'
    (post,) = embeds.clean_html(page).records
    assert post.raw == page[post.span.start : post.span.end] == post.raw.strip()
