"""Ask one address over the network: in its host's turn, within its time, reading only what matters of the answer.

httpx.Client is not used: it follows redirects by itself, keeps cookies, sends headers on to other hosts and reads the
bodies of redirects. A transport of httpx does none of that.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import httpx

from .. import __version__
from . import transport
from .answers import BODY_LIMIT, KEPT_HEADERS, METHOD, Answer, Ask, Failure
from .guard import Backend, Blocked, Budget, TooLarge, budget
from .hosts import Hosts
from .limits import Limits
from .retry import Patience, retry_after, until_it_passes

_MOST_HEADERS = 100  # of one answer
_LONGEST_TRY = 10.0  # seconds for one try: a host that hangs once may answer the next, while its chain has time
_READABLE = ("text", "application/json", "application/xhtml")  # pictures and videos name no target
_QUOTED_BYTES = re.compile(
    r"""(?:bytearray\()?\bb['"]"""
)  # begins the answer's bytes in an error, perhaps with a cookie
_HEADERS = {
    "User-Agent": f"embeds/{__version__}",  # t.co answers browsers with a page, and others with a redirect
    "Accept": "*/*",
    "Accept-Encoding": "identity",
}


class Network:
    """The network: a transport, and the limits of hosts."""

    def __init__(self, carrier: httpx.AsyncBaseTransport, hosts: Hosts) -> None:
        """Keep both; nothing is opened before the first request."""
        self._carrier, self._hosts = carrier, hosts

    @classmethod
    def open(cls, limits: Limits, *, allow_private: bool, proxy: str | None) -> Network:
        """Make the network that a resolver's options describe."""
        backend = Backend(allow_private=allow_private)
        carrier = transport.through_proxy(proxy) if proxy else transport.Transport(limits.concurrency, backend)
        return cls(carrier, Hosts(limits))

    async def close(self) -> None:
        """Close every connection."""
        await self._carrier.aclose()

    async def ask(self, ask: Ask) -> Answer:
        """Return the answer to a request, after some tries if they are needed. Never raises on what comes back."""
        patience = Patience(ask.seconds)
        try:
            request = httpx.Request(METHOD, ask.url, headers=_HEADERS)
        except (httpx.InvalidURL, ValueError) as err:
            return Answer(dt.datetime.now(dt.UTC), failure="error", reason=f"not an address: {err}", tries=0)
        answer = await until_it_passes(lambda: self._once(request, patience), patience)
        return replace(answer, seconds=patience.spent)

    async def _once(self, request: httpx.Request, patience: Patience) -> Answer:
        async with self._hosts.turn(request.url.host) as host:
            if why := host.rests:
                said = "asked to be left alone" if why == "rate_limited" else "keeps failing and is left alone"
                reason = f"{request.url.host} {said} for now"
                return Answer(dt.datetime.now(dt.UTC), failure=why, reason=reason, tries=0)
            started = monotonic()
            answer = await self._exchange(request, min(patience.left, _LONGEST_TRY))
            patience.spent += monotonic() - started
            host.report(failed=answer.failure in ("timeout", "error") or (answer.status or 0) >= 500)
            if answer.status in (429, 503) and (pause := retry_after(answer)):
                host.wait(pause)
            return answer

    async def _exchange(self, request: httpx.Request, seconds: float) -> Answer:
        """Send one request and return its answer; whatever goes wrong becomes its `failure`."""
        try:
            async with asyncio.timeout(max(seconds, 0.0)):
                budget.set(Budget())
                response = await self._carrier.handle_async_request(request)
                try:
                    return await _read(response)
                finally:
                    await response.aclose()
        except (TimeoutError, httpx.TimeoutException):
            return _failed("timeout", f"no answer within {seconds:.3g} s")
        except Blocked as err:
            return _failed("blocked", str(err))
        except TooLarge as err:
            return _failed("too_large", str(err))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as err:  # UnicodeError is a ValueError
            return _failed("error", f"{type(err).__name__}: {_QUOTED_BYTES.split(str(err))[0]}"[:300])


def _failed(failure: Failure, reason: str) -> Answer:
    return Answer(dt.datetime.now(dt.UTC), failure=failure, reason=reason)


async def _read(response: httpx.Response) -> Answer:
    """Read what matters of an answer: the headers that are kept, and the beginning of a readable page.

    A redirect's body is never read.
    """
    raw = response.headers.raw
    if len(raw) > _MOST_HEADERS:
        raise TooLarge(f"the answer has {len(raw)} headers, more than {_MOST_HEADERS}")
    headers = tuple(
        (name.decode("ascii", "replace").lower(), value.decode("latin-1"))
        for name, value in raw
        if name.lower().decode("ascii", "replace") in KEPT_HEADERS
    )
    answer = Answer(dt.datetime.now(dt.UTC), response.status_code, headers)
    if 200 <= response.status_code < 300 and (answer.header("content-type") or "text").startswith(_READABLE):
        body, cut = await _body(response, answer.header("content-encoding") or "identity")
        return replace(answer, body=body, cut=cut)
    if response.headers.get("content-length") == "0":
        async for _ in response.stream:  # type: ignore[union-attr]  # an empty body: reading it only frees the connection
            pass
    return answer


async def _body(response: httpx.Response, encoding: str) -> tuple[bytes, bool]:
    """Return the first BODY_LIMIT bytes of a body, decompressed, and whether there were more."""
    inflate = _inflater(encoding)
    body = bytearray()
    async for chunk in response.stream:  # type: ignore[union-attr]  # always asynchronous here
        body += inflate(chunk, BODY_LIMIT + 1 - len(body))
        if len(body) > BODY_LIMIT:
            return bytes(body[:BODY_LIMIT]), True
    return bytes(body), False


def _inflater(encoding: str) -> Callable[[bytes, int], bytes]:
    """Return a function that decompresses data to at most so many bytes; raise ValueError for an unknown encoding."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return lambda data, size: data[:size]
    if name in ("gzip", "x-gzip", "deflate"):
        stream = zlib.decompressobj(47 if name != "deflate" else 15)

        def inflate(data: bytes, size: int) -> bytes:
            try:
                return stream.decompress(data, max(size, 1))
            except zlib.error as err:
                raise ValueError(f"not {name}: {err}") from err

        return inflate
    raise ValueError(f"an answer encoded as {name[:40]}, which nobody asked for")
