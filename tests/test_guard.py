"""Attacks by an address in an article are refused with an outcome, sync and async.

Each attack has a control, also sync and async, that shows that it is one: it works with the guard switched off, or on
plain httpx (`naive`).
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable
from typing import Any

import httpcore
import httpx
import pytest

import embeds
from embeds.resolver import guard, ips

from .attacked import at_once, expand, expand_each, naive, page
from .loopback import PUBLIC, Loopback, Wire, World, world

__all__ = ["at_once", "expand", "expand_each", "naive", "page"]  # fixtures
pytestmark = pytest.mark.filterwarnings("ignore:allow_private")


SPELLINGS = [
    *("127.0.0.1", "127.255.0.9", "0.0.0.1", "0", "2130706433", "0x7f000001", "127.1", "0177.0.0.1", "127。0。0。1"),
    *("[::1]", "[::]", "[::ffff:127.0.0.1]", "localhost", "LOCALHOST.", "printer.local", "%31%32%37.0.0.1"),
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_spellings_of_this_machine(host: str, page: Loopback, expand: Callable[..., embeds.Resolution]) -> None:
    found = expand(f"http://{host}:{page.port}/", follow="all")
    assert found.outcome == ("error" if "%" in host else "blocked")
    assert page.requests == []


NAMES = {"printer.local": ["10.0.0.9"], "localhost": ["127.0.0.1"]}  # systems answer differently for these


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
    """These two need no guard, though browsers understand both."""
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
    """Private addresses come as a literal, behind a name, and as one of several addresses of a name."""
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
    """Show why there is a list of our own."""
    fooled = [ip for ip in PRIVATE if ipaddress.ip_address(ip).is_global]
    assert len(fooled) >= 8
    assert not any(ips.is_public(ipaddress.ip_address(ip)) for ip in PRIVATE)


def rebinding(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Play a name server whose first answer is public and whose second is this machine; return the answers so far."""
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
    """A network backend whose connections end at a private address."""

    async def connect_tcp(self, host: str, port: int, *rest: Any, **more: Any) -> httpcore.AsyncNetworkStream:
        return Wire(await super().connect_tcp(host, port, *rest, **more), ("10.0.0.7", port))


def test_the_peer_is_checked_too(page: Loopback, expand: Callable[..., embeds.Resolution]) -> None:
    with world(page, wires=Elsewhere):
        found = expand("http://outside.example/", follow="all")
        assert found.outcome == "blocked" and found.reason and "10.0.0.7" in found.reason
        assert page.requests == []
        assert expand("http://outside.example/", follow="all", allow_private=True).outcome == "ok"


def test_unix_sockets_are_never_opened() -> None:
    with pytest.raises(guard.Blocked):
        asyncio.run(guard.Backend(allow_private=True).connect_unix_socket("/run/docker.sock"))


def test_switching_the_guard_off_is_loud() -> None:
    with pytest.warns(UserWarning, match="private networks"):
        embeds.Resolver(allow_private=True).close()
    with pytest.warns(UserWarning, match="guard cannot see"):
        embeds.Resolver(proxy="http://127.0.0.1:9").close()
