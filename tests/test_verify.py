"""Posts compared with their public records: spans, words, contradictions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import embeds
from embeds.resolver import oembed, posts, verify
from embeds.resolver.answers import Answer
from embeds.resolver.oembed import Public

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
CASSETTE = Path(__file__).parent.parent / "cassettes" / "oembed.jsonl"
VOSS = "https://twitter.com/maravoss/status/1389284139131207681"
PROSE = "The vote was close."
TWEET = "Two votes! We count again on Friday. https://t.co/Zk4mB9xTqW — Mara Voss (@maravoss) May 3, 2021"
BLUESKY = (
    "The ferry has learnt to fly.[image or embed]— Odile Brandt (@odile.kelby.example) December 8, 2024 at 3:59 PM"
)


def with_permalink(text: str, permalink: str, *, marker: str | None = None, **more: Any) -> embeds.Article:
    """Return the article of a text, with this permalink in its one post."""
    article = embeds.clean(text, marker)
    records = tuple(
        record.model_copy(update={"permalink": permalink, **more}) if isinstance(record, embeds.Post) else record
        for record in article.records
    )
    return article.model_copy(update={"records": records})


def asked(article: embeds.Article) -> embeds.Article:
    with embeds.Resolver(cassette=CASSETTE, verify=True) as resolver:
        return resolver.resolve(article)


@pytest.mark.parametrize(
    ("text", "permalink"),
    [
        (f"{PROSE}\n\n{TWEET}\n\nThe end.", VOSS),
        (
            f"{PROSE}\n\n@tide.watcher the tide came in twice today #harbour #kelby ♬ original sound - Tide Watcher",
            "https://www.tiktok.com/@tide.watcher/video/6833317019752857677",
        ),
        (f"{PROSE}\n\n{BLUESKY}\n\nThe end.", "https://bsky.app/profile/odile.kelby.example/post/3lcsldt4qu225"),
        (
            f"{PROSE}\n\nPost by @tomeck@social.example View on Mastodon",
            "https://social.example/@tomeck/111900347596800005",
        ),
    ],
    ids=["twitter", "tiktok", "bluesky", "mastodon"],
)
def test_posts_that_are_as_published(text: str, permalink: str) -> None:
    article = with_permalink(text, permalink)
    proven = asked(article)
    post = proven.posts[0]
    assert (post.verification, post.conflicts) == ("verified", ())
    assert post.text == article.posts[0].text
    assert (post.span, proven.prose) == (article.posts[0].span, article.prose)


def test_a_video_that_is_only_an_address_has_its_title_for_words() -> None:
    url = "https://www.youtube.com/watch?v=Ab3dE-fGh_1"
    span = embeds.Span(start=0, end=len(url))
    video = embeds.Post(span=span, raw=url, evidence=("address",), platform="youtube", permalink=url)
    post = asked(embeds.Article(source=url, prose="", records=(video,), pieces=())).posts[0]
    assert (post.verification, post.text) == ("verified", "How a harbour wall is built")
    assert (post.author.name, post.span, post.conflicts) == ("Ellery Gazette", span, ())


def test_what_is_gone_and_what_cannot_be_asked() -> None:
    text = f"{PROSE}\n\n{TWEET}\n\nThe end."
    gone, forbidden = ("1389500000000000001", "1389500000000000002")
    for number, verification in ((gone, "deleted"), (forbidden, "unverified")):
        found = recorded(number)
        article = asked(with_permalink(text, f"https://twitter.com/maravoss/status/{found}"))
        assert article.posts[0].verification == verification
        assert article.prose == embeds.clean(text).prose
    assert verify.verified(embeds.clean(text), [None]).posts[0].verification == "unverified"


def recorded(which: str) -> str:
    """Return the id of the post that the recording calls gone (404) or forbidden (403)."""
    import json
    import re

    status = 404 if which.endswith("1") else 403
    rows = [json.loads(line) for line in CASSETTE.read_text(encoding="utf-8").splitlines()[1:]]
    url = next(row["url"] for row in rows if row["status"] == status)
    number = re.search(r"status%2F(\d+)", url)
    assert number
    return number[1]


def public(words: str | None, **more: Any) -> Public:
    return Public("there", "https://publish.twitter.com/oembed", words, **more)


LONG = "It rained for a week. The river rose.\n\nThen the bridge went, and with it the only road to Kelby."
ARTICLE = f"The mayor spoke first.\n\n{LONG} pic.twitter.com/f6G7h8I9j0 — Mara Voss (@maravoss) May 3, 2021\n\nThe end."


@pytest.mark.parametrize("marker", [None, "[{kind} {n}]", ""])
@pytest.mark.parametrize("start", ["The mayor", "It rained", "The river", "Then the", "and with it"])
def test_the_public_words_move_the_span(start: str, marker: str | None) -> None:
    """Whatever span was guessed, it becomes that of the public words, and the prose is cut again."""
    words = ARTICLE[ARTICLE.index(start) : ARTICLE.index(" —")].replace("\n\n", " \n ")
    article = verify.verified(embeds.clean(ARTICLE, marker), [public(words)])
    post = article.posts[0]
    assert post.verification == "verified"
    assert post.raw == ARTICLE[post.span.start : post.span.end]
    assert post.raw.startswith(start) and post.raw.endswith("May 3, 2021")
    assert post.text == " ".join(words.split()).removesuffix(" pic.twitter.com/f6G7h8I9j0")
    assert post.start_confidence is None
    before = ARTICLE[: post.span.start]
    if marker is None:
        assert article.prose == (f"{before.rstrip()}\n\nThe end." if before else "The end.")
    else:
        assert article.prose == f"{before}{marker.format(kind='post', n=0)}\n\nThe end."
    for offset in range(len(article.prose)):
        if marker is None:
            assert article.prose[offset] == ARTICLE[article.to_source(offset)]
    assert embeds.Article.model_validate_json(article.model_dump_json()) == article


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ('She said "no" - twice...', "She said “no” – twice…"),
        ("Fish & chips", "Fish &amp; chips"),
        ("It's a\n\nlong   day", "It’s a long day"),
        ("Ende 🏳️‍🌈 gut", "Ende 🏳🌈 gut"),
    ],
)
def test_typesetting_is_no_difference(words: str, source: str) -> None:
    article = embeds.clean(f"{PROSE}\n\n{source} — Mara Voss (@maravoss) May 3, 2021\n\nThe end.")
    post = verify.verified(article, [public(words)]).posts[0]
    assert (post.verification, post.text) == ("verified", " ".join(words.split()))


def test_other_words_differ_with_both_versions() -> None:
    article = embeds.clean(f"{PROSE}\n\n{TWEET}\n\nThe end.")
    post = verify.verified(article, [public("Five votes! We are done.")]).posts[0]
    assert (post.verification, post.span, post.text) == ("differs", article.posts[0].span, article.posts[0].text)
    conflict = post.conflicts[0]
    assert (conflict.field, conflict.article, conflict.public) == ("text", post.text, "Five votes! We are done.")


def test_words_that_stand_further_up_are_not_the_post() -> None:
    """The same words in the prose far from the attribution prove nothing."""
    text = f"Two votes! {'The hall was full. ' * 40}\n\nNo. — Mara Voss (@maravoss) May 3, 2021"
    assert verify.verified(embeds.clean(text), [public("Two votes!")]).posts[0].verification == "differs"


def test_a_word_is_not_cut_in_two() -> None:
    text = f"{PROSE}\n\nThe book — Mara Voss (@maravoss) May 3, 2021"
    assert verify.verified(embeds.clean(text), [public("ook")]).posts[0].verification == "differs"


def test_another_author_or_day_differs() -> None:
    article = embeds.clean(f"{PROSE}\n\n{TWEET}\n\nThe end.")
    words = "Two votes! We count again on Friday. https://t.co/Zk4mB9xTqW"
    found = verify.verified(article, [public(words, handle="abel", date=dt.date(2021, 5, 4))]).posts[0]
    assert found.verification == "differs"
    assert [(c.field, c.article, c.public) for c in found.conflicts] == [
        ("author.handle", "maravoss", "abel"),
        ("published_on", "2021-05-03", "2021-05-04"),
    ]


def test_another_name_is_reported_and_proves_nothing() -> None:
    article = embeds.clean(f"{PROSE}\n\n{TWEET}\n\nThe end.")
    words = "Two votes! We count again on Friday. https://t.co/Zk4mB9xTqW"
    found = verify.verified(article, [public(words, handle="MaraVoss", name="Mara V.")]).posts[0]
    assert (found.verification, found.author.name) == ("verified", "Mara Voss")
    assert [(c.field, c.public) for c in found.conflicts] == [("author.name", "Mara V.")]


def test_without_the_source_the_span_stays() -> None:
    article = embeds.clean(ARTICLE).model_copy(update={"source": ""})
    words = ARTICLE[ARTICLE.index("The river") : ARTICLE.index(" —")]
    found = verify.verified(article, [public(words)])
    assert (found.prose, found.posts[0].span) == (article.prose, article.posts[0].span)


def resolved(url: str, outcome: Any = "ok") -> embeds.Resolution:
    return embeds.Resolution(outcome=outcome, url=url)


PICTURE = "https://pic.twitter.com/f6G7h8I9j0"


@pytest.mark.parametrize(
    ("leads_to", "fields"),
    [
        ("https://twitter.com/maravoss/status/1389284139131207681/photo/1", []),
        ("https://x.com/MaraVoss/status/1389284139131207681/video/1", []),
        ("https://twitter.com/abel/status/1389284139131207681/photo/1", ["author.handle"]),
        ("https://twitter.com/maravoss/status/1499748374931308545/photo/1", ["published_on"]),
        ("https://twitter.com/abel/status/1499748374931308545/photo/1", ["author.handle", "published_on"]),
    ],
)
def test_a_picture_tells_whose_post_it_is_unless_it_contradicts(leads_to: str, fields: list[str]) -> None:
    post = embeds.clean(ARTICLE).posts[0]
    found = posts.fill(post, {PICTURE: resolved(leads_to)})
    assert [conflict.field for conflict in found.conflicts] == fields
    assert all(conflict.by == leads_to for conflict in found.conflicts)
    assert (found.permalink is None) == bool(fields)
    assert found.author.handle == "maravoss"


def test_a_lost_attribution_is_found_again() -> None:
    post = embeds.clean("The river rose.\n\nLook at that! pic.twitter.com/f6G7h8I9j0\n\nThe end.").posts[0]
    assert post.author.handle is None
    found = posts.fill(post, {PICTURE: resolved("https://twitter.com/maravoss/status/1389284139131207681/photo/1")})
    assert (found.author.handle, found.published_on) == ("maravoss", dt.date(2021, 5, 3))


def test_a_quoted_post_is_not_the_post() -> None:
    post = embeds.clean(f"{PROSE}\n\n{TWEET}\n\nThe end.").posts[0]
    for url in ("https://twitter.com/abel/status/1389284139131207681", VOSS):
        found = posts.fill(post, {"https://t.co/Zk4mB9xTqW": resolved(url)})
        assert (found.permalink, found.conflicts) == (None, ())


@pytest.mark.parametrize(
    ("permalink", "host"),
    [
        (VOSS, "publish.twitter.com"),
        ("https://vimeo.com/12345678", "vimeo.com"),
        ("https://soundcloud.com/ellery/foghorn", "soundcloud.com"),
        ("https://open.spotify.com/track/0123456789abcdefghijkl", "open.spotify.com"),
        ("https://www.flickr.com/photos/mara/49945030047/", "www.flickr.com"),
        ("https://kelby.tumblr.com/post/137299316242", "www.tumblr.com"),
        ("https://de.pinterest.com/pin/1234/", "www.pinterest.com"),
        ("https://social.example/@tomeck/111900347596800005", "social.example"),
        ("https://www.instagram.com/p/ByxilPNJK3M/", None),
        ("https://evil.example/@a/b", None),
        ("https://twitter.com.evil.example/a/status/1", None),
        ("https://[", None),
    ],
)
def test_only_hosts_of_the_table_are_asked(permalink: str, host: str | None) -> None:
    found = oembed.endpoint(permalink)
    assert (found[0].split("/")[2] if found else None) == host


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, b'{"html": 5}', b'{"title": "Two votes!"}'),
        *(b'{"type": "rich", "author_name": "Mara Voss"}', b'{"html": "Two votes!"}'),
    ],
)
def test_records_without_words_prove_nothing(body: bytes) -> None:
    assert held(body).verification == "unverified"


@pytest.mark.parametrize("body", [b'{"html": "<p>"}', b'{"html": "<p>\\ud800</p>"}'])
def test_records_with_other_words_can_be_written_to_a_file(body: bytes) -> None:
    post = held(body)
    assert post.verification == "differs"
    assert embeds.Post.model_validate_json(post.model_dump_json()) == post


def held(body: bytes) -> embeds.Post:
    """The post of a tweet, held against what its platform says; its words stay the article's."""
    article = with_permalink(f"{PROSE}\n\n{TWEET}\n\nThe end.", VOSS)
    steps = oembed.look_up(VOSS, 1.0)
    next(steps)
    with pytest.raises(StopIteration) as end:
        steps.send(Answer(NOW, 200, body=body))
    post = verify.verified(article, [end.value.value]).posts[0]
    assert post.text == article.posts[0].text
    return post
