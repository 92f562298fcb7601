"""Measure how fast lines of articles are cleaned, against reading and writing them, and what takes the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import orjson

import embeds
from embeds import export
from embeds.detector import FAMILIES, detect

from . import workload
from .measure import medians

SHARES = (0.0, 0.05, 0.2, 1.0)


def floor(lines: Sequence[bytes]) -> None:
    """Read every line and write it again, as any cleaner of such files must."""
    for line in lines:
        orjson.dumps(orjson.loads(line))


def ours(lines: Sequence[bytes]) -> None:
    """Read every line, clean its text, and write it with prose and records."""
    for line in lines:
        row = orjson.loads(line)
        orjson.dumps(row | export.fields(embeds.clean(row["text"])))


def against_floor(size: int, rounds: int) -> list[tuple[float, float, float, float]]:
    """Return for each share of documents with fragments: the share, the floor's MB/s, ours, and the ratio of both.

    `size` is the number of characters of each workload.
    """
    rows = []
    for share in SHARES:
        lines = workload.lines(workload.documents(share, size))
        spent = medians({"floor": _on(floor, lines), "ours": _on(ours, lines)}, rounds)
        megabytes = sum(map(len, lines)) / 1e6
        rows.append((share, megabytes / spent["floor"], megabytes / spent["ours"], spent["floor"] / spent["ours"]))
    return rows


def of_a_hit(size: int, rounds: int) -> dict[str, float]:
    """Return the microseconds for a document with fragments, by what takes them."""
    texts = workload.documents(1.0, size)
    found = [detect(text) for text in texts]
    articles = [embeds.clean(text) for text in texts]
    spent = medians(
        {
            "find the fragments": lambda: [detect(text) for text in texts],
            "make the records": lambda: [[FAMILIES[one.family].normalize(one) for one in some] for some in found],
            "clean in all": lambda: [embeds.clean(text) for text in texts],
            "records as plain data": lambda: [export.fields(article) for article in articles],
            "JSON by pydantic": lambda: [article.model_dump_json(exclude={"source"}) for article in articles],
        },
        rounds,
    )
    return {name: 1e6 * time / len(texts) for name, time in spent.items()}


def _on(work: Callable[[Sequence[bytes]], None], lines: Sequence[bytes]) -> Callable[[], None]:
    return lambda: work(lines)
