"""Carry requests of httpx over guarded connections of httpcore.

httpx has no public way to give its own transport a network backend. But it takes any transport, and httpcore's
connections take any backend. So this transport replaces httpx.AsyncHTTPTransport, with public names of both only.
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
_SAME[httpcore.ConnectionNotAvailable] = httpx.ConnectError  # the server closed it just then


class Transport(httpx.AsyncBaseTransport):
    """A transport over a pool of guarded connections: no settings from the environment, no retries, no HTTP/2."""

    def __init__(self, connections: int, backend: Backend) -> None:
        """Open up to `connections` connections, as they are needed."""
        self._connections = Pool(backend, _certificates(), connections)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and return its answer with the body unread; closing the answer frees its connection."""
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
    """Turn httpcore's exceptions into those of httpx with the same names."""
    try:
        yield
    except tuple(_SAME) as err:
        raise _SAME[type(err)](str(err)) from err


@functools.cache
def _certificates() -> ssl.SSLContext:
    """Load the certificates that are trusted, which takes 20 ms."""
    return httpx.create_ssl_context(trust_env=False)


def through_proxy(proxy: str) -> httpx.AsyncHTTPTransport:
    """Return a transport through a proxy; only the proxy sees a host's IP address, so only names can be checked."""
    return httpx.AsyncHTTPTransport(proxy=proxy, trust_env=False)
