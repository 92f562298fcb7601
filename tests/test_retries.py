"""Many links over a real socket: what fails is asked again, no host is asked too much, each link has an outcome."""

from __future__ import annotations

import asyncio
import datetime as dt
import email.utils
import itertools
import random
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import embeds
from embeds.resolver import cache, hosts, network, retry
from embeds.resolver.answers import Answer

from .loopback import Loopback, Reply, Request, World, http, moved, world
from .shortener import links, shortener, target

NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("trouble", [b"", http(429), http(503), http(500), b"nonsense\r\n\r\n"])
def test_what_passes_is_asked_again(trouble: bytes) -> None:
    replies = [trouble, trouble]
    with (
        Loopback(lambda request: replies.pop() if replies else moved(target(request))) as server,
        world(server),
        embeds.Resolver() as resolver,
    ):
        found = resolver.expand("https://t.co/a")
    assert (found.outcome, found.tries, len(server.requests)) == ("ok", 3, 3)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("reply", "outcome", "tries"),
    [
        (b"", "error", 4),
        (http(429), "rate_limited", 4),
        (http(503), "error", 4),
        (http(404), "dead", 1),
        (http(403), "error", 1),
        (http(451), "error", 1),
        (http(429, "Retry-After: 3600"), "rate_limited", 1),
        (http(503, "Retry-After: Wed, 21 Oct 2099 07:28:00 GMT"), "error", 1),
    ],
)
def test_how_often_is_asked(reply: bytes, outcome: str, tries: int) -> None:
    with Loopback(lambda _: reply) as server, world(server), embeds.Resolver() as resolver:
        found = resolver.expand("https://t.co/a")
    assert (found.outcome, found.tries, len(server.requests)) == (outcome, tries, tries)


def test_what_hangs_once_may_answer_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    async def hangs() -> AsyncIterator[bytes]:
        await asyncio.sleep(60)
        yield b""

    monkeypatch.setattr(network, "_LONGEST_TRY", 0.2)
    replies: list[Reply] = [hangs]
    with (
        Loopback(lambda request: replies.pop() if replies else moved(target(request))) as server,
        world(server),
        embeds.Resolver() as resolver,
    ):
        found = resolver.expand("https://t.co/a")
    assert (found.outcome, found.tries) == ("ok", 2)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        (email.utils.format_datetime(NOW + dt.timedelta(seconds=90), usegmt=True), 90.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("9" * 50, 999_999_999.0),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry.retry_after(Answer(NOW, 429, (("retry-after", value),))) == seconds


def test_a_host_that_asks_for_a_long_pause_is_left_alone() -> None:
    with (
        Loopback(lambda _: http(429, "Retry-After: 3600")) as server,
        world(server),
        embeds.Resolver(limits=embeds.Limits(per_host=1)) as resolver,
    ):
        found = list(resolver.expand_many(links(20)))
    assert {one.outcome for one in found} == {"rate_limited"}
    assert len(server.requests) == 1


@pytest.mark.usefixtures("at_once")
def test_a_host_that_keeps_failing_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "_TROUBLE", 0.0)
    replies: list[Reply] = [b""] * 40
    with (
        Loopback(lambda request: replies.pop() if replies else moved(target(request))) as server,
        world(server),
        embeds.Resolver(limits=embeds.Limits(per_host=1)) as resolver,
    ):
        found = list(resolver.expand_many(links(20)))
        assert len(server.requests) == 10
        assert {one.outcome for one in found} == {"error"}
        assert found[-1].reason and "left alone" in found[-1].reason and found[-1].tries == 0
        replies.clear()
        assert resolver.expand(links(20)[-1]).outcome == "error"
        monkeypatch.setattr(hosts, "monotonic", lambda: 10.0**9)  # a minute later
        assert resolver.expand(links(20)[-1]).outcome == "ok"  # no failure is kept for links that were not asked


@pytest.mark.usefixtures("at_once")
def test_a_line_that_drops_for_a_moment_costs_no_link() -> None:
    replies: list[Reply] = [b""] * 60
    with (
        Loopback(lambda request: replies.pop() if replies else moved(target(request))) as server,
        world(server),
        embeds.Resolver(limits=embeds.Limits(per_host=30)) as resolver,
    ):
        assert {found.outcome for found in resolver.expand_many(links(200))} == {"ok"}
    assert len(server.requests) == 260


def test_requests_to_one_host_keep_their_distance() -> None:
    with shortener() as server, embeds.Resolver(limits=embeds.Limits(interval=0.05)) as resolver:
        times = []
        server.answer = lambda request: times.append(asyncio.get_running_loop().time()) or moved(target(request))  # type: ignore[func-returns-value]
        list(resolver.expand_many(links(5)))
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert min(gaps) > 0.02


@pytest.mark.parametrize("per_host", [1, 7])
def test_no_more_connections_than_set(per_host: int) -> None:
    with shortener(delay=0.002) as server, embeds.Resolver(limits=embeds.Limits(per_host=per_host)) as resolver:
        found = list(resolver.expand_many(links(100)))
    assert [one.url for one in found] == [f"https://ellery.example/{n:010}" for n in range(100)]
    assert server.peak == per_host


def test_no_more_connections_in_all_than_set() -> None:
    urls = [f"https://{host}/{n}" for n in range(20) for host in ("t.co", "bit.ly", "is.gd", "ow.ly")]
    with shortener(delay=0.002), embeds.Resolver(limits=embeds.Limits(concurrency=6)) as resolver:
        assert {found.outcome for found in resolver.expand_many(urls)} == {"ok"}
        assert World.peak == 6
    assert World.open == 0


def test_both_schemes_of_a_host_are_counted_together() -> None:
    urls = [f"{scheme}://t.co/{n}" for n in range(40) for scheme in ("http", "https")]
    with shortener(delay=0.002), embeds.Resolver(limits=embeds.Limits(per_host=4)) as resolver:
        assert {found.outcome for found in resolver.expand_many(urls)} == {"ok"}
        assert World.peak == 4


def test_each_address_is_asked_once() -> None:
    with shortener() as server, embeds.Resolver() as resolver:
        found = list(
            resolver.expand_many(links(10) * 5 + ["https://t.co/0000000003#part", "pic.twitter.com/0000000003"])
        )
        assert resolver.expand(links(1)[0]) == found[0]
    assert len(server.requests) == 10
    assert len(found) == 52


def test_a_list_without_end_is_read_as_it_is_used() -> None:
    def forever() -> Iterator[str]:
        for number in range(10**9):
            taken.append(number)
            yield f"https://t.co/{number:010}"

    taken: list[int] = []
    with shortener(), embeds.Resolver(limits=embeds.Limits(concurrency=2)) as resolver:
        results = resolver.expand_many(forever())
        assert [next(results).outcome for _ in range(20)] == ["ok"] * 20
        results.close()  # type: ignore[attr-defined]
    assert len(taken) < 100


@pytest.mark.slow
def test_many_links_with_faults_all_have_an_outcome(tmp_path: Path) -> None:
    """5 % of 1,000 links fail (bench/resolver.py: of 10,000); later only what may have changed is asked again."""

    async def slow() -> AsyncIterator[bytes]:
        await asyncio.sleep(60)
        yield b""

    chance = random.Random(7)  # noqa: S311 - dice
    twice = http(301, "Location: https://a.example/", "Location: https://b.example/")
    faults: list[Reply] = [b"", http(429), http(503), slow, b"HTTP/1.1 nonsense\r\n\r\n", twice]

    def answer(request: Request) -> Reply:
        return chance.choice(faults) if faults and chance.random() < 0.05 else moved(target(request))

    def run() -> tuple[list[embeds.Resolution], list[str]]:
        server.requests.clear()
        with embeds.Resolver(cache=tmp_path / "cache.db") as resolver:
            found = list(resolver.expand_many(links(1000)))
        return found, [f"https://t.co{request.target}" for request in server.requests]

    with Loopback(answer) as server, world(server), pytest.MonkeyPatch.context() as patch:
        patch.setattr(retry, "_backoff", lambda _state: 0.0)
        patch.setattr(network, "_LONGEST_TRY", 2.0)
        found, _ = run()
        assert [one.hops[0] for one in found] == links(1000)
        failed = [one.hops[0] for one in found if one.outcome != "ok"]
        assert 0 < len(failed) < 50  # answers with two Locations, which are not tried again
        assert all(one.reason for one in found if one.outcome != "ok")
        assert run() == (found, [])
        faults.clear()
        patch.setattr(cache, "_FAILED", dt.timedelta(microseconds=1))  # an hour later
        found, asked = run()
        assert sorted(asked) == failed
        assert {one.outcome for one in found} == {"ok"}


# Recordings
