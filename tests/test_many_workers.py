"""`clean_many` with workers gives what it gives without: articles in order, errors in their places; none stays."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import embeds
from embeds import many

from .processes import started

TWEET = "Two votes! — Mara Voss (@maravoss) May 3, 2021"
CREDIT = "The wall at low tide. (Photo: Jon Abel/Reuters)"
TEXTS = [f"No. {n}.\n\n{TWEET}\n\n{CREDIT}\n\nThe count goes on." if n % 3 else f"No. {n}: nothing." for n in range(40)]
CLEAN = "print([article.prose for article in embeds.clean_many(['It rains.', 'It pours.'], workers=2)])"


class Name(str):
    """A `str` of a class of its own."""

    __slots__ = ()


@pytest.fixture(autouse=True)
def _small_chunks_and_no_process_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(many, "_CHUNK", 300)
    yield
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(
    "options",
    [{}, {"marker": "[{kind} {n}]"}, {"captions": "keep"}, {"kinds": {"post"}}, {"platforms": ["twitter"]}],
    ids=str,
)
def test_the_same_articles_in_the_same_order(options: dict[str, Any]) -> None:
    texts = [*TEXTS, "", "\ud800 half an emoji", f"<p>&mdash; {TWEET}</p>", Name(TEXTS[1]), *TEXTS]
    for text, one, other in zip(
        texts, embeds.clean_many(texts, **options), embeds.clean_many(texts, **options, workers=2), strict=True
    ):
        assert one == other
        assert other.source is text or other.source == text
        assert [record.model_fields_set for record in one.records] == [r.model_fields_set for r in other.records]


def test_nothing_is_read_before_it_is_asked_for_and_little_ahead() -> None:
    read = itertools.count()
    articles = embeds.clean_many((f"{next(read)} {'x' * 300}" for _ in iter(int, 1)), workers=2)
    assert next(read) == 0
    assert next(articles).prose.startswith("1 ")
    articles.close()
    assert next(read) <= 3 + 2 * 3


def test_no_text_no_worker() -> None:
    assert list(embeds.clean_many([], workers=2)) == []


def test_a_short_text_is_not_kept_back_by_an_endless_row_of_empty_ones() -> None:
    articles = embeds.clean_many(itertools.chain(["It rains."], itertools.repeat("")), workers=2)
    assert next(articles).prose == "It rains."
    articles.close()


def test_the_workers_end_with_a_generator_that_is_forgotten() -> None:
    articles = embeds.clean_many(itertools.cycle(TEXTS), workers=2)
    next(articles)
    assert 1 <= len(multiprocessing.active_children()) <= 2
    del articles
    assert not multiprocessing.active_children()


def failing() -> Iterator[str]:
    yield from TEXTS[:10]
    raise LookupError("the eleventh")


@pytest.mark.parametrize(
    ("texts", "options", "error"),
    [
        (failing, {}, LookupError),
        (lambda: [*TEXTS[:10], lambda: "no text, and nothing that can be sent", *TEXTS], {}, TypeError),
        (lambda: [*TEXTS[:10], b"bytes", *TEXTS], {}, TypeError),
        (lambda: ["nothing here"] * 10 + TEXTS, {"marker": "{colour}"}, ValueError),
        (lambda: TEXTS, {"credits": "nowhere.json"}, OSError),
        (lambda: TEXTS, {"kinds": "tides"}, ValueError),
    ],
    ids=["iterator", "not sendable", "bytes", "marker", "credits", "kinds"],
)
def test_an_error_comes_in_its_place_as_without_workers(texts: Any, options: Any, error: type[Exception]) -> None:
    said = []
    for workers in (1, 2):
        articles = embeds.clean_many(texts(), **options, workers=workers)
        before: list[embeds.Article] = []
        with pytest.raises(error) as caught:
            before.extend(articles)
        assert list(articles) == []
        said.append((str(caught.value), before))
    assert said[0] == said[1]


@pytest.mark.parametrize("workers", [0, -1, 1.5, "2", None])
def test_no_number_of_workers(workers: Any) -> None:
    with pytest.raises(ValueError, match="workers is a whole number, 1 or more"):
        embeds.clean_many([], workers=workers)


def test_a_killed_worker() -> None:
    articles = embeds.clean_many(itertools.cycle(TEXTS), workers=2)
    next(articles)
    pid = multiprocessing.active_children()[0].pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(embeds.RunError, match=r"a worker was killed, .* use fewer workers"):
        for _ in articles:
            pass


def script(folder: Path, body: str) -> list[str | Path]:
    path = folder / "mine.py"
    path.write_text(f"import embeds, multiprocessing\n{body}\n", encoding="utf-8")
    return [sys.executable, path]


def test_a_script(tmp_path: Path) -> None:
    run = subprocess.run(script(tmp_path, f'if __name__ == "__main__":\n    {CLEAN}'), capture_output=True)
    assert (run.stdout.decode().strip(), run.stderr) == ("['It rains.', 'It pours.']", b"")


def test_a_script_without_a_guard_is_told_once(tmp_path: Path) -> None:
    run = subprocess.run(script(tmp_path, CLEAN), capture_output=True)
    assert run.returncode == 1
    assert run.stderr.count(b"embeds.errors.RunError: ") == 1 and b'under `if __name__ == "__main__":`' in run.stderr
    assert b"bootstrapping" not in run.stderr


def test_a_process_of_a_pool_is_told_to_use_one_worker(tmp_path: Path) -> None:
    body = (
        "def all_of(_):\n    try:\n        list(embeds.clean_many(['It rains.'], workers=2))\n"
        "    except embeds.RunError as err:\n        return str(err)\n"
        'if __name__ == "__main__":\n    with multiprocessing.Pool(1) as pool:\n        print(*pool.map(all_of, [1]))'
    )
    run = subprocess.run(script(tmp_path, body), capture_output=True)
    assert b"a process of a pool cannot start workers" in run.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal for a group of processes")
def test_ctrl_c_is_one_keyboard_interrupt(tmp_path: Path) -> None:
    body = (
        'if __name__ == "__main__":\n    import itertools\n'
        "    for article in embeds.clean_many(itertools.repeat('It rains. ' * 20), workers=2):\n"
        "        print(article.prose[:9], flush=True)"
    )
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with started(script(tmp_path, body), **pipes, start_new_session=True) as run:
        assert run.stdout and run.stderr
        assert run.stdout.readline() == b"It rains.\n"
        time.sleep(0.2)
        os.killpg(run.pid, signal.SIGINT)  # to all processes, as a terminal does
        _, error = run.communicate()
    assert run.returncode in (1, -signal.SIGINT)
    assert error.count(b"Traceback") == error.count(b"KeyboardInterrupt") == 1
