"""How fast links are resolved, and what it takes: `python -m tests.bench.resolver`.

The server is a process of its own, on the loopback: it plays t.co, with a latency of 30 ms or with 5 % faults.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import embeds

from ..loopback import Loopback, Reply, Request, http, moved, world

FAULTS: tuple[Reply, ...] = (
    b"",
    http(429),
    http(503),
    b"HTTP/1.1 nonsense\r\n\r\n",
    http(301, "Location: https://a.example/", "Location: https://b.example/"),
)


def plain(request: Request) -> Reply:
    return moved(f"https://ellery.example{request.target}")


def faulty(request: Request) -> Reply:
    """One answer in twenty is a fault, and another one the next time."""
    return random.choice(FAULTS) if random.random() < 0.05 else plain(request)  # noqa: S311 - dice


def _serve(answer: Callable[[Request], Reply], delay: float, pipe: Connection) -> None:
    with Loopback(answer, delay=delay) as server:
        pipe.send(server.port)
        while pipe.recv():
            pipe.send((len(server.requests), server.peak))


@contextmanager
def elsewhere(answer: Callable[[Request], Reply], delay: float = 0.0) -> Iterator[Callable[[], tuple[int, int]]]:
    """A world with the server in another process; gives what tells its requests and its most connections at once."""
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
    """Distinct links with 30 ms each: one after the other, and with 32 connections."""
    with elsewhere(plain, 0.03) as counted:
        few = count // 20
        with embeds.Resolver(per_host=32) as resolver:
            start = time.perf_counter()
            outcomes = Counter(resolver.expand(url).outcome for url in links(few))
            slow = (time.perf_counter() - start) / few
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with embeds.Resolver(per_host=32) as resolver:
            start = time.perf_counter()
            outcomes = Counter(found.outcome for found in resolver.expand_many(links(count)))
            quick = (time.perf_counter() - start) / count
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        _, peak = counted()
    print(f"{count} links at 30 ms: {slow * 1000:.1f} ms each one by one, {quick * 1000:.2f} ms with 32 connections:")
    print(f"  {slow / quick:.1f} times as fast, most connections at once {peak}, memory +{grown} kB, {dict(outcomes)}")


def with_faults(count: int) -> None:
    """Links of which 5 % fail at first, with a cache; then once more from the cache."""
    with tempfile.TemporaryDirectory() as folder, elsewhere(faulty) as counted:
        for run in ("first", "second"):
            start = time.perf_counter()
            with embeds.Resolver(cache=Path(folder) / "cache.db") as resolver:
                outcomes = Counter(found.outcome for found in resolver.expand_many(links(count)))
            requests, _ = counted()
            rate = count / (time.perf_counter() - start)
            print(f"{run} run of {count} links with 5 % faults: {rate:.0f} links/s, {requests} requests so far")
            print(f"  {outcomes.total()} outcomes: {dict(outcomes)}")


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
