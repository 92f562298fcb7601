"""How the time for a character grows with the length of a document, ordinary and built to be slow."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial

import embeds
from embeds.detector import TIERS

from . import workload
from .measure import say, seconds

BASE = 100_000
LENGTHS = (1_000, 10_000, BASE, 1_000_000, 10_000_000)
_TWEET = "Again and again. — Mara Voss (@maravoss) May 3, 2021"
_CREDIT = "A man walks. (Photo: Ana Ruiz/AFP via Getty Images)"

Shape = Callable[[int], str]


def _repeated(unit: str) -> Shape:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


def _articles(share: float) -> Shape:
    """The same articles over and over, so that every length has the same in it."""
    return lambda length: _repeated("\n\n".join(workload.documents(share, BASE))[: BASE - 2] + "\n\n")(length)


def _anchors() -> Iterator[tuple[str, Shape]]:
    """For each family all its anchors, one after the other."""
    for family in (family for tier in TIERS for family in tier):
        yield f"anchors of {family.name}", _repeated(" ".join(family.anchors) + " ")


SHAPES: dict[str, Shape] = {
    "articles without fragments": _articles(0.0),
    "articles with fragments": _articles(1.0),
    "one line of words": _repeated("the ferry was late again and "),
    "no white space": _repeated("theferrywaslateagain"),
    "newlines": _repeated("\n"),
    "short lines": _repeated("The ferry\n"),
    "names in lines": _repeated("Mara Voss\n" * 9 + "Mara Voss, Reuters\n"),
    "captions and names": _repeated("A man walks along the pier, Reuters says.\nAna Ruiz\n\n"),
    "open brackets": _repeated("("),
    "tweets": _repeated(f"{_TWEET}\n\n"),
    "tweets in one line": _repeated(f"{_TWEET} "),
    "credits": _repeated(f"{_CREDIT}\n"),
    "credits in one line": _repeated(f"{_CREDIT} "),
    **dict(_anchors()),
}


def table(longest: int, patience: float) -> Iterator[tuple[str, dict[int, float]]]:
    """For each shape, microseconds a character by length; a length that would take more than `patience` s is left."""
    for name, shape in SHAPES.items():
        say(f"growth: {name}")
        times: dict[int, float] = {}
        for length in (length for length in LENGTHS if length <= longest):
            if length > BASE and times[BASE] * length / 1e6 > patience:
                break
            text = shape(length)
            runs = 1 if length > BASE else 2 + min(4, BASE // length)  # the first of many loads what is loaded once
            times[length] = 1e6 * min(seconds(partial(embeds.clean, text)) for _ in range(runs)) / length
        yield name, times


def main() -> int:
    """Print the whole table; the last column is the longest against 100,000 characters."""
    print(f"{'microseconds a character':30}" + "".join(f"{length:>12,}" for length in LENGTHS))
    for name, times in table(LENGTHS[-1], patience=600):
        figures = "".join(f"{times[length]:12.3f}" if length in times else " " * 12 for length in LENGTHS)
        print(f"{name:30}{figures}   x{times[max(times)] / times[BASE]:.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
