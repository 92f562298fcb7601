"""Asynchronous work for code that waits."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from .engine import Engine

_Result = TypeVar("_Result")


class Worker:
    """Runs an engine's work: in an event loop in a thread of its own, so that another loop may run where it is used.

    A replay never waits for anything and is run without a loop: that would open a socket pair.
    """

    def __init__(self, engine: Engine) -> None:
        """Start nothing yet."""
        self._engine = engine
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def run(self, steps: Coroutine[Any, Any, _Result]) -> _Result:
        """Run to the end, and give the result; raises RuntimeError once it is closed."""
        if self._closed:
            steps.close()
            raise RuntimeError("this resolver is closed")
        if self._engine.offline:
            return _without_a_loop(steps)
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="embeds resolver", daemon=True)
            self._thread.start()
        future = asyncio.run_coroutine_threadsafe(steps, self._loop)
        try:
            return future.result()
        except BaseException:  # an interrupt ends the work, too
            future.cancel()
            raise

    def close(self) -> None:
        """Close the engine and end the thread; once."""
        if self._closed:
            return
        if threading.current_thread() is self._thread:  # the garbage collector came upon it in there
            threading.Thread(target=self.close).start()
            return
        self.run(self._engine.close())
        self._closed = True
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()


def _without_a_loop(steps: Coroutine[Any, Any, _Result]) -> _Result:
    """The result of what never waits."""
    try:
        steps.send(None)
    except StopIteration as end:
        result: _Result = end.value
        return result
    raise RuntimeError("a replay waited for something")
