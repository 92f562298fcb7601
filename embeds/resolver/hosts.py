"""Be polite to hosts: limit the requests at once, keep them apart in time, and leave a failing host alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from .answers import Failure
from .limits import Limits
from .retry import LONGEST_WAIT

# A host is failing after this many failures in a row, over all its links, with no good answer for this many seconds:
# when a line drops for a moment, many requests fail at once.
_FAILURES = 10
_TROUBLE = 5.0
_REST = 60.0  # seconds for which a failing host is left alone


class Hosts:
    """The state of each host, and the limits for all of them."""

    def __init__(self, limits: Limits) -> None:
        """Allow so many requests at once, in all and to one host, started so far apart."""
        self._all = asyncio.Semaphore(limits.concurrency)
        self._limits = limits
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[_Host]:
        """Wait for a turn at a host: for its own limit first, so that a slow host takes no place from other hosts."""
        host = self._hosts.setdefault(name, _Host(asyncio.Semaphore(self._limits.per_host)))
        async with host.places:
            while (wait := host.ready_at - monotonic()) > 0:
                await asyncio.sleep(wait)
            host.ready_at = monotonic() + self._limits.interval
            async with self._all:
                yield host


class _Host:
    """One host: its free places, when it may be asked next, and how often it failed lately."""

    __slots__ = ("_failures", "_good_at", "_rests_until", "_why", "places", "ready_at")

    def __init__(self, places: asyncio.Semaphore) -> None:
        self.places = places
        self.ready_at = 0.0
        self._failures = 0
        self._good_at = monotonic()
        self._rests_until = 0.0
        self._why: Failure = "error"

    @property
    def rests(self) -> Failure | None:
        """Why the host is left alone now, or None."""
        return self._why if monotonic() < self._rests_until else None

    def wait(self, seconds: float) -> None:
        """Pause as the host asked; if that is longer than `LONGEST_WAIT`, leave it alone, and let its links fail."""
        if seconds > LONGEST_WAIT:
            self._rests_until, self._why = monotonic() + seconds, "rate_limited"
        else:
            self.ready_at = max(self.ready_at, monotonic() + seconds)

    def report(self, *, failed: bool) -> None:
        """Count failures in a row; after a rest one more failure is enough for the next rest."""
        now = monotonic()
        if not failed:
            self._failures, self._good_at = 0, now
            return
        self._failures += 1
        if self._failures >= _FAILURES and now - self._good_at >= _TROUBLE:
            self._rests_until, self._why = now + _REST, "error"
            self._failures = _FAILURES - 1
