"""Answers that are too large, too slow, broken or not HTTP have an outcome, which plain httpx does not give them."""

from __future__ import annotations

import asyncio
import functools
import zlib
from collections.abc import AsyncIterator, Callable

import httpx
import pytest

import embeds
from embeds.resolver import guard, network

from .attacked import at_once, expand, expand_each, home, naive, page
from .loopback import Loopback, Reply, Request, World, http, world

__all__ = ["at_once", "expand", "expand_each", "naive", "page"]  # fixtures
pytestmark = pytest.mark.filterwarnings("ignore:allow_private")


def endless(
    first: bytes, more: bytes, times: int = 10**9, pause: float = 0.0, last: bytes = b""
) -> Callable[[], AsyncIterator[bytes]]:
    async def chunks() -> AsyncIterator[bytes]:
        yield first
        for _ in range(times):
            yield more
            if pause:
                await asyncio.sleep(pause)
        yield last

    return chunks


OK = b"HTTP/1.1 200 OK\r\n"
BIG = endless(OK + b"Content-Length: 20000000\r\n\r\n", b"x" * 20_000, 1000)
BIG_REDIRECT = endless(
    b"HTTP/1.1 301 M\r\nLocation: https://ellery.example/a\r\nContent-Length: 20000000\r\n\r\n", b"x" * 20_000, 1000
)
BOMB = zlib.compressobj(9, wbits=31)
BOMB_BYTES = BOMB.compress(b"\0" * 5_000_000) + BOMB.flush()

ANSWERS: dict[str, tuple[Reply, str]] = {
    "two different Locations": (http(301, "Location: https://a.example/", "Location: https://b.example/"), "error"),
    "no Location": (http(302), "unresolved"),
    "a control character": (http(301, "Location: https://ellery.example/\x01"), "error"),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.6\r\n", "error"),
    "half an answer": (b"HTTP/1.1 301 Moved\r\nLoca", "error"),
    "a length that is none": (OK + b"Content-Length: -5\r\n\r\n", "error"),
    "a reset": (b"", "error"),
    "slow headers": (endless(OK, b"X-A: b\r\n", pause=0.1), "timeout"),
    "slow body": (endless(OK + b"Content-Type: text/html\r\n\r\n", b"x", pause=0.1), "timeout"),
    "20 MB": (BIG, "too_large"),
    "20 MB behind a redirect": (BIG_REDIRECT, "ok"),
    "a bomb": (http(200, "Content-Encoding: gzip", body=BOMB_BYTES), "too_large"),
    "a bomb behind a redirect": (
        http(301, "Location: https://ellery.example/a", "Content-Encoding: gzip", body=BOMB_BYTES),
        "ok",
    ),
    "an encoding nobody asked for": (http(200, "Content-Encoding: br", body=b"\x0b\x02\x80hi\x03"), "error"),
    "no gzip": (http(200, "Content-Encoding: gzip", body=b"hello"), "error"),
    "10,000 headers": (http(200, *(f"X-{n}: 1" for n in range(10_000))), "too_large"),
    "1,000 headers": (http(200, *(f"X-{n}: 1" for n in range(1000))), "too_large"),
    "20,000 interim answers": (b"HTTP/1.1 103 Early Hints\r\n\r\n" * 20_000 + http(200), "too_large"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers(name: str, expand: Callable[..., embeds.Resolution]) -> None:
    reply, outcome = ANSWERS[name]
    with Loopback(lambda _: reply) as server, world(server):
        found = expand("https://t.co/a1B2c3D4e5", timeout=0.7 if outcome == "timeout" else 60)
    assert found.outcome == outcome, found
    assert found.hops == ("https://t.co/a1B2c3D4e5",)
    assert World.received <= guard.RAW_LIMIT + 64 * 1024  # the last read may go over the limit


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("20 MB", 20_000_000),
        ("20 MB behind a redirect", 20_000_000),
        ("a bomb", 5_000_000),
        ("a bomb behind a redirect", 5_000_000),
        ("20,000 interim answers", 0),
    ],
)
def test_answers_that_httpx_reads_whole(name: str, size: int, naive: Callable[..., httpx.Response]) -> None:
    with Loopback(lambda _: ANSWERS[name][0]) as server:
        assert len(naive(home(server), follow_redirects=False, timeout=60).content) == size


@pytest.mark.parametrize(("name", "count"), [("10,000 headers", 10_000), ("1,000 headers", 1000)])
def test_headers_that_httpx_reads_all(name: str, count: int, naive: Callable[..., httpx.Response]) -> None:
    with Loopback(lambda _: ANSWERS[name][0]) as server:
        assert len(naive(home(server), timeout=60).headers) > count


@pytest.mark.parametrize(
    "name", ["a control character", "no HTTP", "half an answer", "a length that is none", "a reset", "no gzip"]
)
def test_answers_that_end_httpx_with_an_exception(name: str, naive: Callable[..., httpx.Response]) -> None:
    with Loopback(lambda _: ANSWERS[name][0]) as server, pytest.raises(httpx.HTTPError):
        naive(home(server))


@pytest.mark.parametrize("name", [name for name, (_, outcome) in ANSWERS.items() if outcome == "too_large"])
def test_answers_that_are_too_large_get_through_without_limits(
    name: str, monkeypatch: pytest.MonkeyPatch, expand: Callable[..., embeds.Resolution]
) -> None:
    for module, limit in ((guard, "RAW_LIMIT"), (network, "BODY_LIMIT"), (network, "_MOST_HEADERS")):
        monkeypatch.setattr(module, limit, 10**9)
    monkeypatch.setattr(network, "_LONGEST_TRY", 60.0)
    with Loopback(lambda _: ANSWERS[name][0]) as server, world(server):
        assert expand("https://t.co/a1B2c3D4e5", timeout=60).outcome == "unresolved"


@pytest.mark.parametrize(
    "reply",
    [
        endless(OK, b"X-A: b\r\n", 15, 0.1, b"Content-Length: 0\r\n\r\n"),
        endless(OK + b"Content-Length: 15\r\n\r\n", b"x", 15, 0.1),
    ],
    ids=["slow headers", "slow body"],
)
def test_slow_answers_outlast_the_timeout_of_httpx(reply: Reply, naive: Callable[..., httpx.Response]) -> None:
    """Each answer takes a second and a half, and each byte of it less than one."""
    with Loopback(lambda _: reply) as server:
        assert naive(home(server), timeout=1.0).status_code == 200


def test_answers_that_httpx_takes_for_good(naive: Callable[..., httpx.Response]) -> None:
    for name, location in (
        ("two different Locations", "https://a.example/, https://b.example/"),
        ("no Location", None),
    ):
        with Loopback(functools.partial(given, ANSWERS[name][0])) as server:
            response = naive(home(server), follow_redirects=False)
            assert response.headers.get("location") == location
    assert response.is_success is False and response.has_redirect_location is False  # yet `get` returns it


def test_an_encoding_nobody_asked_for_is_read_as_it_is_without_the_guard(
    monkeypatch: pytest.MonkeyPatch, expand: Callable[..., embeds.Resolution], naive: Callable[..., httpx.Response]
) -> None:
    """httpx passes on what it cannot decode, and decodes without being asked what it can."""
    for name in ("an encoding nobody asked for", "a bomb"):
        with Loopback(functools.partial(given, ANSWERS[name][0])) as server:
            assert naive(home(server), headers={"Accept-Encoding": "identity"}).status_code == 200
    monkeypatch.setattr(network, "_inflater", lambda _encoding: lambda data, size: data[:size])
    with Loopback(lambda _: ANSWERS["an encoding nobody asked for"][0]) as server, world(server):
        assert expand("https://t.co/a1B2c3D4e5").outcome == "unresolved"


def given(reply: Reply, _request: Request) -> Reply:
    return reply


def test_a_location_that_is_not_ascii_is_read_as_utf_8(expand: Callable[..., embeds.Resolution]) -> None:
    for encoding in ("utf-8", "latin-1"):
        reply = http(301, f"Location: {HAFEN.encode(encoding).decode('latin-1')}", "X-A: \xe4")
        with Loopback(functools.partial(given, reply)) as server, world(server):
            assert expand("https://t.co/a1B2c3D4e5").url == "https://ellery.example/h%C3%A4fen"


HAFEN = "https://ellery.example/h\u00e4fen"


def test_a_location_that_httpx_encodes_twice(naive: Callable[..., httpx.Response]) -> None:
    """How httpx decodes this header depends on any other header."""
    reply = http(301, "Location: /h\u00c3\u00a4fen", "X-A: \xe4")
    with Loopback(lambda request: reply if request.target == "/" else http(200)) as server:
        assert naive(home(server)).url.path == "/h\u00c3\u00a4fen"
