"""Many items on their way at once, and their results in the items' order."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable
from typing import Generic, TypeVar

_Result = TypeVar("_Result")


class Window(Generic[_Result]):
    """Work that is under way, at most `size` pieces; to be used in one event loop."""

    def __init__(self, size: int) -> None:
        """Start nothing yet."""
        self._size = size
        self._under_way: deque[asyncio.Future[_Result]] = deque()

    def __len__(self) -> int:
        """How many pieces are under way or not yet taken."""
        return len(self._under_way)

    @property
    def room(self) -> int:
        """How many more it takes."""
        return self._size - len(self._under_way)

    def add(self, work: Awaitable[_Result]) -> None:
        """Start a piece of work."""
        self._under_way.append(asyncio.ensure_future(work))

    async def ready(self) -> list[_Result]:
        """Wait for the first result; with it come those behind it that are ready, as few waits as can be."""
        await asyncio.wait([self._under_way[0]])
        results = [self._under_way.popleft().result()]
        while self._under_way and self._under_way[0].done() and not self._under_way[0].exception():
            results.append(self._under_way.popleft().result())
        return results

    async def close(self) -> None:
        """End what is under way."""
        for work in self._under_way:
            work.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)
        self._under_way.clear()
