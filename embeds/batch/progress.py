"""Show on standard error how far a long run is, and its counts at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from contextlib import suppress

_EVERY = {True: 0.2, False: 10.0}  # seconds between two updates, on a terminal and elsewhere


class Progress:
    """The progress of a run on standard error: a bar on a terminal, a line now and then elsewhere, a table last."""

    def __init__(self, begun: float = 0.0) -> None:
        """Start the clock; `begun` is the share (0-1) that an earlier run did."""
        self._started, self._begun = time.monotonic(), begun
        self._bar = sys.stderr.isatty()
        self._next = self._started + _EVERY[self._bar]

    @property
    def seconds(self) -> float:
        """Seconds since the start; never 0."""
        return max(time.monotonic() - self._started, 1e-9)

    @property
    def is_due(self) -> bool:
        """Whether it is time for another update."""
        return time.monotonic() >= self._next

    def show(self, share: float | None, words: str) -> None:
        """Show the share (0-1) that is done, if it is known, with some words and the time that is left."""
        self._next = time.monotonic() + _EVERY[self._bar]
        if share is not None and share > self._begun:
            left = self.seconds / (share - self._begun) * (1 - share)
            words += f", {_shown(left)} left"
        line = f"embeds: {self._drawn(share)}{words}"
        _write(f"\r{line}\033[K" if self._bar else f"{line}\n")

    def say(self, message: str) -> None:
        """Print a line of its own, above the bar."""
        _write(f"\r\033[K{message}\n" if self._bar else f"{message}\n")

    def end(self, share: float | None, words: str, table: Iterable[tuple[str, str, str]]) -> None:
        """Print the last line, and the table, whose rows are (what, which, how many)."""
        self.say(f"embeds: {self._drawn(share)}{words}")
        for what, which, number in table:
            _write(f"  {what:<7} {which:<14} {number:>9}\n")

    def _drawn(self, share: float | None) -> str:
        return f"[{'#' * int(share * 20):<20}] " if self._bar and share is not None else ""


def counted(number: int, thing: str) -> str:
    """Return a number of things in words: "1 link", "2,000 links"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _write(words: str) -> None:
    """Write to standard error; go on all the same if nobody reads it any more, or its disk is full."""
    with suppress(OSError):
        sys.stderr.write(words)
        sys.stderr.flush()


def _shown(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
