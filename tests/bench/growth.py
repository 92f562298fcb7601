"""Measure how the time for a character grows with the length of documents, ordinary ones and ones built to be slow.

    python -m tests.bench.growth [--quick]

For each kind of word all shapes are tried at a small length, and the slowest are measured. The exit status is 1 if a
shape takes longer than `SLOWEST` seconds for a million characters, or grows faster than `STEEPEST` times its length.
Times are processor time, which is up to twice as long on a busy machine: a shape that seems slow is timed again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import embeds

from . import attack, html, workload
from .measure import say, seconds

BASE = 100_000
LENGTHS = (BASE, 1_000_000, 4_000_000)
SLOWEST = 1.0
STEEPEST = 1.5
_TRIED = 20_000  # characters of each shape when all are tried
_SHOWN = 2  # slowest shapes of each kind that are measured

Shape = Callable[[int], str]
Clean = Callable[[str], embeds.Article]


def repeated(unit: str) -> Shape:
    """Return the unit repeated to the given number of characters."""
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def _articles(share: float) -> Shape:
    """Return the same articles repeated, so that every length has the same content."""
    return repeated("\n\n".join(workload.documents(share, BASE))[: BASE - 2] + "\n\n")


def _slowest(clean: Clean, units: Sequence[str]) -> list[str]:
    """Return the units that take longest."""
    spent = {unit: seconds(partial(clean, repeated(unit)(_TRIED))) for unit in units}
    return sorted(spent, key=spent.__getitem__, reverse=True)[:_SHOWN]


def shapes(sample: int) -> Iterator[tuple[str, Clean, Shape]]:
    """Yield all shapes, each with what cleans it; `sample` words of each kind are tried in every frame."""
    text, page = embeds.clean, embeds.clean_html
    yield "articles without fragments", text, _articles(0.0)
    yield "articles with fragments", text, _articles(1.0)
    yield "pages", page, repeated("".join(html.pages([])[:20]))
    yield "newlines behind a credit", text, lambda length: "(Photo: AP)" + "\n" * (length - 12) + "x"
    yield "spaces behind a credit", text, lambda length: "(Photo: AP)\n/" + " " * (length - 14) + "x"
    for clean, units in ((text, attack.TEXTS), (page, attack.PAGES)):
        yield from ((name, clean, repeated(unit)) for name, unit in units.items())
    for clean, kinds, frames in ((text, attack.words(), attack.FRAMES), (page, attack.marks(), attack.TAGS)):
        for kind, words in kinds.items():
            say(f"growth: {kind}")
            tried = list(attack.units(words[:: 1 if sample > 1 else len(words)], frames, sample))
            for unit in _slowest(clean, tried):
                yield f"{kind}: {unit!r}", clean, repeated(unit)


def table(lengths: Sequence[int], *, sample: int) -> Iterator[tuple[str, list[float], list[float]]]:
    """Return for each shape the seconds and the records for a million characters, at each length."""
    for name, clean, shape in shapes(sample):
        clean(shape(1000))  # so that loading is not measured
        measured = [_best(clean, shape(length)) for length in lengths]
        times, records = (
            [1e6 * one[n] / length for one, length in zip(measured, lengths, strict=True)] for n in (0, 1)
        )
        yield name, times, records


def _best(clean: Clean, text: str) -> tuple[float, int]:
    """Return the least time of up to eight runs, and the number of records.

    Other programs make a run slower, never faster: so a run is repeated only while it stays near `SLOWEST`.
    """
    records = len(clean(text).records)
    least = seconds(partial(clean, text))
    for _ in range(7):
        if least < 0.8 * SLOWEST * len(text) / 1e6:
            break
        least = min(least, seconds(partial(clean, text)))
    return least, records


def report(lengths: Sequence[int], *, sample: int) -> int:
    """Print the table, and return how many shapes exceed a limit."""
    print("seconds for a million characters, and records")
    print(" " * 50 + "".join(f"{length:>12,}" for length in lengths) + "   of linear     records")
    missed = 0
    for name, times, records in table(lengths, sample=sample):
        steep = times[-1] / times[0]
        bad = max(times) > SLOWEST or (steep > STEEPEST and max(times) > SLOWEST / 10)
        missed += bad
        figures = "".join(f"{spent:12.3f}" for spent in times)
        print(f"{name[:50]:50}{figures}   x{steep:.2f}{records[-1]:16,.0f}{'  MISSED' if bad else ''}", flush=True)
    return missed


def main() -> int:
    """Print the whole table, and return whether the limits hold as the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="up to a million characters, one word of each kind")
    quick: bool = parser.parse_args().quick
    missed = report(LENGTHS[:-1] if quick else LENGTHS, sample=1 if quick else 6)
    print(f"{missed} miss {SLOWEST} s for a million characters, or {STEEPEST} times linear")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
