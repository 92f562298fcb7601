"""Measure how fast links are resolved, and with how much memory: `python -m tests.bench.resolver`.

The server is a process of its own on the loopback; it plays t.co, with a latency of 30 ms or with 5 % faults.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import random
import resource
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

import embeds

from ..loopback import Loopback, Reply, Request, http, moved, world

_SLOW = 12.0  # seconds: longer than the ten that one try may take


async def slow() -> AsyncIterator[bytes]:
    await asyncio.sleep(_SLOW)
    yield http(503)


FAULTS: tuple[Reply, ...] = (
    b"",
    http(429),
    http(503),
    slow,
    b"HTTP/1.1 nonsense\r\n\r\n",
    http(301, "Location: https://a.example/", "Location: https://b.example/"),
)


def plain(request: Request) -> Reply:
    return moved(f"https://ellery.example{request.target}")


def faulty(request: Request) -> Reply:
    """Answer one request in twenty with a fault, and with another one the next time."""
    return random.choice(FAULTS) if random.random() < 0.05 else plain(request)  # noqa: S311 - dice


def _serve(answer: Callable[[Request], Reply], delay: float, pipe: Connection) -> None:
    with Loopback(answer, delay=delay) as server:
        pipe.send(server.port)
        while pipe.recv():
            pipe.send((len(server.requests), server.peak))


@contextmanager
def elsewhere(answer: Callable[[Request], Reply], delay: float = 0.0) -> Iterator[Callable[[], tuple[int, int]]]:
    """Start the server in another process; give what returns its requests and its most connections at once."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(answer, delay, theirs))
    process.start()

    def counted() -> tuple[int, int]:
        ours.send(True)
        requests, peak = ours.recv()
        return requests, peak

    try:
        with world(Loopback(answer, port=ours.recv())):
            yield counted
    finally:
        ours.send(False)
        process.join()


def links(count: int) -> Iterator[str]:
    return (f"https://t.co/{number:010}" for number in range(count))


def at_once(count: int) -> None:
    """Measure distinct links of 30 ms each: in sequence, with 32 connections, and memory with seven times as many."""
    with elsewhere(plain, 0.03) as counted:
        few = count // 20
        with embeds.Resolver(limits=embeds.Limits(per_host=32)) as resolver:
            start = time.perf_counter()
            outcomes = Counter(resolver.expand(url).outcome for url in links(few))
            slow = (time.perf_counter() - start) / few
        with embeds.Resolver(limits=embeds.Limits(per_host=32)) as resolver:
            start = time.perf_counter()
            outcomes = Counter(found.outcome for found in resolver.expand_many(links(count)))
            quick = (time.perf_counter() - start) / count
            before = memory()
            more = Counter(found.outcome for found in resolver.expand_many(islice(links(7 * count), count, None)))
        _, peak = counted()
    print(f"{count} links at 30 ms: {slow * 1000:.1f} ms each one by one, {quick * 1000:.2f} ms with 32 connections:")
    print(f"  {slow / quick:.1f} times as fast, at most {peak} connections at once, {dict(outcomes)}")
    print(f"  memory {before:.0f} MB after {count}, {memory():.0f} MB after {7 * count} links, {dict(more)}")


def memory() -> float:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def with_faults(count: int) -> None:
    """Measure links of which 5 % fail at first; then from the cache, and when failures may have changed."""
    with tempfile.TemporaryDirectory() as folder, elsewhere(faulty) as counted:
        asked = changing = 0
        for run in ("first", "second, at once", "third, two hours later"):
            start = time.perf_counter()
            with embeds.Resolver(cache=Path(folder) / "cache.db") as resolver:
                outcomes = Counter(found.outcome for found in resolver.expand_many(links(count)))
            before, asked = asked, counted()[0]
            rate = count / (time.perf_counter() - start)
            print(f"{run} run of {count} links with 5 % faults: {rate:.0f} links/s, {asked - before} requests")
            print(f"  {outcomes.total()} outcomes, {changing} of them may have changed: {dict(outcomes)}")
            changing = 0
            if run.startswith("second"):
                changing = count - outcomes["ok"]
                age(Path(folder) / "cache.db", "-2 hours")


def age(cache: Path, by: str) -> None:
    """Make all answers in a cache older."""
    with closing(sqlite3.connect(cache)) as database, database:
        database.execute(
            "UPDATE answers SET answer = json_set(answer, '$.at', strftime('%Y-%m-%dT%H:%M:%S+00:00', 'now', ?))", (by,)
        )


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, default=2000)
    parser.add_argument("--faulty", type=int, default=10_000)
    options = parser.parse_args()
    at_once(options.links)
    with_faults(options.faulty)


if __name__ == "__main__":
    main()
