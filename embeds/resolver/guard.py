"""Guard the network: connect to checked IP addresses only, and read no more bytes than allowed.

A name is looked up once, refused if any of its addresses is private, and the connection goes to the checked address
itself. So a name server that answers differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

import httpcore

from .ips import is_public
from .lookups import Lookups

_CONNECT = 3.0  # seconds to connect to one of several addresses of a host: patience alone
RAW_LIMIT = 256 * 1024  # bytes from the wire for one answer: head, interim answers and body


class Blocked(Exception):  # noqa: N818 - an outcome, not a failure of ours
    """No connection may be made to this address."""


class TooLarge(Exception):  # noqa: N818
    """An answer has more bytes than it may have."""


class Budget:
    """The number of bytes that one request may still read."""

    def __init__(self) -> None:
        """Begin with `RAW_LIMIT` bytes."""
        self.left: int = RAW_LIMIT

    def spend(self, size: int) -> None:
        """Count bytes; raise TooLarge beyond the limit."""
        self.left -= size
        if self.left < 0:
            raise TooLarge(f"the answer has more than {RAW_LIMIT} bytes")


# The budget of the request that is reading: a connection serves one request after the other, each with its own.
budget: ContextVar[Budget] = ContextVar("budget")


class Backend(httpcore.AsyncNetworkBackend):
    """A network backend that connects to checked addresses only; `inner` makes the connections."""

    def __init__(self, *, allow_private: bool, inner: httpcore.AsyncNetworkBackend | None = None) -> None:
        """Guard `inner`, or httpcore's usual backend if it is None."""
        self._allow_private = allow_private
        self._lookups = Lookups()
        self._inner = inner or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host that answers; raise Blocked if any address is private."""
        try:
            addresses = await self._lookups.addresses(host, port)
        except OSError as err:
            raise httpcore.ConnectError(f"{host} has no address ({err})") from err
        for address in addresses:
            self._check(host, address)
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        timeout = _CONNECT if len(addresses) > 1 else timeout
        for address in addresses:
            try:
                stream = await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as err:
                failure = err
                continue
            try:
                self._check(host, str(stream.get_extra_info("server_addr")[0]))
            except BaseException:
                await stream.aclose()
                raise
            return _Stream(stream)
        raise failure

    def _check(self, host: str, address: str) -> None:
        if not self._allow_private and not is_public(ipaddress.ip_address(address)):
            raise Blocked(f"{host} is {address}, a private address")

    async def connect_unix_socket(self, *_arguments: Any, **_options: Any) -> httpcore.AsyncNetworkStream:
        """Raise Blocked: no address on the web leads to a Unix socket."""
        raise Blocked("a Unix socket")

    async def sleep(self, seconds: float) -> None:
        """Wait, as httpcore asks for between its tries."""
        await self._inner.sleep(seconds)


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that counts the bytes read from it."""

    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = await self._inner.read(max_bytes, timeout)
        budget.get().spend(len(data))
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        return _Stream(await self._inner.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
