"""Clean chunks in order, in this process or in several."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import Any, NamedTuple

from . import compression
from .crew import Crew, Task
from .job import Chunk, Done, Job

_AHEAD = 3  # chunks for each worker that are read but not yet written: enough that none idles, and memory is bounded


class Place(NamedTuple):
    """Where a chunk ended: the number of its input, where that input goes on, and the bytes of it read by then."""

    input: int
    after: int
    seen: int


Placed = tuple[int, Chunk]  # a chunk, and the number of its input


def cleaned(job: Job, chunks: Iterator[Placed], workers: int) -> Generator[tuple[Place, Done]]:
    """Yield each chunk cleaned, in the order in which they come; raise RunError if a worker dies."""
    if workers == 1:
        for number, chunk in chunks:
            yield Place(number, chunk.after, chunk.seen), _work(job, chunk.clean, chunk.data)
        return
    crew: Crew[Done] = Crew(workers)
    waiting: deque[tuple[Place, Task[Done]]] = deque()
    with closing(crew):
        for number, chunk in chunks:
            task = Task(_work, job, chunk.clean, chunk.data)
            crew.give(task)
            waiting.append((Place(number, chunk.after, chunk.seen), task))
            while waiting and (waiting[0][1].is_done or len(waiting) >= _AHEAD * workers):
                place, task = waiting.popleft()
                yield place, crew.result(task)
        while waiting:
            place, task = waiting.popleft()
            yield place, crew.result(task)


def _work(job: Job, clean: Callable[[Job, Any], Done], data: Any) -> Done:
    done = clean(job, data)
    if done.out:
        done.out = compression.packed(done.out, job.compression)
    return done
