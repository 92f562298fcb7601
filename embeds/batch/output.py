"""Where rows go: a file that is there when all of it is, and that a run which was ended can go on with; or a stream.

Beside OUT stand, until it is done, OUT.part with the rows so far, OUT.errors.jsonl.part with the bad ones, and
OUT.checkpoint, which says how far both can be believed and which place of the input that is. The checkpoint is there
before the first row and gone after the last file: a part without one is not ours.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import RunError
from . import checkpoint
from .checkpoint import ANEW, Checkpoint, Reached
from .paths import beside

_EVERY = 2.0  # seconds between two checkpoints


class Stream:
    """Standard output, a pipe or a device: what is written is out, and bad rows are only reported."""

    keeps = False  # what another run could go on with

    def __init__(self, file: BinaryIO) -> None:
        """Write to a file that is open."""
        self._file = file
        self.reached: Reached = Reached()

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
            with suppress(OSError):  # what could not be written was told of before
                self._file.close()

    discard = close


class File:
    """The file OUT, and OUT.errors.jsonl where there are bad rows."""

    def __init__(
        self,
        path: Path,
        run: dict[str, Any],
        *,
        resume: bool,
        restart: bool,
        convert: Callable[[Path, Path], None] | None = None,
    ) -> None:
        """Begin a file, or go on with what is there; raises RunError where that is of another run.

        `run` is what a run must share with the one that it goes on with, as JSON has it. `convert(part, new)` makes the
        file of what was written, where that is not the same.
        """
        self._path, self._convert = path.resolve(), convert
        self.keeps: bool = None not in run["inputs"]  # of what cannot be read again nobody can
        self._part, self._bad_part = beside(self._path, ".part"), beside(self._path, ".errors.jsonl.part")
        self._parts = [self._part, self._bad_part, *([beside(self._path, ".new")] if convert else [])]
        self._checkpoint = beside(self._path, ".checkpoint")
        self._next = 0.0
        made = [one for one in (self._part, self._bad_part, self._checkpoint) if not one.exists()]
        try:
            self._rows = _ours_alone(self._part)
            with ExitStack() as undo:  # where it cannot begin, or Ctrl-C comes: nothing is done to go on with
                undo.callback(_remove, made)
                undo.enter_context(self._rows)
                self._kept = self._begun(run, resume=resume, restart=restart)
                self._kept.write(self._checkpoint)
                self._bad = undo.enter_context(_opened(self._bad_part))
                _cut(self._rows, self._kept.rows)
                _cut(self._bad, self._kept.bad)
                undo.pop_all()
        except OSError as err:
            raise RunError(f"{path}: {err.strerror or err}") from err
        self.reached: Reached = self._kept.reached

    def _begun(self, run: dict[str, Any], *, resume: bool, restart: bool) -> Checkpoint:
        """How far an earlier run came, if this one goes on with it; raises RunError for what nobody asked to lose."""
        anew = Checkpoint(run, Reached())
        if restart:
            return anew
        sizes = [path.stat().st_size if path.exists() else 0 for path in self._parts]
        if not self._checkpoint.exists():
            for path, size in zip(self._parts, sizes, strict=True):
                if size:
                    raise RunError(f"{path}: in the way, and no run can go on with it; move it away, or {ANEW}")
            return anew
        if not resume:
            goes_on = "--resume goes on with it, " if self.keeps else ""
            raise RunError(f"{self._checkpoint}: an earlier run ended before it was done; {goes_on}{ANEW}")
        kept = checkpoint.read(self._checkpoint, run)
        if not sizes[0]:  # it ended when its part had just become OUT
            return anew
        for path, size, least in zip(self._parts, sizes, (kept.rows, kept.bad), strict=False):
            if size < least:
                raise RunError(f"{path}: shorter than {self._checkpoint.name} says; {ANEW}")
        return kept

    def write(self, rows: bytes, bad: bytes) -> None:
        """Write rows, and bad rows beside them."""
        self._rows.write(rows)
        self._bad.write(bad)

    def save(self, *, now: bool = False) -> None:
        """Write a checkpoint of what is reached and written, if it is time."""
        if not now and time.monotonic() < self._next:
            return
        for file in (self._rows, self._bad):
            checkpoint.sync(file)
        self._kept.rows, self._kept.bad = self._rows.tell(), self._bad.tell()
        self._kept.write(self._checkpoint)
        self._next = time.monotonic() + _EVERY

    def finish(self) -> None:
        """Make OUT appear, if any row is good, and its bad rows, if there are any, beside it."""
        self.save(now=True)
        if not self.reached.has_failed:
            self._appear()
        self.close()
        self._part.unlink(missing_ok=True)  # before the bad rows go: a run that is killed here begins anew
        errors = beside(self._path, ".errors.jsonl")
        if self._kept.bad:
            self._bad_part.replace(errors)
        else:
            errors.unlink(missing_ok=True)  # an earlier run's
        self.discard()

    def _appear(self) -> None:
        ready = self._part
        if self._convert:
            ready = beside(self._path, ".new")
            self._convert(self._part, ready)
            with ready.open("rb+") as file:
                checkpoint.sync(file)
        if sys.platform == "win32":  # it moves no open file; elsewhere the lock lasts until the part is gone
            self._rows.close()
        ready.replace(self._path)

    def close(self) -> None:
        """Let go of the files, even where a disk is full."""
        for file in (self._rows, self._bad):
            with suppress(OSError):
                file.close()

    def discard(self) -> None:
        """Take away all that is beside OUT while it is not done, the checkpoint last."""
        self.close()
        _remove([*self._parts, beside(self._path, ".checkpoint.new"), self._checkpoint])


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _opened(path: Path) -> BinaryIO:
    """The file, made if it is not there, with what it holds."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "rb+")


def _ours_alone(path: Path) -> BinaryIO:
    """The file, as `_opened`; raises RunError where another run has it."""
    file = _opened(path)
    try:
        _lock(file)
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):  # it has not become OUT meanwhile
            return file
    except (BlockingIOError, FileNotFoundError):
        pass
    file.close()
    raise RunError(f"{path}: another run is writing it; end that first")


def _lock(file: BinaryIO) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _cut(file: BinaryIO, size: int) -> None:
    """Cut a file off, to write behind that."""
    file.truncate(size)
    file.seek(size)
