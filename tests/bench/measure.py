"""Measure the processor time of candidates that take turns, so that other work on the machine slows them all alike."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

Candidates = dict[str, Callable[[], object]]


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one run, in seconds."""
    began = time.process_time()
    work()
    return time.process_time() - began


def medians(candidates: Candidates, rounds: int) -> dict[str, float]:
    """Return the median of each candidate's times; the first round, which loads things, does not count."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for number in range(rounds + 1):
        for name, work in candidates.items():
            spent = seconds(work)
            if number:
                times[name].append(spent)
    return {name: statistics.median(spent) for name, spent in times.items()}


def say(what: str) -> None:
    """Print a line of progress on standard error."""
    print(f"bench: {what}", file=sys.stderr, flush=True)
