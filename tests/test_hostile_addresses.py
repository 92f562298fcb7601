"""Addresses, pages and answers made to break a resolver have an outcome, whatever they hold, and soon."""

from __future__ import annotations

import base64
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import embeds
from embeds.resolver import address, chain, oembed, pages, posts, retry, verify, walls
from embeds.resolver.answers import KEPT_HEADERS, Answer
from embeds.resolver.canonical import canonical
from embeds.resolver.shorteners import Shortener
from embeds.resolver.unwrap import unwrap

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
ANY = st.characters(exclude_categories=())  # with lone surrogates
BITS = st.sampled_from(
    ["__", "__;", ";", "*", "**", "%", "%2", "%3A%2F%2F", "://", "/", "?", "#", "&", "=", "@", "!", "é"]
)
WORDS = st.lists(BITS | st.text(ANY, max_size=8), max_size=8).map("".join)
HOSTS = st.sampled_from(
    [
        *("urldefense.com", "urldefense.proofpoint.com", "l.facebook.com", "www.google.com", "cdn.ampproject.org"),
        *("youtu.be", "redd.it", "flic.kr", "pic.twitter.com", "a.safelinks.protection.outlook.com", "t.co", "bit.ly"),
        *("news.google.com", "substack.com", "www.facebook.com", "x.com", "consent.youtube.com", "us1.list-manage.com"),
        *("twitter.com", "www.instagram.com", "vimeo.com", "bsky.app", "social.example", "[::1]", "[v1.x]", "127.1"),
    ]
)
PATHS = st.sampled_from(
    [
        *("/v3/__", "/v2/url?u=", "/v1/url?u=", "/l.php?u=", "/url?q=", "/c/s/", "/amp/", "/p/", "/"),
        *("/login/?next=", "/i/flow/login?redirect_after_login=", "/m?continue=", "/articles/CBMi", "/redirect/2/"),
    ]
)
WRAPPERS = st.sampled_from(
    [
        *("https://l.facebook.com/l.php?u=", "https://www.google.com/url?q=", "https://www.google.com/amp/s/"),
        *("https://urldefense.com/v3/__", "https://urldefense.proofpoint.com/v2/url?u=", "https://flic.kr/p/"),
        *("https://news.google.com/rss/articles/", "https://substack.com/redirect/2/", "https://lnk.bio/go?d="),
        *("https://www.facebook.com/login/?next=", "https://x.com/login?redirect_after_login=/"),
        *("https://cdn.ampproject.org/c/", "https://pic.twitter.com/", "https://youtu.be/", "https://redd.it/"),
    ]
)
CODES = st.binary(max_size=40).map(lambda raw: base64.urlsafe_b64encode(b'\x08\x13"' + raw).decode())
INNER = CODES | st.sampled_from(
    [
        "https://ellery.example/a",
        "https://x.com/login?redirect_after_login=/",
        "//x.com/a",
        "https%3A%2F%2Fellery.example%2F",
        "https-3A__ellery.example",
        "ellery.example/a",
    ]
)
WRAPPED = st.tuples(WRAPPERS, INNER | WORDS, st.sampled_from(["", "__;", "__;Jg!!", "**A__;w6k!", "&x=1"]) | WORDS).map(
    "".join
)
STATUSES = st.sampled_from(["/@a/109999999999999999", "/jack/status/20", "/p/Bxé", "/maravoss/status/٣"])
ADDRESSES = st.tuples(
    st.sampled_from(["https://", "http://", "HTTPS:", "//", "", " http://", "x://"]),
    st.sampled_from(["", "u@", "u:p@", "%40@", ":@"]),
    HOSTS | WORDS,
    st.sampled_from(["", ":", ":80", ":99999", ":é", ":٣"]),
    PATHS | STATUSES,
    st.sampled_from(["", "https://", "https:/", "https%3A%2F%2F", "https-3A__"]),
    HOSTS | WORDS,
    WORDS,
).map("".join)


@given(ADDRESSES | WRAPPED | st.text(ANY))
@example("https://urldefense.com/v3/__x__;é")
@example("https://urldefense.com/v3/__https://ellery.example/*__;A")
@example("https://twitter.com/\ud800/status/20")
@settings(max_examples=500, deadline=None)
def test_no_address_raises(url: str) -> None:
    canonical(url)
    inner = unwrap(url)
    assert inner is None or len(inner) < len(url) or unwrap(inner) is None  # so unwrapping ends
    wall = walls.read(url)
    assert wall is None or wall.target is None or len(wall.target) < len(url)
    oembed.endpoint(url)
    for refusing in (
        address.read,
        lambda url: address.joined(url, url),
        lambda url: address.joined("https://t.co/", url),
    ):
        try:
            refusing(url)
        except address.Refused as end:
            assert end.reason


@given(ADDRESSES | st.text(ANY), ADDRESSES)
@example("https://urldefense.com/v3/__x__;é", "")
@settings(max_examples=300, deadline=None)
def test_no_location_raises(location: str, link: str) -> None:
    for answer in (
        Answer(NOW, 301, (("location", location),)),
        Answer(NOW, 200, (("refresh", f"0;url={location}"),)),
        Answer(NOW, 200, body=f"<title>{location}</title>".encode("utf-8", "replace")),
    ):
        for asked in ("https://t.co/a1B2c3D4e5", link):
            end = followed(asked, answer)
            assert end.model_dump_json() and (end.outcome == "ok" or end.reason)


def followed(link: str, answer: Answer) -> embeds.Resolution:
    """Return the end of a chain in which every answer is this one."""
    steps = chain.walk(link, chain.Rules({"t.co": Shortener()}))
    try:
        next(steps)
        while True:
            steps.send(answer)
    except StopIteration as end:
        found: embeds.Resolution = end.value
        return found


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(ANY, max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(ANY, max_size=5), inner, max_size=3),
    max_leaves=8,
)
HTML = st.lists(
    st.sampled_from(
        ["<blockquote>", "</blockquote>", "<p lang=en>", "</p>", "<a href=x>", "</a>", "May 3, 2021", "&#x110000;", "é"]
    ),
    max_size=12,
).map("".join)
KEYS = ("html", "title", "type", "author_name", "author_url", "provider_name", "cache_age", "url")
POST = embeds.clean("No!\n\nTwo votes! — Mara Voss (@maravoss) May 3, 2021\n\nThe end.")


@given(st.dictionaries(st.sampled_from(KEYS), JSON | HTML, max_size=8) | JSON)
@settings(max_examples=300, deadline=None)
def test_no_record_raises(record: object) -> None:
    for permalink in ("https://twitter.com/maravoss/status/20", "https://www.youtube.com/watch?v=Ab3dE-fGh_1"):
        assert told(permalink, json.dumps(record).encode())


@pytest.mark.parametrize(
    "body", [b"[" * 60_000, b'{"html":' * 8000, b'{"html": ' + b"9" * 60_000 + b"}", b"\xff{", b""]
)
def test_records_that_are_none(body: bytes) -> None:
    assert told("https://twitter.com/maravoss/status/20", body) == "unverified"


def told(permalink: str, body: bytes) -> str:
    """Return the verification of a post if its platform gives this record."""
    steps = oembed.look_up(permalink, 30.0)
    next(steps)
    with pytest.raises(StopIteration) as end:
        steps.send(Answer(NOW, 200, body=body))
    post = verify.verified(POST, [end.value.value]).posts[0]
    assert post.model_dump_json() and post.verification
    return post.verification


def test_a_permalink_with_half_a_letter_is_asked_for() -> None:
    ask = next(oembed.look_up("https://twitter.com/maravoss/status/20?\ud800", 30.0))
    assert "status%2F20%3F%3F&" in ask.url


LATIN = st.text(st.characters(max_codepoint=255))
HEADERS = st.tuples(
    st.sampled_from(
        ["", "7", "9" * 30, "Wed, 21 Oct 2099 07:28:00", "Mon, 1 Jan 0001 00:00:00", "0;url=", "<https://a>"]
    ),
    st.sampled_from(["", " GMT", " +9999", "-0000", "/x", "; rel=canonical"]) | LATIN,
).map("".join)


@given(HEADERS | LATIN)
@settings(max_examples=300, deadline=None)
def test_no_header_raises(value: str) -> None:
    answer = Answer(NOW, 503, tuple((name, value) for name in KEPT_HEADERS))
    assert (retry.retry_after(answer) or 0.0) >= 0.0
    pages.target(answer)
    posts.fill(POST.posts[0], {})


@pytest.mark.parametrize(
    ("script", "target"),
    [
        (r"https:\/\/a.example\/\ud83d\ude00", "https://a.example/\U0001f600"),
        (r"https:\/\/a.example\/\ud83d", "https://a.example/\ufffd"),
        (r"https:\/\/a.example\/\x41\u0042\C", "https://a.example/ABC"),
        (r"https:\/\/a.example\/\u00zz", "https://a.example/u00zz"),
    ],
)
def test_escapes_of_javascript(script: str, target: str) -> None:
    page = f"<script>location = '{script}'</script>"
    assert pages.target(Answer(NOW, 200, body=page.encode())) == (target, "script")


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0;URL=https://a.example/?x=1", "https://a.example/?x=1"),
        (" 1.5 , url = 'https://a.example/' ", "https://a.example/"),
        ("url=/x", "/x"),
        ("0; \turl\n=\n/x", "/x"),
        ("0;url=", None),
        ("0;url", None),
        ("0;curl=/x", None),
        ("soon;url=/x", None),
        ("0;/x?url=1", None),
        ("5", None),
    ],
)
def test_refreshes(content: str, target: str | None) -> None:
    assert pages.target(Answer(NOW, 200, (("refresh", content),))) == (target and (target, "refresh"))


def test_reading_a_page_counts_as_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 31.0])
    monkeypatch.setattr(chain, "monotonic", lambda: next(clock))
    steps = chain.walk("https://t.co/a", chain.Rules({"t.co": Shortener()}, seconds=30.0))
    next(steps)
    with pytest.raises(StopIteration) as end:
        steps.send(Answer(NOW, 301, (("location", "https://t.co/b"),)))
    assert end.value.value.outcome == "timeout"


MOVED = "post.model_copy(update={'span': embeds.Span(start=0, end=3_000_000), 'start_confidence': 0.5})"
HANGS = {
    "spaces in a refresh": "pages.target(Answer(NOW, 200, body=b'<meta http-equiv=refresh content=\"%9000s\">' % b''))",
    "spaces in a header": "pages.target(Answer(NOW, 200, (('refresh', ' ' * 200_000),)))",
    "words that nearly match everywhere": (
        f"post = POST.posts[0]; verify._start({MOVED}, 'ab' + 'a' * 340_000, 'a' * 3_000_000, 0)"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HANGS)
def test_what_took_minutes_comes_to_an_end(name: str) -> None:
    code = f"from tests.test_hostile_addresses import *\n{HANGS[name]}"
    subprocess.run([sys.executable, "-c", code], timeout=60, check=True, cwd=Path(__file__).parent.parent)


@pytest.mark.parametrize("host", ["\u2026s", "a\u2025b.example"])
def test_no_host_has_an_empty_label(host: str) -> None:
    with pytest.raises(address.Refused, match="is not a host"):
        address.read(f"http://{host}")


def test_an_answer_without_a_tag_is_no_page() -> None:
    """bs4 would warn about it, and a warning may be an error."""
    assert pages.target(Answer(dt.datetime.now(dt.UTC), 200, body=b"https://ellery.example/a")) is None


@pytest.mark.parametrize("url", ["http://twitter.com/?s&", "https://ellery.example/?&"])
def test_what_is_canonical_stays_as_it_is(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)


def test_an_address_behind_a_warning_has_its_length_checked() -> None:
    warning = "https://twitter.com/safety/unsafe_link_warning?unsafe_link="
    for target, outcome in (("https://a.example/?a=1", "unsafe"), ("https://a.example/?" + "&" * 10_000, "blocked")):
        assert followed(warning + target, Answer(NOW, 404)).outcome == outcome


def test_an_address_is_measured_as_it_is_asked() -> None:
    """With percent-encoding it may be more than three times as long."""
    end = followed("https://t.co/a1B2c3D4e5", Answer(NOW, 301, (("location", "https://t.co/" + "é" * 3000),)))
    assert (end.outcome, end.hops) == ("blocked", ("https://t.co/a1B2c3D4e5",))


def test_wrapping_upon_wrapping_is_unwrapped() -> None:
    url = "https://ellery.example/a"
    for _ in range(4):
        url = f"https://l.facebook.com/l.php?u={quote(url, safe='')}"
    end = followed(url, Answer(NOW, 404))
    assert (end.outcome, end.url, end.hops) == ("ok", "https://ellery.example/a", ())
    assert followed("https://google.com/amp/" * 340 + "s/ellery.example/a", Answer(NOW, 404)).outcome == "ok"
