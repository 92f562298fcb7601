"""Work on many items at once, and give the results in the order of the items."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable
from typing import Generic, TypeVar

_Result = TypeVar("_Result")


class Window(Generic[_Result]):
    """At most `size` pieces of work that run at once; for use in one event loop."""

    def __init__(self, size: int) -> None:
        """Start no work yet."""
        self._size = size
        self._under_way: deque[asyncio.Future[_Result]] = deque()

    def __len__(self) -> int:
        """Return how many pieces are running, or have results that were not taken."""
        return len(self._under_way)

    @property
    def room(self) -> int:
        """How many more pieces can be added."""
        return self._size - len(self._under_way)

    def add(self, work: Awaitable[_Result]) -> None:
        """Start a piece of work."""
        self._under_way.append(asyncio.ensure_future(work))

    async def ready(self) -> list[_Result]:
        """Wait for the first result, and return it with those right behind it that are ready too."""
        await asyncio.wait([self._under_way[0]])
        results = [self._under_way.popleft().result()]
        while self._under_way and self._under_way[0].done() and not self._under_way[0].exception():
            results.append(self._under_way.popleft().result())
        return results

    async def close(self) -> None:
        """Cancel the work that is running."""
        for work in self._under_way:
            work.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        self._under_way.clear()
