"""Signals that end a command: all as Ctrl-C does, and none lost."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN = 0.01  # seconds, by which a destructor has ended


class Ended(KeyboardInterrupt):
    """A signal that asks the process to end, as Ctrl-C does: what it began is tidied up, or told of."""

    def __init__(self, signal: int) -> None:
        """Keep the signal's number."""
        super().__init__()
        self.signal = signal


def number_of(interrupt: KeyboardInterrupt) -> int:
    """The signal that raised it."""
    return interrupt.signal if isinstance(interrupt, Ended) else signal.SIGINT


def _end(number: int, _frame: object) -> None:
    raise Ended(number)


@contextmanager
def end_as_by_ctrl_c() -> Iterator[None]:
    """Take SIGTERM, and SIGHUP where it is not ignored (nohup), as Ctrl-C is taken."""
    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]  # Windows has no SIGHUP
    ours = [number for number in numbers if signal.getsignal(number) == signal.SIG_DFL]
    for number in ours:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


@contextmanager
def interrupts_that_come_again() -> Iterator[None]:
    """Where an interrupt falls into a destructor or a weak reference's callback, Python would only print it."""
    before = sys.unraisablehook

    def hook(unraisable: sys.UnraisableHookArgs) -> None:
        if isinstance(interrupt := unraisable.exc_value, KeyboardInterrupt):
            again = threading.Timer(_AGAIN, _thread.interrupt_main, [number_of(interrupt)])
            again.daemon = True
            again.start()
        else:
            before(unraisable)

    sys.unraisablehook = hook
    try:
        yield
    finally:
        sys.unraisablehook = before
