"""`embeds resolve` never overwrites what it reads, under any name or link; when it refuses, no file changes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from embeds.cli import main

from .test_cli import run
from .test_cli_resolve import HARBOUR, REPLAY, articles
from .test_resolver import ROOT

__all__ = ["articles"]


@pytest.fixture
def files(articles: Path) -> Path:
    """Make a folder with an input, links of every kind to it, a recording and a list of shorteners."""
    folder = articles.parent
    (folder / "soft").symlink_to("in.jsonl")
    (folder / "soft again").symlink_to("soft")
    os.link(articles, folder / "hard")
    (folder / "elsewhere").symlink_to(folder, target_is_directory=True)
    (folder / "tape.jsonl").write_bytes(HARBOUR.read_bytes())
    (folder / "own.txt").write_text("kelby.link\n", encoding="utf-8")
    (folder / "links.db-wal").write_text("{}\n", encoding="utf-8")
    return folder


REPLAYED = ["--cassette", "tape.jsonl", "--replay"]
REFUSED = [
    ["in.jsonl", "-o", "in.jsonl", *REPLAYED],
    ["in.jsonl", "-o", "./in.jsonl", *REPLAYED],
    ["in.jsonl", "-o", "soft", *REPLAYED],
    ["soft again", "-o", "in.jsonl", *REPLAYED],
    ["in.jsonl", "-o", "hard", *REPLAYED],
    ["in.jsonl", "-o", "elsewhere/in.jsonl", *REPLAYED],
    ["in.jsonl", "-o", "tape.jsonl", *REPLAYED],
    ["in.jsonl", "-o", "elsewhere/own.txt", "--shorteners", "own.txt", *REPLAYED],
    ["in.jsonl", "--cache", "in.jsonl"],
    ["in.jsonl", "--cache", "hard"],
    ["in.jsonl", "--cassette", "soft"],
    ["in.jsonl", "--cache", "tape.jsonl", *REPLAYED],
    ["in.jsonl", "--cassette", "own.txt", "--shorteners", "own.txt"],
    ["links.db-wal", "--cache", "links.db"],
    ["in.jsonl", "-o", "new", "--cache", "new"],
    ["in.jsonl", "-o", "new", "--cache", "elsewhere/new"],
    ["in.jsonl", "-o", "new", "--cassette", "new"],
    ["in.jsonl", "--cache", "new", "--cassette", "./new"],
    ["in.jsonl", "-o", "links.db-journal", "--cache", "links.db"],
]


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_one_file_for_two_things_is_refused(
    arguments: list[str], files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(files)
    before = {path: path.read_bytes() for path in files.iterdir() if path.is_file()}
    assert main.main(["resolve", *arguments]) == 1
    out, error = capsys.readouterr()
    assert out == "" and error.startswith("embeds: ") and "are one file; give each its own" in error
    assert {path: path.read_bytes() for path in files.iterdir() if path.is_file()} == before


@pytest.mark.parametrize("arguments", [["-", "-o", "in.jsonl"], ["-", "-o", "hard"], ["in.jsonl"]], ids=" ".join)
def test_redirections_of_the_shell_are_seen(arguments: list[str], files: Path) -> None:
    """Refused are `< in.jsonl -o in.jsonl`, and `in.jsonl >> in.jsonl`, which would never end."""
    before = (files / "in.jsonl").read_bytes()
    command = [sys.executable, "-m", "embeds", "resolve", *arguments, *REPLAYED]
    with (files / "in.jsonl").open("rb") as source, (files / "in.jsonl").open("ab") as sink:
        out = sink if "-o" not in arguments else subprocess.PIPE
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, stdin=source, stdout=out, stderr=subprocess.PIPE, cwd=files, env=environment, timeout=60
        )
    assert done.returncode == 1 and b"are one file" in done.stderr
    assert (files / "in.jsonl").read_bytes() == before


def test_what_is_apart_is_written(files: Path) -> None:
    """Allowed are an existing output, the same name in another folder, a cache beside the input, /dev/null twice."""
    (files / "other").mkdir()
    for output in ("other/in.jsonl", "other/in.jsonl", "own.txt", os.devnull):
        assert run("resolve", files / "in.jsonl", "-o", files / output, *REPLAY)[0] == 0
    assert (files / "own.txt").read_bytes() == (files / "other" / "in.jsonl").read_bytes()
    assert run("resolve", os.devnull, "-o", os.devnull, "--cache", files / "new.db")[0] == 0
    assert run("resolve", files / "in.jsonl", "--cassette", files / "tape.jsonl", "-o", files / "out")[0] == 0


def test_a_file_that_is_there_is_no_place_for_half_an_output(files: Path) -> None:
    """Not even if it has the name of the temporary file."""
    taken = files / f".out.{os.getpid()}.new"
    taken.write_text("mine\n", encoding="utf-8")
    assert main.main(["resolve", str(files / "in.jsonl"), "-o", str(files / "out"), *map(str, REPLAY)]) == 1
    assert taken.read_text(encoding="utf-8") == "mine\n"
