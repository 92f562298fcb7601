"""Run tasks in several processes, each with a pipe of its own.

The standard library's pools share one pipe between their processes: if one is killed while it sends a result, the
others and the parent wait for the rest of it for ever. A pipe that one process alone holds closes when it dies.
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
from .interrupts import held

_SPAWN = multiprocessing.get_context("spawn")  # works alike on all systems, and is safe beside threads
_NAME = "embeds worker"
_UNGUARDED = (
    "a worker could not start: workers read the script that starts them again, so call clean_many with workers only "
    'under `if __name__ == "__main__":`, and in a script that is a file'
)
_Result = TypeVar("_Result")


class Task(Generic[_Result]):
    """A call that some process makes; `result` is what it returned or raised."""

    def __init__(self, call: Callable[..., _Result], *arguments: Any) -> None:
        """Keep the call and its arguments, which must be picklable."""
        self.call: tuple[Callable[..., _Result], tuple[Any, ...]] | None = (call, arguments)
        self.result: _Result | Exception | None = None

    @property
    def is_done(self) -> bool:
        """Whether the result has come."""
        return self.call is None


class Crew(Generic[_Result]):
    """Up to `most` processes, started as tasks come while none is idle; `close` ends them."""

    def __init__(self, most: int) -> None:
        """Start no process yet."""
        self._most = most
        self._workers: dict[connection.Connection, multiprocessing.process.BaseProcess] = {}
        self._busy: dict[connection.Connection, Task[_Result] | None] = {}  # None: the process is starting
        self._idle: list[connection.Connection] = []
        self._todo: deque[Task[_Result]] = deque()

    def give(self, task: Task[_Result]) -> None:
        """Have a task done as soon as a process is free."""
        self._todo.append(task)
        self._take_in(0)
        if self._todo and len(self._workers) < self._most:
            self._begin()

    def result(self, task: Task[_Result]) -> _Result:
        """Wait for a task and return its result; raise what it raised, and RunError if a process dies."""
        while not task.is_done:
            self._take_in(None)
        if isinstance(task.result, Exception):
            raise task.result
        return task.result  # type: ignore[return-value]  # not None: the task is done

    def close(self) -> None:
        """Kill all processes, whatever they are doing."""
        for process in self._workers.values():
            process.kill()
        for pipe, process in self._workers.items():
            process.join()
            pipe.close()

    def _begin(self) -> None:
        here = multiprocessing.current_process()
        if here.name == _NAME:  # a worker that reads a script without a guard would start workers: its parent says so
            sys.exit(1)
        if here.daemon:
            raise RunError("a process of a pool cannot start workers: clean with one worker there")
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve, args=(theirs,), daemon=True, name=_NAME)
        with held(), _interrupts_ignored():  # a process whose parent stops while it starts prints a traceback
            process.start()
            self._workers[ours], self._busy[ours] = process, None
        theirs.close()

    def _take_in(self, seconds: float | None) -> None:
        """Receive results and hand out tasks; wait for a result for so many seconds, or for ever if None."""
        for ready in connection.wait(self._busy, seconds) if self._busy else ():
            pipe = cast("connection.Connection", ready)
            with self._alive(pipe):
                result = pipe.recv()
            if task := self._busy.pop(pipe):
                task.call, task.result = None, result
            self._idle.append(pipe)
        while self._idle and self._todo:
            pipe, task = self._idle.pop(), self._todo.popleft()
            self._busy[pipe] = task
            with self._alive(pipe):
                pipe.send(task.call)

    @contextmanager
    def _alive(self, pipe: connection.Connection) -> Iterator[None]:
        """Use a pipe; raise RunError if the process at its other end has ended, or never came so far."""
        try:
            yield
        except (EOFError, OSError) as err:
            process = self._workers[pipe]
            process.join()
            has_failed = self._busy[pipe] is None and (process.exitcode or 0) > 0
            killed = "a worker was killed, perhaps because memory ran out: use fewer workers"
            raise RunError(_UNGUARDED if has_failed else killed) from err


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Start processes that ignore Ctrl-C and the end of the terminal, which are sent to all processes of a terminal.

    The parent decides what happens then.
    """
    if sys.platform == "win32":
        yield
        return
    deaf = {signal.SIGINT, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, deaf)
    try:
        resource_tracker.ensure_running()  # starts with the first process, and unblocks SIGINT
        signal.pthread_sigmask(signal.SIG_BLOCK, deaf)
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: connection.Connection) -> None:
    """Report that this process has started, then do the tasks that come through the pipe until its other end closes."""
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
    """Wait for the parent to end, then end: a parent that is killed cannot tell its workers, which would work on."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
