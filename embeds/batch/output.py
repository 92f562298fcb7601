"""Where rows go: a file that is there when all of it is, and that a run which was ended can go on with; or a stream.

Beside OUT stand, until it is done, OUT.part with the rows so far, OUT.errors.jsonl.part with the bad ones, and
OUT.checkpoint, which says how far both can be believed and which place of the input that is.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import RunError

_EVERY = 2.0  # seconds between two checkpoints


@dataclass
class Reached:
    """How far a run has come, and counts of all rows.

    `input` is the number of the input that it is in, which goes on at `after`, after so many bytes that are `seen`, and
    so many `rows`.
    """

    input: int = 0
    after: int = 0
    seen: int = 0
    rows: int = 0
    bad: int = 0
    counts: Counter[str] = field(default_factory=Counter)


class Stream:
    """Standard output, a pipe or a device: what is written is out, and bad rows are only reported."""

    keeps = False  # what another run could go on with

    def __init__(self, file: BinaryIO) -> None:
        """Write to a file that is open."""
        self._file = file
        self.reached = Reached()

    def write(self, rows: bytes, _bad: bytes) -> None:
        """Write rows."""
        self._file.write(rows)

    def save(self, *, now: bool = False) -> None:
        """Keep nothing."""

    def finish(self) -> None:
        """Hand on the last bytes."""
        self._file.flush()

    def close(self) -> None:
        """Leave standard output open."""
        if self._file is not sys.stdout.buffer:
            self._file.close()

    discard = close


class File:
    """The file OUT, and OUT.errors.jsonl where there are bad rows."""

    def __init__(
        self, path: Path, run: dict[str, Any], *, resume: bool, convert: Callable[[Path, Path], None] | None = None
    ) -> None:
        """Begin a file, or go on with what is there; raises RunError where that is of another run.

        `run` is what a run must share with the one that it goes on with, as JSON has it. `convert(part, new)` makes the
        file of what was written, where that is not the same.
        """
        self._path, self._run, self._convert = path.resolve(), run, convert
        self.keeps = None not in run["inputs"]  # of what cannot be read again nobody can
        self._part, self._bad_part = self._beside(".part"), self._beside(".errors.jsonl.part")
        self._checkpoint = self._beside(".checkpoint")
        self.reached, rows, bad = (resume and self._kept()) or (Reached(), 0, 0)
        self._next = 0.0
        try:
            self._rows, self._bad = _cut(self._part, rows), _cut(self._bad_part, bad)
            if not rows:
                self._checkpoint.unlink(missing_ok=True)
        except OSError as err:
            raise RunError(f"{path}: {err.strerror or err}") from err

    def _beside(self, suffix: str) -> Path:
        return self._path.with_name(self._path.name + suffix)

    def _kept(self) -> tuple[Reached, int, int] | None:
        """How far an earlier run came, and how much of its files that is; None where there was none."""
        if not (self._part.exists() and self._checkpoint.exists()):
            return None
        try:
            kept = json.loads(self._checkpoint.read_bytes())
            reached = Reached(**kept["reached"])
            rows, bad, run = kept["rows"], kept["bad"], kept["run"]
        except (ValueError, KeyError, TypeError) as err:
            raise RunError(f"{self._checkpoint}: no checkpoint of embeds; {_ANEW}") from err
        for what, value in self._run.items():
            if run.get(what) != value:
                raise RunError(f"{self._checkpoint}: {what} changed since the run that it is of; {_ANEW}")
        for part, size in ((self._part, rows), (self._bad_part, bad)):
            if size > (part.stat().st_size if part.exists() else 0):
                raise RunError(f"{part}: shorter than {self._checkpoint.name} says; {_ANEW}")
        reached.counts = Counter(reached.counts)
        return reached, rows, bad

    def write(self, rows: bytes, bad: bytes) -> None:
        """Write rows, and bad rows beside them."""
        self._rows.write(rows)
        self._bad.write(bad)

    def save(self, *, now: bool = False) -> None:
        """Write a checkpoint of what is reached and written, if it is time."""
        if not now and time.monotonic() < self._next:
            return
        for file in (self._rows, self._bad):
            _sync(file)
        new = self._beside(".checkpoint.new")
        with new.open("wb") as file:
            sizes = {"rows": self._rows.tell(), "bad": self._bad.tell()}
            file.write(json.dumps({"run": self._run, "reached": vars(self.reached), **sizes}).encode())
            _sync(file)
        new.replace(self._checkpoint)
        self._next = time.monotonic() + _EVERY

    def finish(self) -> None:
        """Make OUT appear, and its bad rows, if there are any, beside it."""
        self.save(now=True)
        ready = self._part
        if self._convert:
            ready = self._beside(".new")
            self._convert(self._part, ready)
            with ready.open("rb+") as file:
                _sync(file)
        errors = self._beside(".errors.jsonl")
        has_bad = self._bad.tell() > 0
        self.close()
        ready.replace(self._path)
        if has_bad:
            self._bad_part.replace(errors)
        else:
            errors.unlink(missing_ok=True)  # an earlier run's
        self.discard()

    def close(self) -> None:
        """Let go of the files, even where a disk is full."""
        for file in (self._rows, self._bad):
            with suppress(OSError):
                file.close()

    def discard(self) -> None:
        """Take away all that is beside OUT while it is not done."""
        self.close()
        for suffix in (".part", ".new", ".errors.jsonl.part", ".checkpoint", ".checkpoint.new"):
            self._beside(suffix).unlink(missing_ok=True)


_ANEW = "run without --resume to begin anew"


def _cut(path: Path, size: int) -> BinaryIO:
    """The file, made if it is not there, ours alone, cut off at a size, to write behind it."""
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "rb+")
    try:
        _lock(file)
    except BlockingIOError as err:
        file.close()
        raise RunError(f"{path}: another run is writing it; end that first") from err
    file.truncate(size)
    file.seek(size)
    return file


def _lock(file: BinaryIO) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
