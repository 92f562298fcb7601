"""Clean chunks in order, in this process or in several."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import Any, NamedTuple

from ..processes.crew import Task
from ..processes.in_order import in_order
from . import compression
from .job import Chunk, Done, Job


class Place(NamedTuple):
    """Where a chunk ended: the number of its input, where that input goes on, and the bytes of it read by then."""

    input: int
    after: int
    seen: int


Placed = tuple[int, Chunk]  # a chunk, and the number of its input


def cleaned(job: Job, chunks: Iterator[Placed], workers: int) -> Generator[tuple[Place, Done]]:
    """Yield each chunk cleaned, in the order in which they come; raise RunError if a worker dies."""
    placed = ((Place(number, chunk.after, chunk.seen), chunk) for number, chunk in chunks)
    if workers == 1:
        for place, chunk in placed:
            yield place, _work(job, chunk.clean, chunk.data)
    else:
        yield from in_order(((place, Task(_work, job, one.clean, one.data)) for place, one in placed), workers)


def _work(job: Job, clean: Callable[[Job, Any], Done], data: Any) -> Done:
    done = clean(job, data)
    if done.out:
        done.out = compression.packed(done.out, job.compression)
    return done
