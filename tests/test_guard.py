"""Every attack that an address in an article can be: refused by an outcome, sync and async, and seen to work elsewhere.

Each attack has its control, sync and async as well: what happens with the guard switched off, or to httpx as it comes
(`naive`), shows that the attack is one.
"""

from __future__ import annotations

import asyncio
import functools
import ipaddress
import shutil
import socket
import ssl
import subprocess
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest

import embeds
from embeds.resolver import address, answers, guard, ips, network, retry, transport

from .loopback import PUBLIC, Loopback, Reply, Request, Wire, World, http, moved, world

pytestmark = pytest.mark.filterwarnings("ignore:allow_private")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries without a pause."""
    monkeypatch.setattr(retry, "_backoff", lambda _state: 0.0)


@pytest.fixture(params=["sync", "async"])
def expand_each(request: pytest.FixtureRequest) -> Callable[..., list[embeds.Resolution]]:
    return with_resolver if request.param == "sync" else with_async_resolver


@pytest.fixture
def expand(expand_each: Callable[..., list[embeds.Resolution]]) -> Callable[..., embeds.Resolution]:
    return lambda url, **options: expand_each(url, **options)[0]


def with_resolver(*urls: str, **options: Any) -> list[embeds.Resolution]:
    with embeds.Resolver(**options) as resolver:
        return [resolver.expand(url) for url in urls]


def with_async_resolver(*urls: str, **options: Any) -> list[embeds.Resolution]:
    async def run() -> list[embeds.Resolution]:
        async with embeds.AsyncResolver(**options) as resolver:
            return [await resolver.expand(url) for url in urls]

    return asyncio.run(run())


@pytest.fixture(params=["sync", "async"])
def naive(request: pytest.FixtureRequest) -> Callable[..., httpx.Response]:
    """httpx as it comes: a client of its own for one address."""
    return naively if request.param == "sync" else naively_async


def naively(url: str, **options: Any) -> httpx.Response:
    with httpx.Client(**{"follow_redirects": True, "trust_env": False} | options) as client:
        return client.get(url)


def naively_async(url: str, **options: Any) -> httpx.Response:
    async def run() -> httpx.Response:
        async with httpx.AsyncClient(**{"follow_redirects": True, "trust_env": False} | options) as client:
            return await client.get(url)

    return asyncio.run(run())


def home(server: Loopback) -> str:
    return f"http://127.0.0.1:{server.port}/"


@pytest.fixture
def page() -> Iterator[Loopback]:
    with Loopback(lambda _: http(200, body=b"the inside of a network")) as server:
        yield server


SPELLINGS = [
    *("127.0.0.1", "127.255.0.9", "0.0.0.1", "0", "2130706433", "0x7f000001", "127.1", "0177.0.0.1", "127。0。0。1"),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "localhost", "LOCALHOST.", "printer.local", "%31%32%37.0.0.1"),
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_spellings_of_this_machine(host: str, page: Loopback, expand: Callable[..., embeds.Resolution]) -> None:
    found = expand(f"http://{host}:{page.port}/", follow="all")
    assert found.outcome == ("error" if "%" in host else "blocked")
    assert page.requests == []


NAMES = {"printer.local": ["10.0.0.9"], "localhost": ["127.0.0.1"]}  # what a system says to these differs


@pytest.mark.parametrize("host", [host for host in SPELLINGS if host not in ("0177.0.0.1", "%31%32%37.0.0.1")])
def test_spellings_of_this_machine_get_through_without_the_guard(
    host: str, page: Loopback, expand: Callable[..., embeds.Resolution]
) -> None:
    with world(page, NAMES, looks_up=host.lower().rstrip(".") not in NAMES) as connected:
        assert expand(f"http://{host}/", follow="all", allow_private=True).outcome == "ok"
        assert connected.connected
        assert not any(ips.is_public(ipaddress.ip_address(ip)) for ip in connected.connected)
    assert len(page.requests) == 1


@pytest.mark.parametrize("host", ["0177.0.0.1", "%31%32%37.0.0.1"])
def test_spellings_that_httpx_takes_for_no_host(
    host: str, page: Loopback, naive: Callable[..., httpx.Response]
) -> None:
    """The two that need no guard; browsers understand both."""
    with pytest.raises((httpx.InvalidURL, httpx.ConnectError)):
        naive(f"http://{host}:{page.port}/")


PRIVATE = [
    *("127.0.0.1", "169.254.169.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"),
    *("198.18.0.1", "198.19.255.255", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
    *("192.0.0.8", "192.0.2.1", "198.51.100.1", "203.0.113.1", "0.0.0.1", "0.1.2.3", "::", "::1", "::127.0.0.1"),
    *("fc00::1", "fdff::1", "fe80::1", "ff02::1", "64:ff9b::a00:1", "64:ff9b::808:808", "64:ff9b:1::1", "2002:a00:1::"),
    *("2001::1", "2001:0:7f00:1::", "fec0::1", "3fff::1", "5f00::1", "2001:db8::1", "100::1", "::ffff:10.0.0.1"),
]


@pytest.mark.parametrize("ip", PRIVATE)
def test_private_addresses_are_blocked(
    ip: str, page: Loopback, expand_each: Callable[..., list[embeds.Resolution]]
) -> None:
    """As a literal, behind a name, and as one of several answers for a name."""
    literal = f"[{ip}]" if ":" in ip else ip
    names = {"inside.example": [ip], "mixed.example": [PUBLIC, ip]}
    with world(page, names):
        for found in expand_each(*(f"http://{host}/" for host in (literal, *names)), follow="all"):
            assert (found.outcome, found.status) == ("blocked", None), found
            assert found.reason and "private" in found.reason
    assert page.requests == []


@pytest.mark.parametrize("ip", PRIVATE)
def test_private_addresses_get_through_without_the_guard(
    ip: str, page: Loopback, expand_each: Callable[..., list[embeds.Resolution]]
) -> None:
    literal = f"[{ip}]" if ":" in ip else ip
    names = {"inside.example": [ip], "mixed.example": [ip, PUBLIC]}
    with world(page, names | {ip: [ip]}) as connected:
        found = expand_each(*(f"http://{host}/" for host in (literal, *names)), follow="all", allow_private=True)
        assert ([one.outcome for one in found], connected.connected) == (["ok"] * 3, [ip] * 3)


@pytest.mark.parametrize("ip", [PUBLIC, "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1", "2a00:1450::1"])
def test_public_addresses_are_connected_to(ip: str, page: Loopback, expand: Callable[..., embeds.Resolution]) -> None:
    with world(page, {"outside.example": [ip]}) as connected:
        assert expand("http://outside.example/", follow="all").outcome == "ok"
        assert connected.connected == [ip]


def test_is_global_alone_would_let_these_through() -> None:
    """Why there is a list of our own."""
    fooled = [ip for ip in PRIVATE if ipaddress.ip_address(ip).is_global]
    assert len(fooled) >= 8
    assert not any(ips.is_public(ipaddress.ip_address(ip)) for ip in PRIVATE)


def rebinding(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A name server whose first answer is public and whose second is this machine; gives the answers so far."""
    real = socket.getaddrinfo
    answers: list[str] = []

    def lying(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        if host not in ("rebind.example", b"rebind.example"):
            return real(host, port, *arguments, **options)
        answers.append("127.0.0.1" if answers else PUBLIC)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[-1], port))]

    monkeypatch.setattr(socket, "getaddrinfo", lying)
    return answers


def test_rebinding(page: Loopback, monkeypatch: pytest.MonkeyPatch, expand: Callable[..., embeds.Resolution]) -> None:
    answers = rebinding(monkeypatch)
    with world(page, looks_up=True) as connected:
        assert expand("http://rebind.example/", follow="all").outcome == "ok"
    assert (answers, connected.connected) == ([PUBLIC], [PUBLIC])


def test_rebinding_fools_whoever_checks_and_then_connects(
    page: Loopback, monkeypatch: pytest.MonkeyPatch, naive: Callable[..., httpx.Response]
) -> None:
    answers = rebinding(monkeypatch)
    checked = socket.getaddrinfo("rebind.example", page.port)[0][4][0]
    assert ips.is_public(ipaddress.ip_address(checked))
    assert naive(f"http://rebind.example:{page.port}/").text == "the inside of a network"
    assert answers == [PUBLIC, "127.0.0.1"]


class Elsewhere(World):
    """Connections that end up inside."""

    async def connect_tcp(self, host: str, port: int, *rest: Any, **more: Any) -> httpcore.AsyncNetworkStream:
        return Wire(await super().connect_tcp(host, port, *rest, **more), ("10.0.0.7", port))


def test_the_peer_is_checked_too(page: Loopback, expand: Callable[..., embeds.Resolution]) -> None:
    with world(page, wires=Elsewhere):
        found = expand("http://outside.example/", follow="all")
        assert found.outcome == "blocked" and found.reason and "10.0.0.7" in found.reason
        assert page.requests == []
        assert expand("http://outside.example/", follow="all", allow_private=True).outcome == "ok"


TARGETS = {
    "another machine of the network": ("http://169.254.169.254/latest/meta-data", "blocked"),
    "this machine": ("http://127.0.0.1/", "blocked"),
    "a name inside": ("http://inside.example/", "blocked"),
    "another port": ("http://outside.example:6379/", "blocked"),
    "a file": ("file:///etc/passwd", "blocked"),
    "gopher": ("gopher://outside.example/", "blocked"),
    "ftp": ("ftp://outside.example/", "blocked"),
    "data": ("data:text/html,hello", "blocked"),
    "a script": ("javascript:alert(1)", "blocked"),
    "a web socket": ("ws://outside.example/", "blocked"),
    "mail": ("mailto:mara@ellery.example", "blocked"),
    "a port that is none": ("http://outside.example:99999/", "error"),
    "a label over 63": (f"http://{'a' * 64}.example/", "error"),
    "a backslash": ("http://outside.example\\@127.0.0.1/", "error"),
    "60 kB": ("http://outside.example/" + "a" * 60_000, "blocked"),
    "nothing": ("", "unresolved"),
}


@pytest.mark.parametrize("name", TARGETS)
def test_redirects(name: str, expand: Callable[..., embeds.Resolution]) -> None:
    """Refused at the hop that leads there, and nothing more is asked."""
    target, outcome = TARGETS[name]
    with Loopback(lambda _: moved(target)) as server, world(server, {"inside.example": ["10.0.0.1"]}):
        found = expand("https://t.co/a1B2c3D4e5", follow="all")
    assert found.outcome == outcome, found
    assert found.reason
    assert [request.host for request in server.requests] == ["t.co"]
    assert found.hops[0] == "https://t.co/a1B2c3D4e5"


def test_an_address_of_100_kb_is_not_asked(
    page: Loopback, expand: Callable[..., embeds.Resolution], naive: Callable[..., httpx.Response]
) -> None:
    with world(page):
        assert expand("http://outside.example/" + "a" * 100_000, follow="all").outcome == "blocked"
    with pytest.raises(httpx.InvalidURL):
        naive(home(page) + "a" * 100_000)
    assert page.requests == []


def test_long_addresses_are_asked_without_the_limit(
    monkeypatch: pytest.MonkeyPatch, expand: Callable[..., embeds.Resolution]
) -> None:
    monkeypatch.setattr(address, "LONGEST", 10**9)
    target = TARGETS["60 kB"][0]
    with Loopback(lambda request: moved(target) if request.host == "t.co" else http(200)) as server, world(server):
        assert expand("https://t.co/a1B2c3D4e5", follow="all").url == target


@pytest.mark.parametrize("name", list(TARGETS)[:4])
def test_redirects_into_a_network_are_followed_without_the_guard(
    name: str, expand: Callable[..., embeds.Resolution]
) -> None:
    target = TARGETS[name][0]

    def answer(request: Request) -> bytes:
        return moved(target) if request.host == "t.co" else http(200)

    with Loopback(answer) as server, world(server, {"inside.example": ["10.0.0.1"]}):
        found = expand("https://t.co/a1B2c3D4e5", follow="all", allow_private=True)
    assert (found.outcome, found.url) == ("ok", target)
    assert [request.host for request in server.requests] == ["t.co", target.split("/")[2]]


@pytest.mark.parametrize("name", [*list(TARGETS)[4:-2], "nothing"])
def test_redirects_that_end_httpx_with_one_of_its_many_exceptions(
    name: str, naive: Callable[..., httpx.Response]
) -> None:
    """No outcome, and not always an HTTPError: an InvalidURL, a UnicodeError, or a loop where Location is empty."""
    with Loopback(lambda _: moved(TARGETS[name][0])) as server, pytest.raises(Exception) as error:
        naive(home(server))
    assert isinstance(error.value, httpx.HTTPError | httpx.InvalidURL | UnicodeError)
    assert len(server.requests) == (21 if name == "nothing" else 1)


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
    assert World.received <= guard.RAW_LIMIT + 64 * 1024  # the last read may have come too far


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
    """They take a second and a half, each byte of them less than one."""
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
    assert response.is_success is False and response.has_redirect_location is False  # and yet it is what `get` returns


def test_an_encoding_nobody_asked_for_is_read_as_it_is_without_the_guard(
    monkeypatch: pytest.MonkeyPatch, expand: Callable[..., embeds.Resolution], naive: Callable[..., httpx.Response]
) -> None:
    """Page or not, httpx hands on what it cannot decode, and what it can it decodes unasked."""
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
    """Any other header decides how it reads this one."""
    reply = http(301, "Location: /h\u00c3\u00a4fen", "X-A: \xe4")
    with Loopback(lambda request: reply if request.target == "/" else http(200)) as server:
        assert naive(home(server)).url.path == "/h\u00c3\u00a4fen"


def test_a_loop(expand: Callable[..., embeds.Resolution], naive: Callable[..., httpx.Response]) -> None:
    def answer(request: Request) -> bytes:
        return moved("https://bit.ly/b" if request.host == "t.co" else "https://t.co/a")

    with Loopback(answer) as server, world(server):
        found = expand("https://t.co/a")
    assert (found.outcome, len(server.requests), found.hops) == ("loop", 2, ("https://t.co/a", "https://bit.ly/b"))
    with Loopback(lambda request: moved("/b" if request.target == "/" else "/")) as server:
        with pytest.raises(httpx.TooManyRedirects):
            naive(home(server))
        assert len(server.requests) == 21


def test_a_chain_of_25(expand: Callable[..., embeds.Resolution], naive: Callable[..., httpx.Response]) -> None:
    def answer(request: Request) -> bytes:
        return moved(f"/{number + 1}") if (number := int(request.target[1:] or 0)) < 25 else http(200)

    with Loopback(answer) as server, world(server):
        found = expand("https://t.co/0")
        assert (found.outcome, len(found.hops), len(server.requests)) == ("too_many_hops", 10, 10)
    with Loopback(answer) as server:
        with pytest.raises(httpx.TooManyRedirects):
            naive(home(server))
        assert len(server.requests) == 21


def test_the_deadline_is_for_the_whole_chain(
    expand: Callable[..., embeds.Resolution], naive: Callable[..., httpx.Response]
) -> None:
    """Each hop is quick enough by itself."""

    def answer(request: Request) -> bytes:
        return moved(f"/{number + 1}") if (number := int(request.target[1:] or 0)) < 9 else http(200)

    with Loopback(answer, delay=0.3) as server, world(server):
        found = expand("https://t.co/0", timeout=1.5)
    assert found.outcome == "timeout"
    assert 1 < len(found.hops) < 9
    with Loopback(answer, delay=0.3) as server:
        assert naive(home(server), timeout=1.5).is_success
        assert len(server.requests) == 10


def test_userinfo_is_stripped_and_flagged(
    expand: Callable[..., embeds.Resolution], naive: Callable[..., httpx.Response]
) -> None:
    with Loopback(lambda _: moved("https://mara:secret@ellery.example/a")) as server, world(server):
        found = expand("https://user:word@t.co/a1B2c3D4e5")
    assert (found.outcome, found.url, found.notes) == ("ok", "https://ellery.example/a", ("userinfo",))
    assert found.hops == ("https://t.co/a1B2c3D4e5",)
    assert "authorization" not in server.requests[0].headers
    with Loopback(lambda _: http(200)) as server:
        naive(home(server).replace("127", "user:word@127", 1))
        assert "authorization" in server.requests[0].headers


def test_nothing_is_carried_from_one_hop_to_the_next(
    expand: Callable[..., embeds.Resolution], naive: Callable[..., httpx.Response]
) -> None:
    def answer(request: Request) -> bytes:
        if request.target == "/a":
            return http(301, "Location: /b", "Set-Cookie: id=1; Path=/", "X-Api-Key: k", "Authorization: Bearer t")
        return http(200)

    with Loopback(answer) as server, world(server):
        expand("https://t.co/a")
        assert set(server.requests[1].headers) == {"host", "user-agent", "accept", "accept-encoding"}
    with Loopback(lambda r: answer(r) if r.target == "/b" else http(301, "Location: /b", "Set-Cookie: id=1")) as server:
        naive(home(server), headers={"X-Api-Key": "k"})
        assert {"cookie", "x-api-key"} <= set(server.requests[1].headers)


def test_proxies_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch,
    page: Loopback,
    expand: Callable[..., embeds.Resolution],
    naive: Callable[..., httpx.Response],
) -> None:
    with Loopback(lambda _: http(200)) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        with world(page):
            expand("http://outside.example/", follow="all")
        assert (len(proxy.requests), len(page.requests)) == (0, 1)
        naive("http://outside.example/", trust_env=True)
        assert len(proxy.requests) == 1


@pytest.mark.parametrize(("refused", "outcome", "asked"), [(True, "blocked", 1), (False, "ok", 2)])
def test_https_to_http_is_noted_and_can_be_refused(
    refused: bool, outcome: str, asked: int, expand: Callable[..., embeds.Resolution]
) -> None:
    def answer(request: Request) -> bytes:
        return moved("http://ellery.example/a") if request.host == "t.co" else http(200)

    with Loopback(answer) as server, world(server):
        found = expand("https://t.co/a1B2c3D4e5", follow="all", refuse_downgrade=refused)
    assert (found.outcome, found.url, found.notes) == (outcome, "http://ellery.example/a", ("downgrade",))
    assert len(server.requests) == asked


class Encrypted(World):
    """A world with TLS."""

    async def connect_tcp(self, host: str, port: int, *rest: Any, **more: Any) -> httpcore.AsyncNetworkStream:
        return EncryptedWire(await super().connect_tcp(host, port, *rest, **more), (host, port))


class EncryptedWire(Wire):
    async def start_tls(self, *arguments: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        plain = self._inner
        assert isinstance(plain, Wire)
        return await plain._inner.start_tls(*arguments, **options)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context for t.co and this machine, and that of a client who trusts it."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl makes the certificate of this test")
    folder = tmp_path_factory.mktemp("certificate")
    key, made = folder / "key.pem", folder / "certificate.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=t.co -addext"
    names = "subjectAltName=DNS:t.co,IP:127.0.0.1"
    subprocess.run([*command.split(), names, "-keyout", key, "-out", made], check=True, capture_output=True)
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(made, key)
    return theirs, ssl.create_default_context(cafile=str(made))


def test_https_to_http_is_followed_by_httpx(
    certificate: tuple[ssl.SSLContext, ssl.SSLContext], page: Loopback, naive: Callable[..., httpx.Response]
) -> None:
    theirs, ours = certificate
    with Loopback(lambda _: moved(home(page)), tls=theirs) as server:
        assert naive(home(server).replace("http", "https"), verify=ours).text == "the inside of a network"
    assert len(page.requests) == 1


def test_https_is_checked_against_the_name(
    certificate: tuple[ssl.SSLContext, ssl.SSLContext],
    monkeypatch: pytest.MonkeyPatch,
    expand_each: Callable[..., list[embeds.Resolution]],
) -> None:
    """The connection goes to an address, and the certificate must still be the name's, and one that we trust."""
    theirs, ours = certificate
    with Loopback(lambda _: moved("https://ellery.example/a"), tls=theirs) as server, world(server, wires=Encrypted):
        assert expand_each("https://t.co/a")[0].outcome == "error"  # nobody vouches for it
        monkeypatch.setattr(transport, "_certificates", lambda: ours)
        found = expand_each("https://t.co/a", "https://bit.ly/a")
    assert [one.outcome for one in found] == ["ok", "error"]
    assert found[1].reason and "certificate" in found[1].reason


def test_unix_sockets_are_never_opened() -> None:
    with pytest.raises(guard.Blocked):
        asyncio.run(guard.Backend(allow_private=True).connect_unix_socket("/run/docker.sock"))


def test_switching_the_guard_off_is_loud(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="private networks"):
        embeds.Resolver(allow_private=True).close()
    with pytest.warns(UserWarning, match="guard cannot see"):
        embeds.Resolver(proxy="http://127.0.0.1:9").close()
    assert answers.BODY_LIMIT < guard.RAW_LIMIT
    assert not list(tmp_path.iterdir())
