"""A network that connects to checked addresses only, and reads no more than it was allowed to.

The check is made where the connection is: a name is resolved once, refused if any of its answers is private, and the
connection goes to the checked address itself, so that a second answer of the name server changes nothing.
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

_CONNECT = 3.0  # seconds for one of several addresses
RAW_LIMIT = 256 * 1024  # bytes from the wire for one answer: head, interim answers and body


class Blocked(Exception):  # noqa: N818 - an outcome, not a failure of ours
    """An address that must not be connected to."""


class TooLarge(Exception):  # noqa: N818
    """More bytes than an answer may have."""


class Budget:
    """The bytes that an exchange may still read."""

    def __init__(self) -> None:
        """All of them."""
        self.left: int = RAW_LIMIT

    def spend(self, size: int) -> None:
        """Count; raises TooLarge beyond the limit."""
        self.left -= size
        if self.left < 0:
            raise TooLarge(f"the answer has more than {RAW_LIMIT} bytes")


# The exchange that reads: a connection serves one after the other, each with a budget of its own.
budget: ContextVar[Budget] = ContextVar("budget")


class Backend(httpcore.AsyncNetworkBackend):
    """Connects to checked addresses; `inner` makes the connections."""

    def __init__(self, *, allow_private: bool, inner: httpcore.AsyncNetworkBackend | None = None) -> None:
        """Guard `inner`, which is the usual one if None."""
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
        """Connect to the first address of a host that answers; raises Blocked if any of them is private."""
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
        """Never: no address on the web leads to one."""
        raise Blocked("a Unix socket")

    async def sleep(self, seconds: float) -> None:
        """Wait, as the pool does between its own tries."""
        await self._inner.sleep(seconds)


class _Stream(httpcore.AsyncNetworkStream):
    """A connection that counts what is read from it."""

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
