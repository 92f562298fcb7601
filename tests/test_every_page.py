"""Properties of every page of HTML, and pages made to hang a reader."""

from __future__ import annotations

import html
import sys
from collections.abc import Callable
from types import FrameType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import embeds

from .fuzz import watch
from .test_markup import CASES, TWEET

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
            else marker.format(n=n, kind=record.kind, platform=record.platform if record.kind == "post" else "")
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
