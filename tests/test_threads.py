"""Threads that clean at the same time get what one alone gets, and the weights of one are not used by another."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

import embeds

from .marked_cases import FOLDER, PAGES, cases
from .test_differential import of_gold

_THREADS = 8


def test_all_texts_and_pages_in_eight_threads() -> None:
    calls = [partial(embeds.clean, one["text"]) for one in of_gold()[::4]]
    for folder, clean in ((FOLDER, embeds.clean), (PAGES, embeds.clean_html)):
        for path in sorted(folder.glob("*.toml")):
            calls += [partial(clean, case.text) for case in cases(path.stem, folder)]
    alone = [call() for call in calls]
    together = threading.Barrier(_THREADS)

    def cleaned(first: int) -> list[bool]:
        """Clean all, each thread from another place on, so that they meet in different texts."""
        together.wait()
        at = first * len(calls) // _THREADS
        order = [*range(at, len(calls)), *range(at)]
        return [calls[n]() == alone[n] for n in order]

    with ThreadPoolExecutor(_THREADS) as pool:
        assert all(map(all, pool.map(cleaned, range(_THREADS))))


@pytest.fixture
def none_sure(tmp_path: Path) -> Path:
    """Return a file of weights by which no unlabelled credit is sure."""
    path = tmp_path / "none.json"
    path.write_text(json.dumps({"credits": {"bias": -1000.0}, "places": {"bias": -1000.0}}), encoding="utf-8")
    return path


def test_the_weights_of_one_thread_are_not_used_by_another(none_sure: Path) -> None:
    wall = "The council will rebuild the harbour wall before the storms of autumn, as it has promised twice before."
    text = f"{wall}\n\nThe wall at low tide.\nJon Abel/Kelby Star\n\n{wall}"
    shipped, own = embeds.clean(text), embeds.clean(text, credits=none_sure)
    assert shipped.credits and not own.credits
    together = threading.Barrier(2)

    def cleaned(credits_: Path | None) -> bool:
        together.wait()
        return all(embeds.clean(text, credits=credits_) == (own if credits_ else shipped) for _ in range(100))

    with ThreadPoolExecutor(2) as pool:
        assert all(pool.map(cleaned, [none_sure, None]))
