"""Measure all figures of speed in one run, and print a table of ratios: `python -m tests.bench [--quick]`.

With `--against VERSION` only compare this checkout with another one.

Candidates take turns, times are processor time, figures are medians: read the ratios, not the seconds. Progress goes
to standard error. Candidates that are not installed are left out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import os
import platform
import sys

import embeds

from . import against, growth, html, jobs, scanners, speed, workload
from .measure import say

_PAGES = workload.GOLD / "pages.dev.jsonl.xz"


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fifth of everything: for a look, not for the README")
    parser.add_argument("--against", metavar="VERSION", help="compare with a git revision, or a folder with embeds/")
    given = parser.parse_args()
    quick: bool = given.quick
    logging.disable()
    size, rounds = (200_000, 3) if quick else (1_000_000, 5)
    print(f"embeds {embeds.__version__}, {dt.datetime.now(dt.UTC):%Y-%m-%d}, {_machine()}, {workload.source()}")
    if given.against:
        try:
            against.report(given.against, 4_000_000 if not quick else 200_000, 3 if quick else 5)
        except against.UnknownVersionError as err:
            parser.error(str(err))
        return 0
    _floor(size, rounds)
    _hit(size, rounds)
    _scanners(size, rounds)
    _html(4 if quick else 20)
    _jobs(*((1_000_000, 4_000_000, 1) if quick else (4_000_000, 16_000_000, 3)))
    print()
    growth.report(growth.LENGTHS[:-1] if quick else growth.LENGTHS, sample=1)
    return 0


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    python = platform.python_version()
    return f"Python {python}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores{load}"


def _floor(size: int, rounds: int) -> None:
    say("JSONL to JSONL")
    print("\nJSONL to JSONL against orjson's loads and dumps of the same lines")
    for share, floor, ours, ratio in speed.against_floor(size, rounds):
        print(f"  {share:4.0%} of documents with fragments: {ours:8.2f} MB/s   {ratio:.4f} of the floor's {floor:.0f}")


def _hit(size: int, rounds: int) -> None:
    say("where a hit's time goes")
    print("\nA document with fragments, microseconds")
    for name, spent in speed.of_a_hit(size, rounds).items():
        print(f"  {name:24} {spent:8.0f}")


def _scanners(size: int, rounds: int) -> None:
    say("scanners")
    texts = workload.documents(0.0, size)
    found = scanners.table(texts, rounds)
    ours = next(iter(found.values()))
    print("\nScanning documents without fragments for every anchor")
    for name, spent in found.items():
        megabytes = sum(len(text.encode()) for text in texts) / 1e6 / spent
        print(f"  {name:32} {megabytes:8.1f} MB/s   {ours / spent:7.3f} times ours")


def _html(most: int) -> None:
    say("HTML")
    pages = html.pages([str(_PAGES)] if _PAGES.is_file() else [])[:most]
    tools = html.candidates() | {"bs4 with lxml": _soup}
    total = dict.fromkeys(tools, 0.0)
    for number, page in enumerate([pages[0], *pages]):
        for name, tool in tools.items():
            spent = html.seconds(tool, page)
            total[name] += spent if number else 0.0  # the first one loads what is loaded once
    print(f"\nHTML, {len(pages)} pages of {sum(map(len, pages)) / len(pages) / 1000:.0f} thousand characters")
    for name, spent in total.items():
        print(f"  {name:16} {1000 * spent / len(pages):8.2f} ms a page   {spent / total['embeds']:7.1f} times embeds'")


def _soup(page: str) -> object:
    from bs4 import BeautifulSoup

    return BeautifulSoup(page, "lxml").get_text()


def _jobs(small: int, large: int, rounds: int) -> None:
    print("\nembeds clean IN.jsonl -o OUT.jsonl")
    peaks = jobs.memory((small, large))
    for size, peak in peaks.items():
        print(f"  memory at its peak, {size / 1e6:3.0f} million characters {peak:8.1f} MB   x{peak / peaks[small]:.2f}")
    spent = jobs.workers(large, rounds)
    for count, time in spent.items():
        print(
            f"  {count} worker{'s' * (count > 1)}: {time:6.1f} s by the clock   {spent[1] / time:.2f} times one's speed"
        )


if __name__ == "__main__":
    sys.exit(main())
