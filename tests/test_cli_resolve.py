"""`embeds resolve` and `embeds cassette`, run as users run them."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import embeds
from embeds import export
from embeds.cli import main

from .loopback import Loopback, http, world
from .processes import started
from .test_cli import run
from .test_resolver import ARTICLE, CASSETTES, ROOT, harbour

HARBOUR = CASSETTES / "harbour.jsonl"
REPLAY = ("--cassette", HARBOUR, "--replay")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Return what `embeds clean` prints for the shipped article, with its source and without."""
    file = tmp_path / "in.jsonl"
    article = embeds.clean(ARTICLE.read_text(encoding="utf-8"))
    lines = (article.model_dump_json(exclude=exclude) + "\n" for exclude in (None, {"source"}))
    file.write_text("".join(lines), encoding="utf-8")
    return file


def test_a_file_is_resolved_the_same_way_twice(articles: Path, tmp_path: Path) -> None:
    outputs = []
    for name in ("one.jsonl", "two.jsonl"):
        status, out, error = run("resolve", articles, "-o", tmp_path / name, *REPLAY, "--verify")
        assert (status, out) == (0, "")
        outputs.append((tmp_path / name).read_bytes())
    assert outputs[0] == outputs[1]
    first, second = outputs[0].splitlines()
    assert embeds.Article.model_validate_json(first) == harbour(verify=True)
    assert first.decode() == harbour(verify=True).model_dump_json()
    assert "source" not in json.loads(second)
    assert embeds.Article.model_validate_json(second).posts[0].verification == "verified"
    assert "2 of 2 articles" in error
    assert ["links", "ok", "4"] in [line.split() for line in error.splitlines()]
    assert ["posts", "verified", "2"] in [line.split() for line in error.splitlines()]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "one.jsonl", "two.jsonl"]


@pytest.mark.parametrize("options", [(), ("--with-source", "--field", "body.words")])
def test_rows_of_files_are_resolved_in_their_places(options: tuple[str, ...], tmp_path: Path) -> None:
    rows, cleaned, resolved = (tmp_path / name for name in ("rows.jsonl", "cleaned.jsonl", "resolved.jsonl"))
    text = json.dumps(ARTICLE.read_text(encoding="utf-8"))
    inside = f'"body": {{"words": {text}}}' if options else f'"text": {text}'
    rows.write_text(f'{{"n": 1.10,  {inside}, "big": 12345678901234567890123}}\n', encoding="utf-8")
    assert run("clean", rows, "-o", cleaned, *options)[0] == 0
    status, _, error = run("resolve", cleaned, "-o", resolved, *REPLAY, "--verify", *options[1:])
    assert status == 0 and ["posts", "verified", "1"] in [line.split() for line in error.splitlines()]
    before, after = cleaned.read_bytes(), resolved.read_bytes()
    assert after.startswith(before[: before.index(b'"prose"')]) and b'"n": 1.10' in after
    proven = harbour(verify=True) if options else harbour(verify=True).model_copy(update={"source": ""})
    row = json.loads(after)
    assert export.article_of({"pieces": proven.pieces, **row}, proven.source) == proven


@pytest.mark.parametrize("row", ["{}", '{"prose": "", "records": [1]}', '{"prose": 1, "records": [{"kind": []}]}'])
def test_rows_of_other_kinds_are_kept(row: str) -> None:
    status, out, error = run("resolve", "-", *REPLAY, stdin=row.encode())
    assert (status, out) == (1, row) and "line 1: no article as `embeds clean` writes them" in error


def test_pipes(articles: Path) -> None:
    status, out, _ = run("resolve", "-", *REPLAY, stdin=articles.read_bytes())
    assert status == 0
    assert out == run("resolve", articles, *REPLAY)[1]
    assert len(out.splitlines()) == 2


def test_bad_lines_are_reported_and_kept(articles: Path, tmp_path: Path) -> None:
    good = articles.read_bytes().splitlines(keepends=True)[0]
    unknown = embeds.clean("No!\n\nAh. https://t.co/a1B2c3D4e5 — Mara Voss (@maravoss) May 3, 2021").model_dump_json()
    bad = [b"not JSON\n", b'{"text": "a row of another kind"}\n', unknown.encode() + b"\n", b"\n", b"\xff\n", b"[]\n"]
    articles.write_bytes(b"".join([*bad, good]))
    status, _, error = run("resolve", articles, "-o", tmp_path / "out.jsonl", *REPLAY)
    assert status == 1
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True)
    assert lines[: len(bad)] == bad
    assert embeds.Article.model_validate_json(lines[-1]).posts[0].permalink
    for number, words in (
        (1, "not JSON"),
        (2, "no article"),
        (3, "https://t.co/a1B2c3D4e5 is not recorded"),
        (5, "not JSON"),
        (6, "no article"),
    ):
        (line,) = [line for line in error.splitlines() if line.startswith(f"embeds: line {number}: ")]
        assert words in line
    assert "line 4" not in error and "5\n" in error.split("kept as is")[1]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--replay"], 2, "needs a --cassette"),
        (["--cassette", "none.jsonl", "--replay"], 1, "none.jsonl: No such file"),
        (["--cache", "no/folder/cache.db"], 1, "cannot be used as a cache"),
        (["--cache", str(ARTICLE)], 1, "not a database"),
        (["--shorteners", "none.txt"], 1, "none.txt: No such file"),
        (["-o", "no/folder/out.jsonl"], 1, "there is no folder no/folder"),
        (["--concurrency", "0"], 2, "not a number from 1 to 1000"),
        (["--concurrency", "²"], 2, "not a number from 1 to 1000"),
        (["-o", "."], 1, "embeds: .: Is a directory"),
        (["--cassette", ".", "--replay"], 1, "embeds: .: Is a directory"),
        (["--cassette", os.devnull], 1, "a device, not a recording"),
    ],
)
def test_what_cannot_be_used(
    arguments: list[str], status: int, words: str, articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        found = main.main(["resolve", str(articles), "-o", str(tmp_path / "out.jsonl"), *arguments])
    except SystemExit as end:  # argparse exits
        found = int(str(end.code))
    assert found == status
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out.jsonl").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_missing_input(tmp_path: Path) -> None:
    status, _, error = run("resolve", tmp_path / "none.jsonl", "-o", tmp_path / "out.jsonl")
    assert (status, error) == (1, f"embeds: {tmp_path / 'none.jsonl'}: No such file or directory\n")


def test_json_that_is_nested_without_end(tmp_path: Path) -> None:
    deep = tmp_path / "deep.jsonl"
    deep.write_text("[" * 100_000 + "\n" + '{"a":' * 100_000 + "\n", encoding="utf-8")
    status, out, error = run("resolve", deep, *REPLAY)
    assert (status, out) == (1, deep.read_text(encoding="utf-8"))
    assert error.count("not JSON (recursion limit exceeded") == 2


def test_an_article_whose_parts_contradict_each_other(articles: Path) -> None:
    """Such an article, made by hand or by a bug, is resolved as far as possible, without a traceback."""
    good = json.loads(articles.read_text(encoding="utf-8").splitlines()[0])
    post = good["records"][1]
    broken = [
        good | {"pieces": []},
        good | {"pieces": [[0, 0, 10**9]]},
        good | {"source": "short"},
        good | {"records": [post, post]},
        good | {"records": [post | {"span": {"start": 10**8, "end": 10**9}}]},
        good | {"records": [post | {"links": [{"raw": "", "url": ""}], "permalink": "https://["}]},
        good | {"records": [post | {"id": "", "published_on": None, "start_confidence": 0.1, "text": ""}]},
    ]
    articles.write_text("".join(json.dumps(row) + "\n" for row in broken), encoding="utf-8")
    _, out, error = run("resolve", articles, *REPLAY, "--verify")
    assert len(out.splitlines()) == len(broken)
    assert "Traceback" not in error


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_what_is_no_file_is_read_and_written_as_it_is(articles: Path, tmp_path: Path) -> None:
    source, sink, link = tmp_path / "source", tmp_path / "sink", tmp_path / "link"
    os.mkfifo(source)
    os.mkfifo(sink)
    with ThreadPoolExecutor() as threads:
        threads.submit(source.write_bytes, articles.read_bytes())
        drained = threads.submit(sink.read_bytes)
        status, _, error = run("resolve", source, "-o", sink, *REPLAY)
        out = drained.result()
    assert status == 0, error
    assert sink.is_fifo() and len(out.splitlines()) == 2
    target = tmp_path / "target.jsonl"
    target.write_text("what was there\n", encoding="utf-8")
    link.symlink_to(target.name)
    assert run("resolve", articles, "-o", link, *REPLAY)[0] == 0
    assert link.is_symlink() and target.read_bytes() == out


# A shell makes programs that it starts in the background ignore SIGINT, and their children inherit that. If these tests
# run there, the process that is to be interrupted must not ignore it.
INTERRUPTED = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from embeds import export
from embeds.cli import main
from tests.loopback import Loopback, moved, world
def answer(request):
    print("asked", flush=True)
    return moved("https://ellery.example" + request.target)
with Loopback(answer, delay=0.02) as server, world(server):
    status = main.main(["resolve", *sys.argv[1:]])
sys.exit(status)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_an_interrupted_run_says_nothing_and_goes_on_from_its_cache(tmp_path: Path) -> None:
    article = "The vote was close.\n\nTwo votes! https://t.co/{:010} — Mara Voss (@maravoss) May 3, 2021\n\nThe end."
    many, out, cache = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "cache.db"
    rows = [embeds.clean(article.format(number)).model_dump_json() for number in range(400)]
    many.write_text("\n".join(rows) + "\n", encoding="utf-8")
    options = (many, "-o", out, "--cache", cache, "--concurrency", "4")
    command = [sys.executable, "-c", INTERRUPTED, *map(str, options)]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as running:
        assert running.stdout
        for _ in range(50):
            running.stdout.readline()
        running.send_signal(signal.SIGINT)
        rest, error = running.communicate()
    assert (running.returncode, error) == (130, b"")
    assert {path.name for path in tmp_path.iterdir()} == {"in.jsonl", "cache.db"}
    asked = 50 + rest.count(b"asked")
    again = subprocess.run(command, capture_output=True, cwd=ROOT)
    assert again.returncode == 0 and len(out.read_bytes().splitlines()) == 400
    assert again.stdout.count(b"asked") <= 400 - asked + 4  # requests that were running at the kill had no answer yet


def test_a_cache_answers_the_second_run(articles: Path, tmp_path: Path) -> None:
    """The cache is filled here, and read by a process without a network."""
    cache = tmp_path / "cache.db"
    article = embeds.clean(ARTICLE.read_text(encoding="utf-8"))
    link = http(301, "Location: https://twitter.com/ElleryGazette/status/1499748374931308545/photo/1")
    with Loopback(lambda _: link) as server, world(server), embeds.Resolver(cache=cache) as resolver:
        resolver.resolve(article)
    status, out, error = run("resolve", articles, "--cache", cache)
    assert status == 0 and "ok" in error
    assert all(json.loads(line)["records"][1]["id"] == "1499748374931308545" for line in out.splitlines())


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_a_bar_on_a_terminal(articles: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "embeds",
        "resolve",
        articles,
        "-o",
        tmp_path / "out.jsonl",
        *REPLAY,
    ]
    articles.write_bytes(articles.read_bytes() * 200)
    subprocess.run(command, stderr=theirs, check=True)
    os.close(theirs)
    shown = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    assert b"\r" in shown and b"[####################] 400 of 400 articles (100%)" in shown
    assert b"articles/s" in shown


def test_cassette_compact_and_verify(tmp_path: Path) -> None:
    file, bad = tmp_path / "tape.jsonl", tmp_path / "bad.jsonl"
    lines = HARBOUR.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines, *reversed(lines[1:])]), encoding="utf-8")
    bad.write_text("{}\n", encoding="utf-8")
    assert run("cassette", "verify", file) == (0, f"{file}: 6 answers\n", "")
    assert run("cassette", "compact", file) == (0, f"{file}: 3 answers, 3 older ones dropped\n", "")
    assert file.read_text(encoding="utf-8") == "".join(lines)
    status, out, error = run("cassette", "verify", bad, file, tmp_path / "none")
    assert (status, out) == (1, f"{file}: 3 answers\n")
    assert f"{bad}, line 1: not a recorded answer" in error and "none: No such file" in error
    link = tmp_path / "link"
    link.symlink_to(file.name)
    assert run("cassette", "compact", link)[0] == 0 and link.is_symlink()
    assert run("cassette", "compact", bad)[0] == 1 and bad.read_text(encoding="utf-8") == "{}\n"


@pytest.mark.parametrize("file", sorted(CASSETTES.glob("*.jsonl")), ids=lambda file: file.stem)
def test_the_shipped_recordings_are_compact(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / file.name
    copy.write_bytes(file.read_bytes())
    assert run("cassette", "compact", copy)[0] == 0
    assert copy.read_bytes() == file.read_bytes()
