"""Runs that are killed, interrupted, out of disk or disturbed lose nothing, do not hang, and can be resumed."""

from __future__ import annotations

import csv
import fcntl
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from embeds.batch import columns, csv_table, documents, json_lines, texts, warcs

from .test_batch import POST, ROWS, clean, jsonl, pa, packed, pq, read
from .test_batch_kinds import record

CHUNK = 2000
MODULES = (columns, csv_table, documents, json_lines, texts, warcs)

# Small chunks, a checkpoint after each, and a kill from within: after a chunk is written, or after all is written.
KILLED = f"""
import os, signal, sys
from embeds.cli import main
from embeds.batch import columns, csv_table, documents, json_lines, output, texts, warcs

for module in (columns, csv_table, documents, json_lines, texts, warcs):
    module.CHUNK = {CHUNK}
output._EVERY = 0.0
left, write = int(sys.argv[1]), output.File.write

def end(self):
    os.kill(os.getpid(), signal.SIGKILL)

def count(self, rows, bad):
    global left
    write(self, rows, bad)
    left -= 1
    if not left:
        self._rows.flush()
        self._bad.flush()
        end(self)

output.File.write = count
if not left:
    output.File._appear = end
sys.exit(main.main(sys.argv[2:]))
"""


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in MODULES:
        monkeypatch.setattr(module, "CHUNK", CHUNK)


def killed(after: int, *arguments: str | Path) -> None:
    command = [sys.executable, "-c", KILLED, str(after), "clean", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


def inputs(folder: Path, kind: str) -> tuple[list[Path], str]:
    """Return inputs of a kind, and the ending of their output."""
    rows = jsonl(ROWS[:2] * 40)
    if kind == "folder":
        (folder / "in").mkdir()
        for number in range(100):
            (folder / "in" / f"{number:03}.txt").write_text(f"{POST}\n\n{number}\n{'word ' * 100}", encoding="utf-8")
        return [folder / "in"], ".jsonl"
    if kind == "wet":
        body = b"".join(record("conversion", f"https://ellery.example/{n}", POST.encode()) for n in range(200))
        return [packed(folder / "in.warc.wet.gz", body)], ".jsonl"
    if kind == "parquet":
        table = pa.table({"id": range(1000), "text": [POST, "Nothing."] * 500})
        pq.write_table(table, folder / "in.parquet", row_group_size=300)
        return [folder / "in.parquet"], ".parquet"
    if kind in (".csv", ".json"):
        names = [folder / f"{n}{kind}" for n in range(2)]
        for name in names:
            if kind == ".json":
                name.write_text(json.dumps([{"id": n, "text": POST} for n in range(80)], indent=1), encoding="utf-8")
            else:
                with name.open("w", encoding="utf-8", newline="") as file:
                    csv.writer(file).writerows([["id", "text"], *([n, POST] for n in range(80))])
        return names, kind
    ending = f".jsonl{kind}"
    return [packed(folder / f"{n}{ending}", rows + b"bad\n" + rows) for n in range(2)], ending


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("kind", ["", ".gz", ".bz2", ".xz", ".zst", ".csv", ".json", "parquet", "wet", "folder"])
def test_killed_three_times_and_gone_on_with(kind: str, workers: str, tmp_path: Path) -> None:
    names, ending = inputs(tmp_path, kind)
    whole, out = tmp_path / f"whole{ending}", tmp_path / f"out{ending}"
    status = clean(*names, "-o", whole)
    command: list[str | Path] = [*names, "-o", out, "--workers", workers, "--resume"]
    killed(2, *command)
    assert not out.exists()
    (reached,) = read(tmp_path / f"{out.name}.checkpoint")
    assert (reached["reached"]["after"], reached["reached"]["input"]) > (0, -1)
    killed(3, *command)
    (further,) = read(tmp_path / f"{out.name}.checkpoint")
    assert further["rows"] > reached["rows"]
    if workers == "1":
        killed(0, *command)
        assert not out.exists()
    assert clean(*command) == status
    assert out.read_bytes() == whole.read_bytes()
    errors = [tmp_path / f"{path.name}.errors.jsonl" for path in (whole, out)]
    assert [path.exists() for path in errors] == [status == 1] * 2
    if status:
        assert errors[0].read_bytes() == errors[1].read_bytes()
        assert [bad["line"] for bad in read(errors[0])] == [81, 81]
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob("*.checkpoint*"))


def test_what_is_behind_the_checkpoint_is_not_believed(tmp_path: Path) -> None:
    names, _ = inputs(tmp_path, "")
    assert clean(*names, "-o", tmp_path / "whole.jsonl") == 1
    out = tmp_path / "out.jsonl"
    killed(2, *names, "-o", out)
    with (tmp_path / "out.jsonl.part").open("ab") as part:
        part.write(b"half a li")
    assert clean(*names, "-o", out, "--resume") == 1
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("input", "inputs changed"),
        ("option", "options changed"),
        ("part", "shorter than out.jsonl.checkpoint says"),
        ("checkpoint", "not a checkpoint of embeds"),
    ],
)
def test_another_run_is_not_gone_on_with(
    change: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names, _ = inputs(tmp_path, "")
    out = tmp_path / "out.jsonl"
    killed(3, *names, "-o", out)
    if change == "input":
        names[1].write_bytes(names[1].read_bytes() + b"\n")
    elif change == "part":
        os.truncate(tmp_path / "out.jsonl.part", 10)
    elif change == "checkpoint":
        (tmp_path / "out.jsonl.checkpoint").write_bytes(b"[]")
    marker = ("--marker", "*") if change == "option" else ()
    assert clean(*names, "-o", out, "--resume", *marker) == 1
    error = capsys.readouterr().err
    assert words in error and "--restart starts from the beginning" in error
    assert clean(*names, "-o", out, "--restart", *marker) == 1
    assert [row["prose"] for row in read(out)][:1] == ["He was clear." + ("\n\n*" if marker else "")]


def test_what_an_earlier_run_did_is_lost_only_when_that_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names, _ = inputs(tmp_path, "")
    assert clean(*names, "-o", tmp_path / "whole.jsonl", "--resume") == 1  # from the beginning, without a checkpoint
    assert clean(*names, "-o", tmp_path / "whole.jsonl", "--restart") == 1
    killed(3, *names, "-o", tmp_path / "out.jsonl")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    capsys.readouterr()
    assert clean(*names, "-o", tmp_path / "out.jsonl") == 1
    error = capsys.readouterr().err
    assert "an earlier run was interrupted; --resume continues it, --restart starts from the beginning" in error
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    with pytest.raises(SystemExit, match="2"):
        clean(*names, "-o", tmp_path / "out.jsonl", "--resume", "--restart")
    assert clean(*names, "-o", tmp_path / "out.jsonl", "--restart") == 1
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert before.keys() == {path.name for path in tmp_path.iterdir()} - {"out.jsonl", "out.jsonl.errors.jsonl"} | {
        "out.jsonl.part", "out.jsonl.errors.jsonl.part", "out.jsonl.checkpoint"
    }  # fmt: skip


def test_two_runs_do_not_write_the_same_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names, _ = inputs(tmp_path, "")
    with (tmp_path / "out.jsonl.part").open("wb") as part:
        fcntl.flock(part, fcntl.LOCK_EX)
        assert clean(*names, "-o", tmp_path / "out.jsonl") == 1
    assert "another run is writing it" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["", "parquet"])
def test_a_full_disk(kind: str, tmp_path: Path) -> None:
    names, ending = inputs(tmp_path, kind)
    whole, out = tmp_path / f"whole{ending}", tmp_path / f"out{ending}"
    status = clean(*names, "-o", whole)
    failed = full_disk(whole.stat().st_size // 2, *names, "-o", out)
    assert failed == f"embeds: {out}: File too large; the same command with --resume continues the run"
    assert not out.exists()
    assert clean(*names, "-o", out, "--resume") == status
    assert out.read_bytes() == whole.read_bytes()


def test_a_disk_that_is_full_from_the_start(tmp_path: Path) -> None:
    names, _ = inputs(tmp_path, "")
    before = sorted(tmp_path.iterdir())
    assert full_disk(10, *names, "-o", tmp_path / "out.jsonl") == f"embeds: {tmp_path}/out.jsonl: File too large"
    assert sorted(tmp_path.iterdir()) == before


def full_disk(size: int, *arguments: str | Path) -> str:
    """Return the last line of a run that fails because it can write only so many bytes into a file."""
    command = [sys.executable, "-m", "embeds", "clean", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    )
    error = done.stderr.decode()
    assert done.returncode == 1 and "Traceback" not in error
    return error.splitlines()[-1]
