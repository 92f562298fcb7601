"""Redirects that a resolver must not follow, or not for ever, and what it sends along, beside what httpx does."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from collections.abc import Callable
from typing import Any

import httpcore
import httpx
import pytest

import embeds
from embeds.resolver import address, transport

from .attacked import at_once, expand, expand_each, home, naive, page
from .loopback import Loopback, Request, Wire, World, http, moved, world

__all__ = ["at_once", "expand", "expand_each", "naive", "page"]  # fixtures
pytestmark = pytest.mark.filterwarnings("ignore:allow_private")


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
    """The chain is refused at the hop that leads there, and nothing more is asked."""
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
    """httpx raises an HTTPError, an InvalidURL or a UnicodeError, or loops if Location is empty."""
    with Loopback(lambda _: moved(TARGETS[name][0])) as server, pytest.raises(Exception) as error:
        naive(home(server))
    assert isinstance(error.value, httpx.HTTPError | httpx.InvalidURL | UnicodeError)
    assert len(server.requests) == (21 if name == "nothing" else 1)


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


@pytest.mark.slow
def test_the_deadline_is_for_the_whole_chain(
    expand: Callable[..., embeds.Resolution], naive: Callable[..., httpx.Response]
) -> None:
    """Each hop alone is quick enough."""

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
    """A world in which connections use TLS."""

    async def connect_tcp(self, host: str, port: int, *rest: Any, **more: Any) -> httpcore.AsyncNetworkStream:
        return EncryptedWire(await super().connect_tcp(host, port, *rest, **more), (host, port))


class EncryptedWire(Wire):
    async def start_tls(self, *arguments: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        plain = self._inner
        assert isinstance(plain, Wire)
        return await plain._inner.start_tls(*arguments, **options)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's TLS context for t.co and this machine, and that of a client who trusts it."""
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
    """The connection goes to an IP address, but the certificate must be the name's, and one that we trust."""
    theirs, ours = certificate
    with Loopback(lambda _: moved("https://ellery.example/a"), tls=theirs) as server, world(server, wires=Encrypted):
        assert expand_each("https://t.co/a")[0].outcome == "error"  # no authority has signed it
        monkeypatch.setattr(transport, "_certificates", lambda: ours)
        found = expand_each("https://t.co/a", "https://bit.ly/a")
    assert [one.outcome for one in found] == ["ok", "error"]
    assert found[1].reason and "certificate" in found[1].reason
