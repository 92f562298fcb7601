"""Measure how fast `clean_html` is beside extractors of articles, and how its time grows with the page.

    python -m tests.bench.html [PAGES.jsonl[.xz] …]

A line of the files is {"html": …}. Every candidate that is installed (trafilatura, goose3, newspaper4k) cleans every
page once, in turn; times are processor time, and the ratio is that of the sums. Without files the pages of the tests
are joined to pages of an article's size.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import logging
import lzma
import sys
import time
from collections.abc import Callable, Iterable

import embeds

from ..marked_cases import PAGES, cases

Extract = Callable[[str], object]
_FILLER = "<p>The ferry was late again, and <a href='/pier'>nobody on the pier</a> knew why.</p>\n"
_LOADING = 20  # pages that are cleaned before, so that loading of modules and patterns is not measured
_TIMES = (1, 2, 4, 8)


def pages(files: Iterable[str]) -> list[str]:
    """Return the pages of the files, or of the tests' cases."""
    found = []
    for file in files:
        opener = lzma.open if file.endswith(".xz") else open
        with opener(file, "rt", encoding="utf-8") as lines:
            found += [json.loads(line)["html"] for line in lines]
    made = [case.text for path in sorted(PAGES.glob("*.toml")) for case in cases(path.stem, PAGES)]
    return found or [f"<html><body>{_FILLER * 300}{case}{_FILLER * 300}</body></html>" for case in made]


def candidates() -> dict[str, Extract]:
    """Return `clean_html`, and the extractors that are installed."""
    found: dict[str, Extract] = {"embeds": embeds.clean_html}
    if importlib.util.find_spec("trafilatura"):
        import trafilatura

        found["trafilatura"] = trafilatura.extract
    if importlib.util.find_spec("goose3"):
        import goose3

        goose = goose3.Goose({"enable_image_fetching": False})
        found["goose3"] = lambda page: goose.extract(raw_html=page)
    if importlib.util.find_spec("newspaper"):
        import newspaper

        found["newspaper4k"] = lambda page: newspaper.article(
            "https://ellery.example/", input_html=page, fetch_images=False
        )
    return found


def seconds(extract: Extract, page: str) -> float:
    """Return the processor time for a page; one on which a candidate fails counts like the others."""
    began = time.process_time()
    with contextlib.suppress(Exception):
        extract(page)
    return time.process_time() - began


def main(files: Iterable[str]) -> int:
    """Print the ratios and the growth."""
    logging.disable()
    found, tools = pages(files), candidates()
    for extract in tools.values():
        for page in found[:_LOADING]:
            seconds(extract, page)
    total = dict.fromkeys(tools, 0.0)
    for page in found:
        for name, extract in tools.items():
            total[name] += seconds(extract, page)
    size = sum(map(len, found))
    print(f"{len(found)} pages of {size / len(found) / 1000:.0f} thousand characters")
    for name, spent in total.items():
        print(f"  {name:12} {1000 * spent / len(found):8.2f} ms a page   {spent / total['embeds']:7.1f} times embeds'")
    print("growth: a page, and the same page over and over")
    whole = "".join(found[:20])[:500_000]
    first = None
    for times in _TIMES:
        spent = seconds(embeds.clean_html, whole * times)
        first = first or spent
        print(
            f"  {times * len(whole) / 1e6:5.1f} million characters {1000 * spent:8.1f} ms   {spent / first:5.1f} times"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
