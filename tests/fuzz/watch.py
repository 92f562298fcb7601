"""Limit the processor time that one input may take; other work on the machine does not count."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# `clean` takes 0.5 to 3 microseconds a character, `clean_html` less, and a check calls them three or four times.
_START, _A_CHARACTER = 1.0, 100e-6  # seconds


class TooSlow(Exception):  # noqa: N818 - what a find is called
    """An input takes longer than its length allows."""


def allowed(length: int) -> float:
    """Return the seconds that an input of so many characters may take."""
    return _START + _A_CHARACTER * length


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow inside the block when it has used up its time.

    Patterns of `re` are interrupted, too; other C code is not, and is left to the parent process.
    """
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow("more time than its length allows")
