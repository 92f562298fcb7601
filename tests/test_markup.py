"""Pages of HTML: every case, properties of every page, and pages made to hang a reader."""

from __future__ import annotations

import base64
import html
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import embeds
from embeds.markup import scan
from embeds.platforms import addresses

from .fuzz import watch
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


# Pieces of pages, which are put together at random.
PIECES = [
    *(case.text[start:end] for case in CASES for start, end in case.spans),
    *["<blockquote class='twitter-tweet'>", "</blockquote>", "<p>", "</p>", "<div class=embed>", "</div>", "<figure>"],
    *["</figure>", "<figcaption>", "</figcaption>", "<img src=a.jpg>", "<noscript>", "</noscript>", "<!--", "-->"],
    *["<script>", "</script>", "<template>", "<a href='https://twitter.com/m/status/1389123456789012345'>", "</a>"],
    *['<iframe src="https://www.youtube.com/embed/a1B2c3D4e5F">', "</iframe>", '<div data-html="', '">', "'", '"', "="],
    *[
        "<description>",
        "</description>",
        "&lt;blockquote class=twitter-tweet&gt;",
        "&lt;/blockquote&gt;",
        "<table><tr><td>",
    ],
    *["<b>Mara (@m)</b><br>", "</td></tr></table>", "https://x.com/m/status/1389123456789012345"],
    *["Foto: Ana Ruiz/AFP", "— Mara (@maravoss) May 3, 2021", "words ", "\n", "<", ">", "&", "&nbsp;", "\0", "\ud800"],
    *['<script type="text/template">', '<div data-component-name="Twitter2ToDOM" data-attrs="{&quot;full_text&quot;:'],
    *['<script type="application/ld+json">', '{"@type":"ImageObject","creditText":"x","url":"a.jpg"}', "İ", "ǅ", "é"],
]
MARKUP = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join),
)


@pytest.mark.slow
@given(MARKUP, st.sampled_from([None, "", "[{n}]", "<i>{kind} {platform}</i>"]))
@example("\ud800" + TWEET + "\udfff", None)
@example("İ" * 9 + TWEET, "[{n}]")
@settings(max_examples=400, deadline=None)
def test_the_page_is_its_records_and_every_other_byte(page: str, marker: str | None) -> None:
    article = embeds.clean_html(page, marker)
    at, kept, marks = 0, [], []
    for n, record in enumerate(article.records):
        start, end = record.span.start, record.span.end
        assert at <= start < end <= len(page)
        assert record.raw == page[start:end] == record.raw.strip()
        kept.append(page[at:start])
        marks.append(
            ""
            if marker is None
            else marker.format(n=n, kind=record.kind, platform=getattr(record, "platform", None) or "")
        )
        at = end
    assert article.prose == "".join(part for pair in zip(kept, marks, strict=True) for part in pair) + page[at:]
    if not marker:
        assert article.prose == "".join(page[article.to_source(i)] for i in range(len(article.prose)))
    assert embeds.Article.model_validate_json(article.model_dump_json()).pieces == article.pieces


def work(page: str) -> int:
    """Return how many functions, in Python and in C, are called to clean a page."""
    calls = 0

    def count(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    embeds.clean_html(TWEET)  # so that what is built once is built before counting
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        embeds.clean_html(page)
    finally:
        sys.setprofile(before)
    return calls


GROWING: dict[str, Callable[[int], str]] = {
    "tweets": lambda n: TWEET * n,
    "tags that never end": lambda n: "<a " * 10 * n + TWEET,
    "quotes that never end": lambda n: "<a =" * 10 * n + '">"',
    "less-than signs": lambda n: "<" * 50 * n + TWEET,
    "markers in the text": lambda n: "twitter-tweet " * 5 * n,
    "blockquotes that never close": lambda n: '<blockquote class="twitter-tweet"><p>word' * n,
    "deep nesting": lambda n: "<div>" * 10 * n + TWEET + "</div>" * 10 * n,
    "wrappers in wrappers": lambda n: '<div class="embed">' * 5 * n + TWEET + "</div>" * 5 * n,
    "comments that never end": lambda n: "<!--" * 10 * n + TWEET,
    "scripts that never end": lambda n: "<script>" * 10 * n + TWEET,
    "attributes": lambda n: '<div class="twitter-tweet" ' + "a=b " * 20 * n + ">" + TWEET + "</div>",
    "players in attributes": lambda n: "<div " + 'data-x="https://www.youtube.com/embed/a1B2c3D4e5F" ' * 5 * n + ">",
    "brackets of authors": lambda n: "<p>x (@maravoss) " * 3 * n,
    "brackets in one paragraph": lambda n: "<p>" + "x (@maravoss) " * 5 * n + "</p>",
    "links to posts": lambda n: '<p>x <a href="https://x.com/m/status/1389123456789012345">y</a></p>' * n,
    "links to posts in elements that nest": lambda n: (
        '<div><a href="https://x.com/m/status/1389123456789012345">y</a>' * 2 * n + "</div>" * 2 * n
    ),
    "links to posts in elements that never close": lambda n: (
        '<div>x<a href="https://x.com/m/status/1389123456789012345">y</a>' * 2 * n
    ),
    "cards": lambda n: (
        '<div><b>Mara @m</b><p>Two votes!</p><a href="https://x.com/m/status/1389123456789012345">May 3, 2021</a></div>'
        * n
    ),
    "rows of one card": lambda n: (
        "<blockquote>" + '@m 1 2<br><a href="https://x.com/m/status/1389123456789012345">3</a>' * n + "</blockquote>"
    ),
    "addresses": lambda n: "<p>https://x.com/m/status/1389123456789012345</p>" * 2 * n,
    "escaped pages": lambda n: "<description>&lt;p&gt;https://x.com/m/status/1389123456789012345</description>" * n,
    "one escaped page": lambda n: f"<description>{html.escape(TWEET) * n}</description>",
    "escaped pages that never end": lambda n: "<description>&lt;twitter-tweet" * 2 * n,
    "captions": lambda n: "<figure><img src=a.jpg><figcaption>Foto: Ana Ruiz/AFP</figcaption></figure>" * n,
    "captions that never close": lambda n: "<figcaption>x" * 5 * n,
    "captions in captions": lambda n: '<div class="caption">' * 5 * n,
    "captions without pictures": lambda n: '<div class="caption">x</div>' * 3 * n,
    "pictures": lambda n: "<img src=a.jpg>" * 5 * n + '<div class="caption">x</div>' * n,
    "markers in tags that never end": lambda n: "<t.me/" * 5 * n,
    "scripts whose tags never end": lambda n: "<script " * 5 * n,
    "pictures that JSON-LD knows": lambda n: (
        '<script type="application/ld+json">{"@type":"ImageObject","creator":"A","url":"harbour.jpg"}</script>'
        + "<picture><source srcset=x>" * n
        + "<img src=harbour.jpg>" * n
    ),
    "links that hold pictures": lambda n: "<a href=/x><img>" * n + "<p class=caption>x</p>" * n,
    "white space": lambda n: TWEET + " " * 100 * n + TWEET,
    "quoted markup": lambda n: '<div data-embed="' + "&lt;blockquote class=&quot;twitter-tweet&quot;&gt;" * n + '">',
    "linked data": lambda n: (
        '<script type="application/ld+json">' + '[{"imageobject":' * n + '"creator"</script>' + TWEET
    ),
    "frames that never close": lambda n: '<iframe src="https://www.youtube.com/embed/a1B2c3D4e5F">' * n,
    "objects": lambda n: "<object>" * 3 * n + '<embed src="http://www.youtube.com/v/a1B2c3D4e5F">' * n,
    "authors in one tweet": lambda n: (
        '<blockquote class="twitter-tweet">' + "— x (@maravoss) " * 3 * n + "</blockquote>"
    ),
    "a tweet too deep": lambda n: '<blockquote class="twitter-tweet">' + "<b>" * n + "x</blockquote>",
    "twins": lambda n: '<noscript><iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe></noscript>' * n,
    "scripts that wait": lambda n: (
        '<div class="consent">' * n + f'<script type="text/plain">{TWEET}</script>' * n + "</div>" * n
    ),
    "base64": lambda n: '<div data-borlabs-cookie-content="PGlmcmFtZSA' + "AAAA" * 5 * n + '"></div>',
    "cards of JSON": lambda n: (
        '<div data-component-name="Twitter2ToDOM" data-attrs="{&quot;full_text&quot;:&quot;x&quot;}">' * n
    ),
    "templates' tags": lambda n: '<template x="' + "twitter-tweet " * 5 * n + '">x</template>',
    "scripts' tags": lambda n: '<script type="text/template" x="' + "ld+json text/plain " * 5 * n + '">x</script>',
    "credits of figures that never close": lambda n: '<figure data-credit="Ana Ruiz">' * 2 * n,
    "titles of links that never close": lambda n: '<a class="lightbox" title="Foto: Ana Ruiz/dpa">' * 2 * n + "<img>",
    "players named apart": lambda n: '<div data-provider="youtube" data-video-id="a1B2c3D4e5F">' * 2 * n,
    "settings": lambda n: "<div data-player='{" + '"url" : ' * 5 * n + "'>" + TWEET,
    "commas of JSON-LD": lambda n: (
        '<script type="application/ld+json">{"ImageObject" "creator"' + ', "' * 5 * n + "</script>" + TWEET
    ),
    "a tag in quotes": lambda n: '<div title="' + "<blockquote class=twitter-tweet>" * n + '">',
}


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING.keys())
def test_work_grows_no_faster_than_the_page(make: Callable[[int], str]) -> None:
    small, large = work(make(200)), work(make(800))
    assert large <= 4.5 * small + 5_000


@pytest.mark.parametrize("make", GROWING.values(), ids=GROWING.keys())
def test_no_page_hangs(make: Callable[[int], str]) -> None:
    """Counting calls does not see inside a pattern, so pages of some 100,000 characters must come back in time."""
    page = make(2_000)
    with watch.limited(watch.allowed(len(page))):
        embeds.clean_html(page)


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
    readability = pytest.importorskip("readability", reason="readability-lxml is not installed (extra 'extract')")
    article = embeds.clean_html(PAGE, marker="<p>[embed {n}]</p>")
    around = extracted(lambda page: readability.Document(page).summary(), article.prose, article)
    assert [next(p for p in PARAGRAPHS if p in part) for part in around] == PARAGRAPHS


def test_an_element_that_a_parent_ends_takes_no_white_space_with_it() -> None:
    page = '<div><i class="instagram-media"><iframe src="https://www.instagram.com/p/BxYzr"> </div>'
    (post,) = embeds.clean_html(page).records
    assert post.raw == page[post.span.start : post.span.end] == post.raw.strip()
