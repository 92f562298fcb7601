"""A server on the loopback that sends any bytes, and a world in which all host names lead to it.

In that world a name has the public addresses that a test gives it, connections to them reach the server, and TLS is
left out. Everything else is real: the guard sees the addresses, and HTTP goes over a socket.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import httpcore

from embeds.resolver.lookups import Lookups

PUBLIC = "93.184.216.34"


@dataclass(frozen=True)
class Request:
    method: str
    target: str
    headers: dict[str, str]

    @property
    def host(self) -> str:
        return self.headers.get("host", "")


Reply = bytes | Callable[[], AsyncIterator[bytes]]


def http(status: int, *headers: str, body: bytes = b"") -> bytes:
    """Return the bytes of a correct answer."""
    head = [f"HTTP/1.1 {status} Said", *headers, f"Content-Length: {len(body)}"]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body


def moved(location: str) -> bytes:
    return http(301, f"Location: {location}")


@dataclass
class Loopback:
    """A server that answers each request with what `answer` returns (b"" resets the connection), and counts both."""

    answer: Callable[[Request], Reply]
    delay: float = 0.0
    tls: ssl.SSLContext | None = None
    port: int = 0
    requests: list[Request] = field(default_factory=list)
    open: int = 0
    peak: int = 0

    def __enter__(self) -> Self:
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_error: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    async def _run(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1000, ssl=self.tls)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        self.peak = max(self.peak, self.open)
        try:
            with contextlib.suppress(
                OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError
            ):
                while await self._one(reader, writer):
                    pass
        finally:
            self.open -= 1
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
        request = Request(method, target, headers)
        self.requests.append(request)
        if self.delay:
            await asyncio.sleep(self.delay)
        reply = self.answer(request)
        if reply == b"":
            writer.transport.abort()
            return False
        async for chunk in _chunks(reply):
            writer.write(chunk)
            await writer.drain()
        return isinstance(reply, bytes) and b"Content-Length" in reply


async def _chunks(reply: Reply) -> AsyncIterator[bytes]:
    if isinstance(reply, bytes):
        yield reply
    else:
        async for chunk in reply():
            yield chunk


class World(httpcore.AnyIOBackend):
    """A network backend that leads every connection to the loopback server, and keeps the addresses asked for."""

    port = 0
    connected: list[str] = []  # noqa: RUF012 - one world at a time
    received = 0
    open = 0
    peak = 0

    async def connect_tcp(self, host: str, port: int, *arguments: Any, **options: Any) -> httpcore.AsyncNetworkStream:
        World.connected.append(host)
        return Wire(await super().connect_tcp("127.0.0.1", self.port, *arguments, **options), (host, port))


class Wire(httpcore.AsyncNetworkStream):
    """A connection that claims to lead where it was asked to, and leaves out TLS."""

    def __init__(self, inner: httpcore.AsyncNetworkStream, peer: tuple[str, int]) -> None:
        self._inner, self._peer, self._closed = inner, peer, False
        World.open += 1
        World.peak = max(World.peak, World.open)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = await self._inner.read(max_bytes, timeout)
        World.received += len(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        World.open -= not self._closed
        self._closed = True
        await self._inner.aclose()

    async def start_tls(self, *_arguments: Any, **_options: Any) -> httpcore.AsyncNetworkStream:
        return self

    def get_extra_info(self, info: str) -> Any:
        return self._peer if info == "server_addr" else self._inner.get_extra_info(info)


@contextlib.contextmanager
def world(
    server: Loopback,
    names: Mapping[str, list[str]] | None = None,
    *,
    looks_up: bool = False,
    wires: type[World] = World,
) -> Iterator[type[World]]:
    """Lead every name to `server`, at a public address unless `names` gives others or the system `looks_up`."""

    async def addresses(_self: Lookups, host: str, port: int) -> list[str]:  # noqa: ARG001 - as theirs
        return list((names or {}).get(host, [PUBLIC]))

    before = Lookups.addresses, httpcore.AnyIOBackend
    World.port, World.connected, World.received, World.open, World.peak = server.port, [], 0, 0, 0
    httpcore.AnyIOBackend = wires  # type: ignore[misc]
    if not looks_up:
        Lookups.addresses = addresses  # type: ignore[method-assign, assignment]
    try:
        yield World
    finally:
        Lookups.addresses, httpcore.AnyIOBackend = before  # type: ignore[misc, method-assign]
