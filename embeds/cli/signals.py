"""Make every signal that ends a command act as Ctrl-C does, and lose none."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_AGAIN = 0.01  # seconds after which an interrupt is sent again: by then the destructor has ended


class Ended(KeyboardInterrupt):
    """A signal asked the process to end; handled as Ctrl-C is, so that temporary files are removed or reported."""

    def __init__(self, signal: int) -> None:
        """Keep the signal's number."""
        super().__init__()
        self.signal = signal


def number_of(interrupt: KeyboardInterrupt) -> int:
    """Return the number of the signal that raised an interrupt."""
    return interrupt.signal if isinstance(interrupt, Ended) else signal.SIGINT


def _end(number: int, _frame: object) -> None:
    raise Ended(number)


@contextmanager
def end_as_by_ctrl_c() -> Iterator[None]:
    """Handle SIGTERM, and SIGHUP unless it is ignored (nohup), as Ctrl-C is handled."""
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
    """Send an interrupt again that was raised in a destructor or a weak reference's callback.

    Python would only print it and go on.
    """
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
