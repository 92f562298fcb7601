"""Asynchronous work for code that waits."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from .engine import CLOSED, Engine

_Result = TypeVar("_Result")


class Worker:
    """Runs an engine's work: in an event loop in a thread of its own, so that another loop may run where it is used.

    A replay never waits for anything and is run without a loop: that would open a socket pair.
    """

    def __init__(self, engine: Engine) -> None:
        """Start nothing yet."""
        self._engine = engine
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop
        self._end: asyncio.Event
        self._process = os.getpid()

    def run(self, steps: Coroutine[Any, Any, _Result]) -> _Result:
        """Run to the end, and give the result; raises RuntimeError once it is closed, or behind a fork."""
        if self._engine.offline and not self._engine.closed:
            return _without_a_loop(steps)
        with self._lock:
            try:
                self._start()
            except BaseException:
                steps.close()
                raise
            future = asyncio.run_coroutine_threadsafe(steps, self._loop)
        try:
            return future.result()
        except BaseException as err:  # an interrupt ends the work, too
            future.cancel()
            if self._engine.closed and isinstance(err, asyncio.CancelledError | TimeoutError):
                raise RuntimeError(CLOSED) from err
            raise

    def drop(self, steps: Coroutine[Any, Any, None]) -> None:
        """Run, but do not wait for it: whoever calls may be the garbage collector, in any thread."""
        if self._thread is None or self._engine.closed or os.getpid() != self._process:
            steps.close()
        else:
            asyncio.run_coroutine_threadsafe(steps, self._loop)

    def _start(self) -> None:
        """See to it that the thread runs."""
        if self._engine.closed:
            raise RuntimeError(CLOSED)
        if os.getpid() != self._process:  # neither the thread nor the cache's connection came along
            raise RuntimeError("this resolver belongs to the process that was forked: make one in each")
        if self._thread is not None:
            return
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._live(ready)), name="embeds resolver", daemon=True
        )
        self._thread.start()
        ready.wait()

    async def _live(self, ready: threading.Event) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        ready.set()
        await self._end.wait()  # what is still under way then is cancelled by asyncio.run

    def close(self) -> None:
        """Close the engine and end the thread; once."""
        if os.getpid() != self._process:
            return
        if threading.current_thread() is self._thread:  # the garbage collector came upon it in there
            threading.Thread(target=self.close).start()
            return
        with self._lock:
            if self._engine.closed:
                return
            if self._thread is None:
                _without_a_loop(self._engine.close())
                return
            try:
                asyncio.run_coroutine_threadsafe(self._engine.close(), self._loop).result()
            finally:
                self._loop.call_soon_threadsafe(self._end.set)
                self._thread.join()


def _without_a_loop(steps: Coroutine[Any, Any, _Result]) -> _Result:
    """The result of what never waits."""
    try:
        steps.send(None)
    except StopIteration as end:
        result: _Result = end.value
        return result
    raise RuntimeError("a replay waited for something")
