"""Measure the command line on files of many articles: memory by the size of the file, two workers against one."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import workload
from .measure import say

# The peak is that of the job's largest process, in kilobytes on Linux and in bytes on macOS.
_PEAK = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); " + (
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
_UNIT = 1 if sys.platform == "darwin" else 1024


def memory(sizes: tuple[int, ...]) -> dict[int, float]:
    """Return the peak of a job's memory in MB, by the size of its file in characters."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            say(f"memory: a file of {size / 1e6:.0f} million characters")
            command = [sys.executable, "-c", _PEAK, *_job(_file(Path(folder), size), workers=1)]
            run = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            found[size] = int(run.stdout.split()[-1]) * _UNIT / 1e6
    return found


def workers(size: int, rounds: int) -> dict[int, float]:
    """Return the seconds of clock time for a file, by the number of workers: medians of alternating runs."""
    times: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as folder:
        file = _file(Path(folder), size)
        for number in range(rounds):
            for count, spent in times.items():
                say(f"workers: {count}, run {number + 1} of {rounds}")
                began = time.perf_counter()
                subprocess.run(_job(file, workers=count), check=True, stderr=subprocess.DEVNULL)
                spent.append(time.perf_counter() - began)
    return {count: statistics.median(spent) for count, spent in times.items()}


def _file(folder: Path, size: int) -> Path:
    """Write a file of articles, a fifth of them with fragments, in parts, so that this process stays small."""
    path, part = folder / f"{size}.jsonl", 1_000_000
    with path.open("wb") as out:
        for number in range(max(1, size // part)):
            out.writelines(line + b"\n" for line in workload.lines(workload.documents(0.2, min(size, part), number)))
    return path


def _job(file: Path, workers: int) -> list[str]:
    out = file.with_suffix(f".{workers}.out.jsonl")
    return [sys.executable, "-m", "embeds", "clean", str(file), "-o", str(out), "--workers", str(workers)]
