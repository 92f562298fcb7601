"""The transport between httpx and httpcore: requests, answers and errors become those of httpx."""

from __future__ import annotations

import asyncio
from typing import Any

import httpcore
import httpx
import pytest

from embeds.resolver.guard import Backend, Budget, budget
from embeds.resolver.transport import _SAME, Transport

from .loopback import Loopback, Request, http, world

ERRORS = [
    found
    for name in httpcore.__all__
    if isinstance(found := getattr(httpcore, name), type) and issubclass(found, Exception)
]


def test_every_error_of_httpcore_has_its_like() -> None:
    """This fails when a new version has more errors."""
    assert set(ERRORS) == set(_SAME)
    assert all(issubclass(error, httpx.TransportError) for error in _SAME.values())


class Failing(httpcore.AsyncNetworkBackend):
    """A network backend on which every connection ends in one error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def connect_tcp(self, *_arguments: Any, **_options: Any) -> httpcore.AsyncNetworkStream:
        raise self._error


async def asked(transport: Transport, url: str) -> httpx.Response:
    """Return the answer to a request, read to its end."""
    budget.set(Budget())
    try:
        response = await transport.handle_async_request(httpx.Request("GET", url, headers={"X-A": "1"}))
        await response.aread()
        await response.aclose()
        return response
    finally:
        await transport.aclose()


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_errors_are_those_of_httpx(error: type[Exception]) -> None:
    transport = Transport(1, Backend(allow_private=True, inner=Failing(error("the line is dead"))))
    with pytest.raises(_SAME[error], match="the line is dead") as raised:
        asyncio.run(asked(transport, "http://127.0.0.1/"))
    assert isinstance(raised.value.__cause__, error)


def test_requests_and_answers_arrive_whole() -> None:
    def answer(request: Request) -> bytes:
        seen.append(request)
        return http(418, "X-B: \xe9", "X-B: 2", body=b"short and stout")

    seen: list[Request] = []
    with Loopback(answer) as server, world(server):
        response = asyncio.run(asked(Transport(1, Backend(allow_private=False)), "http://kettle.example/a%20b?c=d#e"))
    assert (response.status_code, response.content) == (418, b"short and stout")
    assert response.headers.raw[:2] == [(b"X-B", b"\xe9"), (b"X-B", b"2")]
    assert (seen[0].method, seen[0].target, seen[0].host) == ("GET", "/a%20b?c=d", "kettle.example")
    assert seen[0].headers["x-a"] == "1"


def test_an_error_in_a_body_is_one_of_httpx() -> None:
    reply = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
    with Loopback(lambda _: reply) as server, world(server), pytest.raises(httpx.RemoteProtocolError):
        asyncio.run(asked(Transport(1, Backend(allow_private=False)), "http://kettle.example/"))
