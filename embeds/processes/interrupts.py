"""Hold back signals while an exception from one of them would break what is under way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_ENDING = ("SIGINT", "SIGTERM", "SIGHUP")  # Windows has no SIGHUP


@contextmanager
def held() -> Iterator[None]:
    """Hold back the signals that Python answers with an exception, and send the first that came after the block.

    A signal mask does not do: it holds for this thread alone, and any other thread lets the signal through to Python.
    """
    came: list[int] = []

    def keep(number: int, _: FrameType | None) -> None:
        came.append(number)

    here = threading.current_thread() is threading.main_thread()  # the only thread in which Python answers signals
    numbers = [getattr(signal, name) for name in _ENDING if here and hasattr(signal, name)]
    before = {number: handler for number in numbers if callable(handler := signal.getsignal(number))}
    for number in before:
        signal.signal(number, keep)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in came[:1]:  # whoever wants to stop cares no more for what failed in the block
            signal.raise_signal(number)
