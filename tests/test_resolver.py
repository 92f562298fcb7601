"""Resolve links and posts from the recordings in cassettes/, without a network."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import socket
from pathlib import Path
from typing import Any, get_args

import pytest

import embeds
from embeds.records import Outcome

ROOT = Path(__file__).parent.parent
CASSETTES = ROOT / "cassettes"
ARTICLE = ROOT / "tests" / "articles" / "harbour.txt"
STATUS = "https://twitter.com/ElleryGazette/status/1499748374931308545"

OUTCOMES = {
    "https://t.co/okokokok01": ("ok", "https://kelby-post.example/ferry?id=7&utm_campaign=x", 1),
    "https://bit.ly/dead404": ("dead", "https://bit.ly/dead404", 1),
    "https://t.co/deadgone01": ("dead", "https://goo.gl/gone99", 2),
    "https://t.co/unsafeun01": ("unsafe", "http://prizes.example/win?a=1&b=2", 1),
    "https://t.co/blocked001": ("blocked", "http://169.254.169.254/latest/meta-data", 1),
    "https://t.co/scheme0001": ("blocked", "javascript:alert(1)", 1),
    "https://t.co/looploop01": ("loop", "https://t.co/looploop01", 2),
    "https://bit.ly/hop01": ("too_many_hops", "https://bit.ly/hop11", 10),
    "https://t.co/timeout001": ("timeout", "https://t.co/timeout001", 1),
    "https://trib.al/toolarge": ("too_large", "https://trib.al/toolarge", 1),
    "https://bit.ly/limited": ("rate_limited", "https://bit.ly/limited", 1),
    "https://ow.ly/nowhere": ("unresolved", "https://ow.ly/nowhere", 1),
    "https://buff.ly/nolocation": ("unresolved", "https://buff.ly/nolocation", 1),
    "https://dlvr.it/reset": ("error", "https://dlvr.it/reset", 1),
    "https://is.gd/forbidden": ("error", "https://is.gd/forbidden", 1),
}

STORM = "https://kelby-post.example/storm?x=1&y=2"
WAYS: dict[str, tuple[str, tuple[str, ...], int]] = {
    "https://trib.al/a1B2c3": ("https://kelby-post.example/storm?utm_source=dlvr.it&x=1", (), 3),
    "http://t.co/plainhttp1": (STORM, (), 2),
    "https://t.co/browserone": (STORM, ("meta-refresh",), 1),
    "https://t.co/scriptonly": (STORM, ("script",), 1),
    "https://t.co/titleonly1": (STORM, ("title",), 1),
    "https://ht.ly/refreshed": (STORM, ("refresh",), 1),
    "https://lnkd.in/dAbCdEfG": (STORM, ("link",), 1),
    "https://lnkd.in/dHiJkLmN": (STORM, ("link",), 1),
    "https://goo.gl/AbCdEf": (STORM, (), 1),
    "https://gu.com/p/4abcd": ("https://www.domain-broker.example/gu-com?ref=parked", (), 1),
    "https://t.co/facebook01": (STORM, ("unwrapped",), 1),
    "https://fb.watch/aB3dE5fG7h/": ("https://www.facebook.com/watch/?v=900100200", ("login", "unwrapped"), 1),
    "https://kelby.us1.list-manage.com/track/click?u=a1b2&id=c3d4&e=e5f6": (STORM, (), 1),
    "https://substack.com/redirect/0d1e2f3a-1b2c-4d5e-8f90-a1b2c3d4e5f6?j=eyJ1IjoiYTEifQ": (STORM, (), 1),
    "pic.twitter.com/plainhttp1": (STORM, ("unwrapped",), 1),
}


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make everything that opens a socket fail, an event loop included."""

    def refuse(*_arguments: Any, **_options: Any) -> None:
        raise AssertionError("a socket was opened")

    for name in ("socket", "create_connection", "socketpair", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.usefixtures("no_sockets")
@pytest.mark.parametrize("url", OUTCOMES)
def test_every_outcome_from_its_recording(url: str) -> None:
    with embeds.Resolver(cassette=CASSETTES / "outcomes.jsonl") as resolver:
        found = resolver.expand(url)
    assert (found.outcome, found.url, len(found.hops)) == OUTCOMES[url]
    assert found.checked_at and found.checked_at.year == 2026
    assert (found.reason is None) == (found.outcome == "ok")


def test_the_recordings_hold_every_outcome() -> None:
    assert {outcome for outcome, _, _ in OUTCOMES.values()} == set(get_args(Outcome))


@pytest.mark.usefixtures("no_sockets")
@pytest.mark.parametrize("url", WAYS)
def test_every_way_of_saying_where_a_link_leads(url: str) -> None:
    with embeds.Resolver(cassette=CASSETTES / "shorteners.jsonl") as resolver:
        found = resolver.expand(url)
    assert (found.outcome, found.url, found.notes, len(found.hops)) == ("ok", WAYS[url][0], *WAYS[url][1:])
    assert found.target == found.url and found.hops[-1] != found.url


def test_asynchronous_and_in_order() -> None:
    async def run() -> list[embeds.Resolution]:
        async with embeds.AsyncResolver(cassette=CASSETTES / "shorteners.jsonl") as resolver:
            assert (await resolver.expand("https://t.co/plainhttp1")).url == STORM
            return [found async for found in resolver.expand_many(WAYS)]

    with embeds.Resolver(cassette=CASSETTES / "shorteners.jsonl") as resolver:
        assert asyncio.run(run()) == list(resolver.expand_many(WAYS))


def harbour(**options: Any) -> embeds.Article:
    article = embeds.clean(ARTICLE.read_text(encoding="utf-8"))
    with embeds.Resolver(cassette=CASSETTES / "harbour.jsonl", **options) as resolver:
        return resolver.resolve(article)


@pytest.mark.usefixtures("no_sockets")
def test_the_shipped_article_is_resolved_and_proven() -> None:
    article = harbour(verify=True)
    post = article.posts[0]
    assert (post.permalink, post.id) == (STATUS, "1499748374931308545")
    assert post.published_at == dt.datetime(2022, 3, 4, 14, 7, 31, 218_000, tzinfo=dt.UTC)
    assert (post.verification, post.conflicts, post.lang) == ("verified", (), "en")
    assert post.author == embeds.Author(
        name="Ellery Gazette", handle="ElleryGazette", url="https://twitter.com/ElleryGazette"
    )
    assert (
        post.links[0].resolved
        and post.links[0].resolved.canonical == "https://ellery-gazette.example/news/harbour-wall"
    )
    assert post.media[0].resolved and post.media[0].resolved.hops == ("https://t.co/h7RkW2nZcD",)
    assert article.prose == embeds.clean(article.source).prose
    assert {"picture-link", "oembed"} <= set(post.evidence)


def test_two_runs_give_the_same_bytes_and_json_leads_back() -> None:
    first, second = (harbour(verify=True).model_dump_json() for _ in range(2))
    assert first == second
    assert embeds.Article.model_validate_json(first) == harbour(verify=True)


def test_without_verify_nothing_is_said_of_it() -> None:
    post = harbour().posts[0]
    assert (post.permalink, post.verification) == (STATUS, None)


def test_a_miss_says_what_is_missing() -> None:
    file = CASSETTES / "harbour.jsonl"
    with embeds.Resolver(cassette=file) as resolver, pytest.raises(embeds.CassetteMiss) as error:
        resolver.expand("https://t.co/Qm3xT8vLpB")
    assert (error.value.method, error.value.url) == ("GET", "https://t.co/Qm3xT8vLpB")
    for part in ("GET https://t.co/Qm3xT8vLpB", str(file), "https://t.co/Qm3xT8vLpA"):
        assert part in str(error.value)


def test_a_replay_needs_no_package_of_the_network() -> None:
    import subprocess
    import sys

    code = (
        "import sys, embeds\n"
        f"with embeds.Resolver(cassette={str(CASSETTES / 'harbour.jsonl')!r}) as r:\n"
        "    assert r.expand('https://t.co/Qm3xT8vLpA').outcome == 'ok'\n"
        "heavy = {'httpx', 'httpcore', 'tenacity', 'bs4'} & set(sys.modules)\n"
        "sys.exit(f'{heavy} imported' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(
    "options",
    [
        {"mode": "replay"},
        {"mode": "record"},
        {"mode": "rewind", "cassette": "x.jsonl"},
        {"follow": "some"},
    ],
)
def test_options_that_do_not_go_together(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"mode|follow"):
        embeds.Resolver(**options)


def test_a_missing_recording_cannot_be_replayed(tmp_path: Path) -> None:
    with pytest.raises(embeds.CassetteError, match="No such file"):
        embeds.Resolver(cassette=tmp_path / "none.jsonl")


def test_every_recording_says_where_it_is_from() -> None:
    files = sorted(CASSETTES.glob("*.jsonl"))
    assert len(files) >= 4
    for file in files:
        first = json.loads(file.read_text(encoding="utf-8").splitlines()[0])
        assert first["cassette"] == 1 and first["note"].startswith("Written by hand from recorded behaviour")


def test_resolving_twice_changes_nothing() -> None:
    once = harbour(verify=True)
    with embeds.Resolver(cassette=CASSETTES / "harbour.jsonl", verify=True) as resolver:
        again = resolver.resolve(once)
    assert again.posts[0].permalink == once.posts[0].permalink
    assert again.posts[0].conflicts == once.posts[0].conflicts
    assert again == once
