"""Runs that are ended from outside: their messages, the files they leave, and which checkpoints are trusted."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from embeds.batch import needs, output

from .kills import Kills
from .processes import started
from .test_batch import ROWS, clean, jsonl, packed
from .test_batch_runs import inputs, killed

COMMAND = [sys.executable, "-m", "embeds", "clean"]


@pytest.mark.slow
def test_killed_at_random_and_gone_on_with(tmp_path: Path) -> None:
    """Run `python -m tests.kills` with two hundred kills."""
    for _, wrong in Kills(tmp_path, seed=1).rounds(6):
        assert not wrong


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_signal_that_ends_a_run_hints_at_resume(number: signal.Signals, workers: str, tmp_path: Path) -> None:
    source, out = packed(tmp_path / "in.jsonl", jsonl(ROWS) * 3000), tmp_path / "out.jsonl"
    command = [*COMMAND, str(source), "-o", str(out), "--workers", workers]
    with started(command, stderr=subprocess.PIPE) as run:
        wait_for(tmp_path / "out.jsonl.part", least=1)
        run.send_signal(number)
        _, error = run.communicate()
    assert run.returncode == 128 + number
    assert error.decode().splitlines()[-1] == "embeds: stopped; the same command with --resume continues the run"
    assert not out.exists() and (tmp_path / "out.jsonl.part").exists()


def test_a_run_that_is_stopped_before_its_first_row_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)

    source, out = packed(tmp_path / "in.jsonl", jsonl(ROWS)), tmp_path / "out.jsonl"
    monkeypatch.setattr(output, "_cut", stop)
    assert clean(source, "-o", out) == 130
    assert list(tmp_path.iterdir()) == [source]
    monkeypatch.undo()
    assert clean(source, "-o", out) == 0


def test_a_signal_waits_until_what_the_files_need_is_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python may crash if a signal comes during such an import."""
    code = "import signal\nsignal.raise_signal(signal.SIGINT)\nwhole = True\n"
    (tmp_path / "interrupted.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(KeyboardInterrupt):
        needs.need("interrupted", "This")
    assert sys.modules.pop("interrupted").whole


HALF_SENT = """
import sys
from embeds.batch import workers
from embeds.batch.job import Chunk, Done, Job

def large(job, data):
    return Done(1, bytes(10**8))

if __name__ == "__main__":
    results = workers.cleaned(Job(), iter([(0, Chunk(large, None, n, n)) for n in range(12)]), 2)
    next(results)
    results.close()
"""


@pytest.mark.slow
def test_workers_that_are_ended_while_they_send_a_result_hang_nothing(tmp_path: Path) -> None:
    """Sending a result takes longer than making it, so that one is always being sent."""
    (tmp_path / "run.py").write_text(HALF_SENT, encoding="utf-8")
    for _ in range(3):
        subprocess.run([sys.executable, "run.py"], cwd=tmp_path, timeout=100, check=True)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_signal_to_all_of_a_terminal(number: signal.Signals, tmp_path: Path) -> None:
    """Workers, and Python's resource tracker, leave the signal to the run."""
    source, out = packed(tmp_path / "in.jsonl", jsonl(ROWS) * 3000), tmp_path / "out.jsonl"
    command = [*COMMAND, str(source), "-o", str(out), "--workers", "2"]
    with started(command, stderr=subprocess.PIPE, start_new_session=True) as run:
        wait_for(tmp_path / "out.jsonl.part", least=1)
        os.killpg(run.pid, number)
        _, error = run.communicate()
    assert run.returncode == 128 + number and b"Traceback" not in error
    assert error.decode().splitlines()[-1] == "embeds: stopped; the same command with --resume continues the run"


def test_a_hangup_that_is_ignored_ends_nothing(tmp_path: Path) -> None:
    """As with `nohup`."""
    source, out = packed(tmp_path / "in.jsonl", jsonl(ROWS) * 300), tmp_path / "out.jsonl"
    deaf = {"preexec_fn": lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)}
    with started([*COMMAND, source, "-o", out], **deaf) as run:
        wait_for(tmp_path / "out.jsonl.part")
        run.send_signal(signal.SIGHUP)
        assert run.wait() == 0 and out.exists()


def wait_for(path: Path, least: int = 0) -> None:
    """Wait until a file exists and has so many bytes."""
    for _ in range(5000):
        if path.exists() and path.stat().st_size >= least:
            return
        time.sleep(0.02)
    raise AssertionError(f"no {path.name}")


# Checkpoints that were changed


def changed(*path: str, to: Any) -> Callable[[bytes], bytes]:
    def change(raw: bytes) -> bytes:
        kept = value = json.loads(raw)
        for key in path[:-1]:
            value = value[key]
        value[path[-1]] = to
        return json.dumps(kept).encode()

    return change


TAMPERED: dict[str, Callable[[bytes], bytes]] = {
    "rows as words": changed("rows", to="5"),
    "rows of no size": changed("rows", to=-1),
    "rows with a fraction": changed("rows", to=1.5),
    "rows that are none": changed("rows", to=None),
    "no run": changed("run", to=[]),
    "no place": changed("reached", to=7),
    "no counts": changed("reached", "counts", to=["documents"]),
    "counts as words": changed("reached", "counts", to={"documents": "many"}),
    "a place before the start": changed("reached", "after", to=-10),
    "a place behind the end": changed("reached", "after", to=10**12),
    "a place that is wrong by one": lambda raw: changed("reached", "after", to=json.loads(raw)["reached"]["after"] + 1)(
        raw
    ),
    "an input that is not there": changed("reached", "input", to=99),
    "something more": changed("reached", "more", to=1),
    "too large a number": lambda raw: raw.replace(b'"rows": ', b'"rows": 1e999, "x": ', 1),
    "too many digits": lambda raw: raw.replace(b'"rows": ', b'"rows": ' + b"1" * 10_000, 1),
    "too deep": lambda raw: b'{"run":' + b"[" * 100_000,  # noqa: ARG005
    "deep and whole": lambda raw: b'{"run":' + b"[" * 900 + b"]" * 900 + b"}",  # noqa: ARG005
    "nothing": lambda raw: raw[:0],
    "half of it": lambda raw: raw[: len(raw) // 2],
    "null": lambda raw: b"null",  # noqa: ARG005
    "a list": lambda raw: b"[" + raw + b"]",
    "random bytes": lambda raw: random.Random(1).randbytes(len(raw)),  # noqa: S311 - no secret
    "a bit of a disk": lambda raw: raw.replace(b'"bad": ', b'"bae": ', 1),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a checkpoint that a killed run left."""
    folder = tmp_path_factory.mktemp("killed")
    names, _ = inputs(folder, "")
    killed(2, *names, "-o", folder / "out.jsonl")
    return (folder / "out.jsonl.checkpoint").read_bytes()


@pytest.mark.parametrize("change", TAMPERED)
def test_a_checkpoint_that_is_not_as_it_was_written(
    change: str, written: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = packed(tmp_path / "in.jsonl", jsonl(ROWS)), tmp_path / "out.jsonl"
    path, part = tmp_path / "out.jsonl.checkpoint", tmp_path / "out.jsonl.part"
    path.write_bytes(TAMPERED[change](written))
    part.write_bytes(b"x" * 1000)
    before = path.read_bytes(), part.read_bytes()
    assert clean(source, "-o", out, "--resume") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line == f"embeds: {path}: not a checkpoint of embeds, or damaged; --restart starts from the beginning"
    assert not out.exists() and (path.read_bytes(), part.read_bytes()) == before
    assert clean(source, "-o", out, "--restart") == 0 and out.exists()
