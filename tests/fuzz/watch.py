"""The time that one input may take, by the processor's clock: other work on the machine does not count."""

from __future__ import annotations

import faulthandler
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# `clean` takes 0.5 to 3 microseconds a character, `clean_html` less, and a check asks three or four times.
_START, _A_CHARACTER = 1.0, 100e-6  # seconds
_STUCK = 10  # times that long by the wall's clock: what stands in C and hears no signal ends the process


class TooSlow(Exception):  # noqa: N818 - what a find is called
    """An input that takes longer than its length allows."""


def allowed(length: int) -> float:
    """Return the seconds that an input of so many characters may take."""
    return _START + _A_CHARACTER * length


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the block, wherever it stands, once it has used up its time.

    A pattern of `re` hears the signal, too. What never does ends the process, with where it stood on standard error.
    """
    before = signal.signal(signal.SIGPROF, _stop)
    faulthandler.dump_traceback_later(_STUCK * seconds + 10, exit=True, file=2)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGPROF, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooSlow("more time than its length allows")
