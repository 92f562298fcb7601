"""Processes that clean chunks, each behind a pipe of its own.

The standard library's pool shares a pipe between its processes: where one is ended while it sends a result, the others
and we wait for ever for the rest of it. A pipe that nobody else holds ends with its process.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import connection, resource_tracker
from typing import Any, Generic, TypeVar, cast

from ..errors import RunError

_SPAWN = multiprocessing.get_context("spawn")  # the same everywhere, and safe beside threads
_Result = TypeVar("_Result")


class Task(Generic[_Result]):
    """A call that some process makes; `result` is what came of it, or what it raised."""

    def __init__(self, call: Callable[..., _Result], *arguments: Any) -> None:
        """Keep the call, all of which can be pickled."""
        self.call: tuple[Callable[..., _Result], tuple[Any, ...]] | None = (call, arguments)
        self.result: _Result | Exception | None = None

    @property
    def is_done(self) -> bool:
        """Whether there is a result."""
        return self.call is None


class Crew(Generic[_Result]):
    """At most so many processes, one more for a task while none is idle; close it."""

    def __init__(self, most: int) -> None:
        """Begin none yet."""
        self._most = most
        self._workers: dict[connection.Connection, multiprocessing.process.BaseProcess] = {}
        self._busy: dict[connection.Connection, Task[_Result] | None] = {}  # None: it is about to begin
        self._idle: list[connection.Connection] = []
        self._todo: deque[Task[_Result]] = deque()

    def give(self, task: Task[_Result]) -> None:
        """Have a task done, as soon as a process has time for it."""
        self._todo.append(task)
        self._take_in(0)
        if self._todo and len(self._workers) < self._most:
            self._begin()

    def result(self, task: Task[_Result]) -> _Result:
        """What came of a task, once it is done; raises what that raised, and RunError when a process dies."""
        while not task.is_done:
            self._take_in(None)
        if isinstance(task.result, Exception):
            raise task.result
        return task.result  # type: ignore[return-value]  # it is done

    def close(self) -> None:
        """End all processes, whatever they do."""
        for process in self._workers.values():
            process.kill()
        for pipe, process in self._workers.items():
            process.join()
            pipe.close()

    def _begin(self) -> None:
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True)
        with _interrupts_wait():
            process.start()
            self._workers[ours], self._busy[ours] = process, None
        theirs.close()

    def _take_in(self, seconds: float | None) -> None:
        """Take in what processes sent, and send them what is to be done; wait so long for the first, or for ever."""
        try:
            for pipe in connection.wait(self._busy, seconds) if self._busy else ():
                pipe = cast("connection.Connection", pipe)
                result, task = pipe.recv(), self._busy.pop(pipe)
                if task:
                    task.call, task.result = None, result
                self._idle.append(pipe)
            while self._idle and self._todo:
                pipe, task = self._idle.pop(), self._todo.popleft()
                self._busy[pipe] = task
                pipe.send(task.call)
        except (EOFError, OSError) as err:
            raise RunError("a worker was killed, perhaps because memory ran out: use fewer --workers") from err


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Make processes that begin here deaf to Ctrl-C and to the end of a terminal, which reach all of its processes.

    What happens then is ours to say.
    """
    if sys.platform == "win32":
        yield
        return
    deaf = {signal.SIGINT, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, deaf)
    try:
        resource_tracker.ensure_running()  # it begins with the first of them, and unblocks SIGINT
        signal.pthread_sigmask(signal.SIG_BLOCK, deaf)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: connection.Connection) -> None:
    """Say that we have begun, and do what comes through the pipe, until nobody holds its other end."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            call, arguments = pipe.recv()
            try:
                result = call(*arguments)
            except Exception as err:
                result = err
            pipe.send(result)


def _end_with_parent() -> None:
    """Watch over the parent: one that is killed tells nobody, and we would go on until our chunk is done."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
