"""Resolvers as users use them: with threads, event loops, forks and generators, before and after closing."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import embeds

from .loopback import Loopback, http, world
from .shortener import links, shortener
from .test_resolver import ROOT

OFFLINE = {"cassette": ROOT / "cassettes" / "outcomes.jsonl"}


def test_a_resolver_works_where_a_loop_runs_and_can_be_closed_twice() -> None:
    async def run() -> str:
        with embeds.Resolver() as resolver:
            found = resolver.expand("https://t.co/a").outcome
        resolver.close()
        return found

    with shortener():
        assert asyncio.run(run()) == "ok"
    for options in ({}, OFFLINE):
        resolver = embeds.Resolver(**options)  # type: ignore[arg-type]
        resolver.close()
        with pytest.raises(RuntimeError, match="closed"):
            resolver.expand("https://t.co/okokokok01")


@pytest.mark.parametrize("options", [{}, OFFLINE], ids=["online", "offline"])
def test_a_closed_asynchronous_resolver_says_so(options: dict[str, Any]) -> None:
    async def run() -> None:
        async with embeds.AsyncResolver(**options) as resolver:
            assert (await resolver.expand("https://t.co/okokokok01")).outcome == "ok"
        await resolver.close()
        with pytest.raises(RuntimeError, match="closed"):
            await resolver.expand("https://t.co/okokokok01")

    with shortener():
        asyncio.run(run())


def test_an_asynchronous_resolver_belongs_to_one_loop() -> None:
    async def ask() -> str:
        return (await resolver.expand("https://t.co/a")).outcome

    async def use_and_close() -> None:
        try:
            await ask()
            with pytest.raises(RuntimeError, match="another event loop"):
                await asyncio.to_thread(asyncio.run, resolver.expand("https://t.co/b"))
        finally:
            await resolver.close()

    resolver = embeds.AsyncResolver()
    with shortener():
        asyncio.run(use_and_close())


def test_a_forgotten_resolver_leaves_no_thread() -> None:
    before = threading.active_count()
    with shortener():
        embeds.Resolver().expand("https://t.co/a")
    assert threading.active_count() == before


def test_many_threads_share_a_resolver() -> None:
    before = threading.active_count()
    with (
        shortener() as server,
        embeds.Resolver(limits=embeds.Limits(per_host=3)) as resolver,
        ThreadPoolExecutor(20) as threads,
    ):
        found = list(threads.map(resolver.expand, links(100) * 2))
        assert {one.outcome for one in found} == {"ok"}
        assert threading.active_count() == before + 20 + 2  # the users', the server's and the resolver's
    assert len(server.requests) == 100
    assert server.peak <= 3


def test_links_are_taken_in_the_thread_of_whoever_asks() -> None:
    """A cursor of SQLite may not be used in another thread; and the iterable may use the resolver itself."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE links (url TEXT)")
    database.executemany("INSERT INTO links VALUES (?)", [(url,) for url in links(300)])
    with shortener() as server, embeds.Resolver(limits=embeds.Limits(concurrency=2)) as resolver:
        found = list(resolver.expand_many(url for (url,) in database.execute("SELECT url FROM links")))
        assert [one.hops for one in found] == [(url,) for url in links(300)]
        again = list(resolver.expand_many(resolver.expand(url).hops[0] for url in links(300)))
        assert (again, len(server.requests)) == (found, 300)
    database.close()


def test_what_a_list_raises_comes_out() -> None:
    def broken() -> Iterator[str]:
        yield from links(20)
        raise LookupError("the file ends here")

    with (
        shortener(),
        embeds.Resolver(limits=embeds.Limits(concurrency=2)) as resolver,
        pytest.raises(LookupError, match="ends here"),
    ):
        list(resolver.expand_many(broken()))


@pytest.mark.parametrize("order", ["closed first", "dropped first"])
def test_a_list_that_is_not_read_to_its_end(order: str) -> None:
    with shortener(delay=0.01):
        before = threading.active_count()
        resolver = embeds.Resolver()
        results = resolver.expand_many(links(200))
        assert next(results).outcome == "ok"
        if order == "closed first":
            resolver.close()
        del results
        gc.collect()
        resolver.close()
        assert threading.active_count() == before


def test_asynchronous_lists_and_early_ends() -> None:
    async def slowly() -> AsyncIterator[str]:
        for url in links(50):
            await asyncio.sleep(0)
            yield url

    async def run() -> None:
        async with embeds.AsyncResolver(limits=embeds.Limits(concurrency=2)) as resolver:
            assert [found.hops[0] async for found in resolver.expand_many(slowly())] == links(50)
            results = resolver.expand_many(links(100))
            assert (await anext(results)).outcome == "ok"
            await results.aclose()  # type: ignore[attr-defined]
        assert len(asyncio.all_tasks()) == 1

    with shortener():
        asyncio.run(run())


def test_a_wait_that_is_given_up_leaves_the_resolver_usable() -> None:
    def answer(request: Any) -> bytes:
        held.wait(5)
        return http(301, f"Location: https://ellery.example{request.target}")

    async def run() -> str:
        async with embeds.AsyncResolver() as resolver:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(resolver.expand("https://t.co/a"), 0.1)
            held.set()
            return (await resolver.expand("https://t.co/a")).url

    held = threading.Event()
    with Loopback(answer) as server, world(server):
        assert asyncio.run(run()) == "https://ellery.example/a"
    assert len(server.requests) == 1


FORKED = """
import os, sys, embeds
from tests.shortener import shortener
with shortener():
    resolver, replay = embeds.Resolver(), embeds.Resolver(cassette=sys.argv[1])
    assert resolver.expand("https://t.co/a").outcome == "ok"
    child = os.fork()
    if child == 0:
        try:
            resolver.expand("https://t.co/b")
        except RuntimeError as err:
            assert "forked" in str(err)
            assert next(replay.expand_many(["https://t.co/okokokok01"])).outcome == "ok"
            resolver.close()
            sys.exit(7)
    assert os.waitpid(child, 0)[1] >> 8 == 7
    assert resolver.expand("https://t.co/b").outcome == "ok"
    resolver.close()
"""


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="this system does not fork")
def test_a_fork_is_told_what_it_lacks() -> None:
    command = [sys.executable, "-c", FORKED, str(OFFLINE["cassette"])]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("link", [None, b"https://t.co/a", 5, ["https://t.co/a"]])
def test_what_is_no_text_is_named(link: Any) -> None:
    with embeds.Resolver() as resolver:
        for ask in (resolver.expand, lambda link: list(resolver.expand_many([link]))):
            with pytest.raises(TypeError, match=f"a link is a str, not {type(link).__name__}"):
                ask(link)


@pytest.mark.parametrize(
    "options",
    [{"concurrency": 0}, {"per_host": 0}, {"interval": -1}],
    ids=lambda option: next(iter(option)),
)
def test_limits_that_would_never_ask(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(options))}={next(iter(options.values()))}"):
        embeds.Limits(**options)


def test_a_chain_has_some_time() -> None:
    with pytest.raises(ValueError, match="timeout"):
        embeds.Resolver(timeout=0)
