"""Names for which no name server answers end at their deadline and hold up no others, sync and async."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import embeds
from embeds.resolver import lookups, network

from .loopback import PUBLIC, Loopback, moved, world

DEAD = [f"https://dead-{number}.example/" for number in range(50)]
ALIVE = [f"https://alive-{number}.example/" for number in range(5)]


class Names:
    """A name server that does not answer for dead names until it is released, and counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.released = threading.Event()
        self._real = socket.getaddrinfo

    def __call__(self, host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if not str(name).endswith(".example"):
            return self._real(host, port, *arguments, **options)
        self.asked.append(name)
        if name.startswith("dead"):
            self.released.wait(60)
            raise socket.gaierror("nobody knows it")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PUBLIC, port))]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[Names]:
    server = Names()
    monkeypatch.setattr(socket, "getaddrinfo", server)
    yield server
    server.released.set()


def sync(urls: list[str], **options: Any) -> list[embeds.Resolution]:
    with embeds.Resolver(follow="all", **options) as resolver:
        return list(resolver.expand_many(urls))


def asynchronous(urls: list[str], **options: Any) -> list[embeds.Resolution]:
    async def run() -> list[embeds.Resolution]:
        async with embeds.AsyncResolver(follow="all", **options) as resolver:
            return [found async for found in resolver.expand_many(urls)]

    return asyncio.run(run())


@pytest.mark.parametrize("expand", [sync, asynchronous])
def test_dead_names_hold_up_nobody(expand: Any, names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are more than asyncio has threads for, and the resolver is closed while they are still looked up."""
    monkeypatch.setattr(network, "_LONGEST_TRY", 0.5)
    with Loopback(lambda _: b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n") as server, world(server, looks_up=True):
        found = expand([*DEAD, *ALIVE], timeout=1.0)
    assert [one.outcome for one in found] == ["timeout"] * len(DEAD) + ["ok"] * len(ALIVE)
    assert not names.released.is_set()
    dead = [name for name in names.asked if name.startswith("dead")]
    assert sorted(dead) == sorted(url.split("/")[2] for url in DEAD)  # tries and links share a lookup under way


def test_a_name_that_there_is_not_is_an_error(names: Names) -> None:
    names.released.set()
    found = sync(DEAD[:1], timeout=3.0)[0]
    assert found.outcome == "error" and found.reason and "dead-0.example has no address" in found.reason


def test_more_names_than_may_be_looked_up_at_once(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "MOST", 2)

    async def run() -> list[BaseException | list[str]]:
        looking = lookups.Lookups()
        first = [asyncio.ensure_future(looking.addresses(f"dead-{n}.example", 80)) for n in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(OSError, match="2 other names"):
            await looking.addresses("alive.example", 80)
        names.released.set()
        ends = await asyncio.gather(*first, return_exceptions=True)
        assert await looking.addresses("alive.example", 80) == [PUBLIC]
        return ends

    assert [str(end) for end in asyncio.run(run())] == ["nobody knows it"] * 2


ENDS = """
import socket, sys, threading
import embeds
real = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: threading.Event().wait() if "dead" in str(host) else real(host, *rest)
resolver = embeds.Resolver(follow="all", timeout=0.2)
assert resolver.expand("https://dead.example/").outcome == "timeout"
if sys.argv[1] == "closed":
    resolver.close()
"""


@pytest.mark.parametrize("how", ["closed", "left open"])
def test_a_program_ends_while_a_name_is_looked_up(how: str) -> None:
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", ENDS, how], timeout=60, cwd=root, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_links_to_one_dead_host_take_one_thread(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_LONGEST_TRY", 0.3)
    with Loopback(lambda _: moved("https://ellery.example/")) as server, world(server, looks_up=True):
        found = sync([f"https://dead-0.example/{number}" for number in range(30)], timeout=0.5)
    assert {one.outcome for one in found} == {"timeout"}
    assert names.asked == ["dead-0.example"]
