"""Chunks cleaned in order, by this process or by several."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, NamedTuple

from ..errors import RunError
from .job import Chunk, Done, Job

_AHEAD = 3  # chunks a worker that wait, are worked on or wait to be written: nobody idles, and memory stays bounded


class Place(NamedTuple):
    """Where a chunk ended: the number of its input, where that goes on, and how much of it was read by then."""

    input: int
    after: int
    seen: int


Placed = tuple[int, Chunk]  # a chunk, and the number of its input


def cleaned(job: Job, chunks: Iterator[Placed], workers: int) -> Generator[tuple[Place, Done]]:
    """Each chunk cleaned, in the order in which they come; raises RunError when a worker dies."""
    if workers == 1:
        for number, chunk in chunks:
            yield Place(number, chunk.after, chunk.seen), _work(job, chunk.clean, chunk.data)
        return
    waiting: deque[tuple[Place, Future[Done]]] = deque()
    try:
        with _pool(workers) as pool:
            for number, chunk in chunks:
                place = Place(number, chunk.after, chunk.seen)
                with _interrupts_wait():
                    waiting.append((place, pool.submit(_work, job, chunk.clean, chunk.data)))
                if len(waiting) >= _AHEAD * workers:
                    place, done = waiting.popleft()
                    yield place, done.result()
            for place, done in waiting:
                yield place, done.result()
    except BrokenProcessPool as err:
        raise RunError("a worker was killed, perhaps because memory ran out: use fewer --workers") from err


def compressed(rows: bytes, compression: str | None) -> bytes:
    """A whole member of a .gz, or frame of a .zst: files are such ones, one behind the other."""
    if compression is None:
        return rows
    import pyarrow as pa

    return bytes(pa.compress(rows, codec=compression, asbytes=True))


def _work(job: Job, clean: Callable[[Job, Any], Done], data: Any) -> Done:
    done = clean(job, data)
    if done.out:
        done.out = compressed(done.out, job.compression)
    return done


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Make processes that begin here deaf to Ctrl-C and to the end of a terminal, which reach all of its processes.

    What happens then is ours to say. The pool begins a process when a chunk comes and none is idle, so that there are
    never more than chunks.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that are gone when we are, however that comes."""
    context = multiprocessing.get_context("spawn")  # the same everywhere, and safe beside threads
    before = set(multiprocessing.active_children())
    with _interrupts_wait():  # Python's tracker of resources begins here
        pool = ProcessPoolExecutor(workers, context, _begin)
    try:
        yield pool
    except BaseException:
        for worker in set(multiprocessing.active_children()) - before:
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Watch over the parent: one that is killed tells nobody, and its workers would wait for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
