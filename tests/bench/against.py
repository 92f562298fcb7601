"""Compare this checkout with another one: whole processes that take turns, and whether the fragments are the same.

`python -m tests.bench --against VERSION` takes a git revision of this repository, which is checked out beside in a
temporary folder, or a folder that holds `embeds/`. Each of both runs `embeds clean IN.jsonl -o OUT.jsonl` with one
worker on the files of workload.py, cleans pages, and imports the package and cleans its first text. Times are medians
by the clock and of the processor, with all that a process needs to start; ratios are this checkout's speed over the
other's, of processor time.
"""

from __future__ import annotations

import io
import json
import lzma
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from . import html, workload
from .measure import say

HERE = Path(__file__).parents[2]
_TREES = ("this", "other")
# Runs a command, and prints its seconds by the clock and of the processor, and its peak of memory.
_MEASURED = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
_UNIT = 1 if sys.platform == "darwin" else 1024  # of the peak, in bytes
_FIRST = 'import embeds; embeds.clean("Two votes! — Mara Voss (@maravoss) May 3, 2021")'
_PAGES = "import json, sys, embeds\nfor page in json.load(open(sys.argv[1], encoding='utf-8')): embeds.clean_html(page)"
# Prints for each line of a file what is found in it: the kind, the span, and all else of each record.
_FOUND = """
import json, sys, embeds
for line in open(sys.argv[1], encoding="utf-8"):
    is_page, text = json.loads(line)
    article = (embeds.clean_html if is_page else embeds.clean)(text)
    print(json.dumps([one.model_dump(mode="json") for one in article.records]))
"""


class Spent(NamedTuple):
    """Medians of one workload: seconds by the clock, seconds of the processor, and the peak of memory in MB."""

    clock: float
    processor: float
    peak: float


class UnknownVersionError(Exception):
    """Neither a folder that holds `embeds/` nor a git revision of this repository; the message says so."""


@contextmanager
def checkout(version: str) -> Iterator[Path]:
    """Give the folder of another checkout; raise UnknownVersionError if there is none."""
    if (Path(version) / "embeds" / "__init__.py").is_file():
        yield Path(version).resolve()
        return
    git = ["git", "-C", str(HERE)]
    asked = [*git, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{version}^{{commit}}"]
    found = subprocess.run(asked, capture_output=True, text=True)
    if found.returncode:
        raise UnknownVersionError(f"{version}: neither a folder that holds embeds/ nor a git revision of this checkout")
    with tempfile.TemporaryDirectory() as folder:
        archive = subprocess.run([*git, "archive", found.stdout.strip(), "embeds"], check=True, capture_output=True)
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
            packed.extractall(folder, filter="data")
        yield Path(folder)


def report(version: str, size: int, rounds: int) -> None:
    """Print how fast this checkout is against another one, and in how many texts they find something else."""
    with checkout(version) as other, tempfile.TemporaryDirectory() as folder:
        trees = dict(zip(_TREES, (HERE, other), strict=True))
        print(f"\nAgainst {version}: this checkout, the other one, and how many times as fast this one is")
        for name, command in _commands(Path(folder), size).items():
            this, its = compared(name, command, trees, rounds)
            print(
                f"  {name:34} {this.processor:7.2f} s {its.processor:7.2f} s   {its.processor / this.processor:5.2f} "
                f"times (clock {its.clock / this.clock:.2f})   memory {this.peak:.0f} MB, {its.peak:.0f} MB"
            )
        count, changed = differing(trees, texts(), Path(folder))
        print(f"  other fragments in {len(changed)} of {count} texts and pages {' '.join(map(str, changed[:20]))}")


def _commands(folder: Path, size: int) -> dict[str, list[str]]:
    """Return what is measured, by name; the files are made in `folder`."""
    found = {"import and first call": ["-c", _FIRST]}
    for share in (0.0, 0.2, 1.0):
        file = folder / f"{share}.jsonl"
        file.write_bytes(b"".join(line + b"\n" for line in workload.lines(workload.documents(share, size))))
        clean = ["-m", "embeds", "clean", str(file), "-o", str(file.with_suffix(".out.jsonl"))]
        found[f"embeds clean, {share:.0%} with fragments"] = clean
    pages = folder / "pages.json"
    pages.write_text(json.dumps(_pages()[: max(1, size // 20_000)]), encoding="utf-8")
    return found | {"clean_html": ["-c", _PAGES, str(pages)]}


def compared(name: str, command: Sequence[str], trees: dict[str, Path], rounds: int) -> list[Spent]:
    """Return what a command takes in each tree: medians of runs that take turns; the first ones do not count."""
    runs: dict[str, list[Spent]] = {tree: [] for tree in trees}
    for number in range(rounds + 1):
        for tree, folder in trees.items():
            say(f"{name}: {tree}, run {number} of {rounds}")
            spent = map(float, _run(["-c", _MEASURED, sys.executable, *command], folder).split())
            if number:
                runs[tree].append(Spent(*spent))
    medians = [Spent(*map(statistics.median, zip(*some, strict=True))) for some in runs.values()]
    return [one._replace(peak=one.peak * _UNIT / 1e6) for one in medians]


def texts() -> list[tuple[bool, str]]:
    """Return all labelled texts and pages, each with whether it is a page; without any, those of workload.py."""
    files = [*sorted(workload.GOLD.glob("*.jsonl")), *sorted(workload.GOLD.glob("*.jsonl.xz"))]
    found = []
    for path in files:
        with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
            rows = map(json.loads, lines)
            found += [(key == "html", row[key]) for row in rows for key in ("text", "html") if row.get(key)]
    made = [(False, text) for some in workload.made() for text in some] + [(True, page) for page in _pages()]
    return found or made


def differing(trees: dict[str, Path], some: list[tuple[bool, str]], folder: Path) -> tuple[int, list[int]]:
    """Return the number of texts, and the numbers (from 0) of those in which the trees find something else."""
    file = folder / "texts.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in some), encoding="utf-8")
    found = []
    for tree, place in trees.items():
        say(f"fragments of {len(some)} texts and pages: {tree}")
        found.append(_run(["-c", _FOUND, str(file)], place).splitlines())
    pairs = zip(*found, strict=True)
    return len(some), [number for number, (one, other) in enumerate(pairs) if one != other]


def _pages() -> list[str]:
    labelled = workload.GOLD / "pages.dev.jsonl.xz"
    return html.pages([str(labelled)] if labelled.is_file() else [])


def _run(arguments: Sequence[str], tree: Path) -> str:
    """Return what Python prints with the package of a tree."""
    own = os.environ | {"PYTHONPATH": str(tree)}
    own.pop("PYTHONDONTWRITEBYTECODE", None)  # else the tree that was checked out is compiled anew by every process
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=own, cwd=tree).stdout
