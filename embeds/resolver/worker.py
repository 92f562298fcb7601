"""Run asynchronous work for synchronous code."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from .engine import CLOSED, Engine

_Result = TypeVar("_Result")


class Worker:
    """A thread with an event loop that runs an engine's work, so that its caller may have an event loop of its own.

    A replay never waits, and is run without a loop, because an event loop opens a pair of sockets.
    """

    def __init__(self, engine: Engine) -> None:
        """Start no thread yet."""
        self._engine = engine
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop
        self._end: asyncio.Event
        self._process = os.getpid()

    def run(self, steps: Coroutine[Any, Any, _Result]) -> _Result:
        """Run a coroutine to its end and return its result; raise RuntimeError if closed, or in a forked process."""
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
        except BaseException as err:  # an interrupt cancels the work, too
            future.cancel()
            if self._engine.closed and isinstance(err, asyncio.CancelledError | TimeoutError):
                raise RuntimeError(CLOSED) from err
            raise

    def drop(self, steps: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine without waiting for it: the caller may be the garbage collector, in any thread."""
        if self._thread is None or self._engine.closed or os.getpid() != self._process:
            steps.close()
        else:
            asyncio.run_coroutine_threadsafe(steps, self._loop)

    def _start(self) -> None:
        """Start the thread if it is not running; raise RuntimeError as `run` does."""
        if self._engine.closed:
            raise RuntimeError(CLOSED)
        if os.getpid() != self._process:  # a fork copies neither the thread nor the cache's connection
            raise RuntimeError("this resolver belongs to the process that was forked: make one in each")
        if self._thread is not None:
            return
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._run_loop(ready)), name="embeds resolver", daemon=True
        )
        self._thread.start()
        ready.wait()

    async def _run_loop(self, ready: threading.Event) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        ready.set()
        await self._end.wait()  # asyncio.run then cancels the tasks that are still running

    def close(self) -> None:
        """Close the engine and end the thread; further calls do nothing."""
        if os.getpid() != self._process:
            return
        if threading.current_thread() is self._thread:  # called by the garbage collector in the worker's own thread
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
    """Return the result of a coroutine that never waits."""
    try:
        steps.send(None)
    except StopIteration as end:
        result: _Result = end.value
        return result
    raise RuntimeError("a replay waited for something")
