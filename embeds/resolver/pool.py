"""Keep connections open for the next request to their host.

httpcore's own pool looks at every connection for every request, which made 32 connections slower than 8. Here hosts.py
limits how many requests a host has at once, so the pool only has to find an idle connection.
"""

from __future__ import annotations

import ssl
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable

import httpcore

_EXPIRY = 5.0  # seconds for which an idle connection is kept: speed alone


class Pool:
    """A pool of at most `most` open connections, in place of httpcore.AsyncConnectionPool."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend, certificates: ssl.SSLContext, most: int) -> None:
        """Keep the settings; open no connection yet."""
        self._backend, self._certificates, self._most = backend, certificates, most
        self._idle: dict[bytes, deque[httpcore.AsyncHTTPConnection]] = {}  # by host; the host used last comes last
        self._busy = 0
        self._open: set[httpcore.AsyncHTTPConnection] = set()  # a cancelled request may leave its answer unclosed

    async def send(self, request: httpcore.Request) -> tuple[int, list[tuple[bytes, bytes]], Body]:
        """Send a request and return its answer's status, headers and body; closing the body frees the connection."""
        origin = request.url.origin
        self._busy += 1
        connection = None
        try:
            connection = await self._take(origin) or httpcore.AsyncHTTPConnection(
                origin, self._certificates, keepalive_expiry=_EXPIRY, network_backend=self._backend
            )
            self._open.add(connection)
            response = await connection.handle_async_request(request)
        except BaseException:
            self._busy -= 1
            if connection:
                await self._close(connection)
            raise
        return response.status, response.headers, Body(response, lambda: self._free(connection, origin.host))

    async def _take(self, origin: httpcore.Origin) -> httpcore.AsyncHTTPConnection | None:
        """Return an idle connection to the origin; if there is none, return None, and make room for a new one."""
        idle = self._idle.get(origin.host, deque())
        for connection in reversed(list(idle)):
            if connection not in idle:  # another task took it while this one closed a connection
                continue
            if connection.has_expired():
                idle.remove(connection)
                await self._close(connection)
            elif connection.can_handle_request(origin):
                idle.remove(connection)
                return connection
        if idle:  # a connection for another scheme or port: a host's connections are counted together
            await self._close(idle.popleft())
        elif self._busy + sum(map(len, self._idle.values())) > self._most:
            oldest = next((kept for kept in self._idle.values() if kept), None)
            if oldest:
                await self._close(oldest.popleft())
        return None

    async def _free(self, connection: httpcore.AsyncHTTPConnection, host: bytes) -> None:
        self._busy -= 1
        if connection.is_idle():
            idle = self._idle.pop(host, deque())
            idle.append(connection)
            self._idle[host] = idle  # now the last host
        else:
            await self._close(connection)

    async def _close(self, connection: httpcore.AsyncHTTPConnection) -> None:
        self._open.discard(connection)
        await connection.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        for connection in list(self._open):
            await self._close(connection)
        self._idle.clear()


class Body:
    """An answer's body, which frees its connection when it is closed."""

    def __init__(self, response: httpcore.Response, free: Callable[[], Awaitable[None]]) -> None:
        """Wrap an answer; `free` is called when its body is closed."""
        self._response, self._free = response, free

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Return an iterator over the body's bytes."""
        return self._response.aiter_stream()

    async def aclose(self) -> None:
        """Stop reading, and free the connection."""
        try:
            await self._response.aclose()
        finally:
            await self._free()
