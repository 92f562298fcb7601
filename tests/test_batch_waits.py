"""Runs that are disturbed while they wait for more input end at once and say why; how they show progress."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .processes import started
from .test_batch import ROWS, jsonl, packed


@contextlib.contextmanager
def waiting(*arguments: str | Path) -> Iterator[tuple[subprocess.Popen[bytes], list[int]]]:
    """Give a run that has read some lines and waits for more, and its workers."""
    command = [sys.executable, "-m", "embeds", "clean", "-", *map(str, arguments)]
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL}
    with started(command, **pipes, start_new_session=True) as run:
        assert run.stdin
        run.stdin.write(jsonl(ROWS) * 1000)
        run.stdin.flush()
        workers: list[int] = []
        for _ in range(600):
            if len(workers := _children(run.pid)) == 2:
                break
            time.sleep(0.05)
        assert len(workers) == 2
        yield run, workers


def _children(pid: int) -> list[int]:
    """Return the workers of a run, without Python's resource tracker."""
    shown = subprocess.run(
        ["/bin/ps", "-ww", "-o", "pid=,args=", "--ppid", str(pid)], capture_output=True
    ).stdout.decode()
    return [int(line.split()[0]) for line in shown.splitlines() if "spawn_main" in line]


def _gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")")[-1].split()[0] == "Z"
    except OSError:
        return True


def _wait_until_gone(pids: list[int]) -> None:
    for _ in range(200):
        if all(map(_gone, pids)):
            return
        time.sleep(0.05)
    raise AssertionError("workers live on")


def test_a_killed_worker_ends_the_run(tmp_path: Path) -> None:
    with waiting("-o", tmp_path / "out.jsonl", "--workers", "2") as (run, workers):
        os.kill(workers[0], signal.SIGKILL)
        _, error = run.communicate(jsonl(ROWS) * 1000)
    assert run.returncode == 1
    assert b"embeds: a worker was killed, perhaps because memory ran out: use fewer workers" in error
    assert b"Traceback" not in error and not (tmp_path / "out.jsonl").exists()
    _wait_until_gone(workers)


def test_workers_do_not_outlive_a_killed_run(tmp_path: Path) -> None:
    with waiting("-o", tmp_path / "out.jsonl", "--workers", "2") as (run, workers):
        run.kill()
        _wait_until_gone(workers)


@pytest.mark.parametrize("out", ["out.jsonl", "-"])
def test_ctrl_c(out: str, tmp_path: Path) -> None:
    with waiting("-o", out if out == "-" else tmp_path / out, "--workers", "2") as (run, workers):
        time.sleep(1)
        os.killpg(run.pid, signal.SIGINT)  # to all processes, as a terminal does
        _, error = run.communicate()
    assert run.returncode == 130
    assert error.decode().splitlines()[-1] == "embeds: stopped"
    assert b"Traceback" not in error
    _wait_until_gone(workers)


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    source = packed(tmp_path / "in.jsonl", jsonl(ROWS) * 2000)
    command = [sys.executable, "-m", "embeds", "clean", str(source), "-o", "-", "--workers", "2"]
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout and run.stderr
        run.stdout.read(10)
        run.stdout.close()
        error, status = run.stderr.read(), run.wait()
    assert status == 0
    assert all(b" documents (" in line for line in error.splitlines())  # lines of progress, if it takes long


@pytest.mark.slow
def test_a_bar_on_a_terminal(tmp_path: Path) -> None:
    source = packed(tmp_path / "in.jsonl", jsonl(ROWS) * 1500)
    ours, theirs = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "embeds", "clean", str(source), "-o", str(tmp_path / "out.jsonl")],
        stderr=theirs,
        check=True,
    )
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):
        while chunk := os.read(ours, 65536):
            shown += chunk
    os.close(ours)
    assert b"\rembeds: [##" in shown and b" left\033[K" in shown
    assert b"4,500 documents (100%)" in shown


def test_lines_of_progress_elsewhere(tmp_path: Path) -> None:
    source = packed(tmp_path / "in.jsonl", jsonl(ROWS))
    code = (
        "import sys\nfrom embeds.batch import json_lines, progress\nfrom embeds.cli import main\n"
        "json_lines.CHUNK = 1; progress._EVERY[False] = 0\nsys.exit(main.main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "clean", str(source), "-o", str(tmp_path / "out.jsonl")]
    error = subprocess.run(command, capture_output=True).stderr.decode()
    first, second, *_ = error.splitlines()
    assert first.startswith("embeds: 1 document (") and first.endswith(" left")
    assert second.startswith("embeds: 2 documents (")
    assert json.loads((tmp_path / "out.jsonl").read_bytes().splitlines()[0])
