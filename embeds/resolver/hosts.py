"""Good manners towards a host: so many requests at once, so far apart, and none for a while if it keeps failing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from .answers import Failure
from .limits import Limits
from .retry import LONGEST_WAIT

_FAILURES = 10  # in a row, over all links of the host,
_TROUBLE = 5.0  # and no good answer for so many seconds: many at once fail together where a line drops for a moment
_REST = 60.0  # seconds that a failing host is left alone


class Hosts:
    """What is known of each host during a run."""

    def __init__(self, limits: Limits) -> None:
        """Keep to these limits."""
        self._all = asyncio.Semaphore(limits.concurrency)
        self._limits = limits
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[_Host]:
        """Wait for one's turn with a host: its own limit first, so that a slow host takes no place from the others."""
        host = self._hosts.setdefault(name, _Host(asyncio.Semaphore(self._limits.per_host)))
        async with host.places:
            while (wait := host.ready_at - monotonic()) > 0:
                await asyncio.sleep(wait)
            host.ready_at = monotonic() + self._limits.interval
            async with self._all:
                yield host


class _Host:
    """One host: its free places, when it may be asked next, and how it has been doing."""

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
        """Why it is left alone now, or None."""
        return self._why if monotonic() < self._rests_until else None

    def wait(self, seconds: float) -> None:
        """It asked for a pause; for a long one it is left alone, and its links come to an end without it."""
        if seconds > LONGEST_WAIT:
            self._rests_until, self._why = monotonic() + seconds, "rate_limited"
        else:
            self.ready_at = max(self.ready_at, monotonic() + seconds)

    def report(self, *, failed: bool) -> None:
        """Count what fails in a row; after a rest one failure more is enough for the next."""
        now = monotonic()
        if not failed:
            self._failures, self._good_at = 0, now
            return
        self._failures += 1
        if self._failures >= _FAILURES and now - self._good_at >= _TROUBLE:
            self._rests_until, self._why = now + _REST, "error"
            self._failures = _FAILURES - 1
