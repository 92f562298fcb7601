"""Signals that are held back while they would break what is under way."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

TERMINAL = ("SIGINT", "SIGHUP")  # Ctrl-C, and the end of a terminal: they reach all of its processes


@contextmanager
def held(names: tuple[str, ...] = (*TERMINAL, "SIGTERM")) -> Iterator[None]:
    """Hold back the signals that end a run; they come when the block is left. On Windows none is held back."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {getattr(signal, name) for name in names})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
