"""Do tasks in several processes and give their results in the order of the tasks."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from contextlib import closing
from typing import TypeVar

from .crew import Crew, Task

_Given = TypeVar("_Given")
_Result = TypeVar("_Result")

_AHEAD = 3  # tasks for each worker that are begun but not yet asked for: enough that none idles, and memory is bounded


def in_order(tasks: Iterable[tuple[_Given, Task[_Result]]], workers: int) -> Generator[tuple[_Given, _Result]]:
    """Yield what was given beside each task, and the task's result; raise RunError if a worker dies.

    Tasks are taken from their iterator as results are asked for, a few ahead. The workers end with the generator, also
    if it is closed early or forgotten.
    """
    crew: Crew[_Result] = Crew(workers)
    waiting: deque[tuple[_Given, Task[_Result]]] = deque()
    with closing(crew):
        for given, task in tasks:
            crew.give(task)
            waiting.append((given, task))
            while waiting and (waiting[0][1].is_done or len(waiting) >= _AHEAD * workers):
                given, task = waiting.popleft()
                yield given, crew.result(task)
        while waiting:
            given, task = waiting.popleft()
            yield given, crew.result(task)
