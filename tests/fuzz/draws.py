"""Read choices from bytes, so that hypothesis or atheris, which make the bytes, steer what is made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

SIZE = 160  # bytes for one input: enough for about fifteen pieces and five changes


class Draws:
    """Choices in the order in which they are asked for; the first choice each time when the bytes are used up."""

    def __init__(self, data: bytes) -> None:
        """Begin with the first byte."""
        self._data, self._at = data, 0

    def below(self, limit: int) -> int:
        """Return a number from 0 up to, not including, `limit`."""
        size = 1 if limit <= 256 else 2 if limit <= 65_536 else 3
        taken = self._data[self._at : self._at + size]
        self._at += size
        return int.from_bytes(taken, "big") % limit

    def one(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[self.below(len(choices))]

    def rarely(self, times: int) -> bool:
        """Return True once in so many times, and never when the bytes are used up."""
        return self.below(times) == times - 1

    def part(self, text: str) -> tuple[int, int]:
        """Return a stretch of a text: start and end, half open."""
        first, second = self.below(len(text) + 1), self.below(len(text) + 1)
        return min(first, second), max(first, second)


Make = Callable[[Draws], str]
