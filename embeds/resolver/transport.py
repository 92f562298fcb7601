"""What carries a request of httpx to a host and its answer back: over connections of httpcore's that are guarded.

httpx has no public way to give its own transport a network backend, but it takes any transport, and httpcore's
connections take any backend. So this stands in place of httpx.AsyncHTTPTransport, and uses what both show to everybody.
"""

from __future__ import annotations

import functools
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpcore
import httpx

from .guard import Backend
from .pool import Body, Pool

_NAMES = (
    *("ConnectError", "ConnectTimeout", "LocalProtocolError", "NetworkError", "PoolTimeout", "ProtocolError"),
    *("ProxyError", "ReadError", "ReadTimeout", "RemoteProtocolError", "TimeoutException", "UnsupportedProtocol"),
    *("WriteError", "WriteTimeout"),
)
_SAME: dict[type[Exception], type[httpx.HTTPError]] = {getattr(httpcore, n): getattr(httpx, n) for n in _NAMES}
_SAME[httpcore.ConnectionNotAvailable] = httpx.ConnectError  # it was closed just then


class Transport(httpx.AsyncBaseTransport):
    """Requests over a pool of guarded connections: no environment, no retries of its own, no HTTP/2."""

    def __init__(self, connections: int, backend: Backend) -> None:
        """Keep up to so many connections for later."""
        self._connections = Pool(backend, _certificates(), connections)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and read the head of its answer; closing the answer frees its connection."""
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            extensions=request.extensions,
        )
        with _as_httpx():
            status, headers, body = await self._connections.send(asked)
        return httpx.Response(status, headers=headers, stream=_Stream(body))

    async def aclose(self) -> None:
        """Close every connection."""
        with _as_httpx():
            await self._connections.aclose()


class _Stream(httpx.AsyncByteStream):
    """The body of an answer."""

    def __init__(self, body: Body) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with _as_httpx():
            async for chunk in self._body:
                yield chunk

    async def aclose(self) -> None:
        with _as_httpx():
            await self._body.aclose()


@contextmanager
def _as_httpx() -> Iterator[None]:
    """Raise what httpcore raises as what httpx calls it."""
    try:
        yield
    except tuple(_SAME) as err:
        raise _SAME[type(err)](str(err)) from err


@functools.cache
def _certificates() -> ssl.SSLContext:
    """Whom we trust; reading that takes 20 ms."""
    return httpx.create_ssl_context(trust_env=False)


def through_proxy(proxy: str) -> httpx.AsyncHTTPTransport:
    """A transport through a proxy, which alone sees where a name leads: the guard then only reads the addresses."""
    return httpx.AsyncHTTPTransport(proxy=proxy, trust_env=False)
