"""Write rows to a file that appears only when it is complete, or to a stream.

Until OUT is complete, three files stand beside it: OUT.part with the rows so far, OUT.errors.jsonl.part with the bad
rows, and OUT.checkpoint, which says up to which byte both are valid and which place of the input that is. From these a
later run can resume. The checkpoint is made before the first row and removed last: a part without one is not ours.
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

_EVERY = 2.0  # seconds between two checkpoints: what a kill costs


class Stream:
    """Standard output, a pipe or a device: nothing written can be taken back, and bad rows are only reported."""

    keeps = False  # whether another run can resume this one

    def __init__(self, file: BinaryIO) -> None:
        """Write to an open file."""
        self._file = file
        self.reached: Reached = Reached()

    def write(self, rows: bytes, _bad: bytes) -> None:
        """Write rows; bad ones are not kept."""
        self._file.write(rows)

    def save(self, *, now: bool = False) -> None:
        """Do nothing: a stream has no checkpoint."""

    def finish(self) -> None:
        """Flush the last bytes."""
        self._file.flush()

    def close(self) -> None:
        """Close the file, but leave standard output open."""
        if self._file is not sys.stdout.buffer:
            with suppress(OSError):  # `write` or `finish` raised the same before
                self._file.close()

    discard = close


class File:
    """The file OUT, and OUT.errors.jsonl if there are bad rows."""

    def __init__(
        self,
        path: Path,
        run: dict[str, Any],
        *,
        resume: bool,
        restart: bool,
        convert: Callable[[Path, Path], None] | None = None,
    ) -> None:
        """Begin the file, or resume an earlier run; raise RunError where its files are of a different run.

        `run` describes the run as JSON: a run resumes only one that has the same. `convert(part, new)` makes the file
        OUT from the part, for formats that cannot be written row by row.
        """
        self._path, self._convert = path.resolve(), convert
        self.keeps: bool = None not in run["inputs"]  # a pipe cannot be read again, so its run cannot be resumed
        self._part, self._bad_part = beside(self._path, ".part"), beside(self._path, ".errors.jsonl.part")
        self._parts = [self._part, self._bad_part, *([beside(self._path, ".new")] if convert else [])]
        self._checkpoint = beside(self._path, ".checkpoint")
        self._next = 0.0
        made = [one for one in (self._part, self._bad_part, self._checkpoint) if not one.exists()]
        try:
            self._rows = _ours_alone(self._part)
            with ExitStack() as undo:  # if the run cannot begin, or Ctrl-C comes, remove the files made here
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
        """Return the checkpoint to begin from; raise RunError rather than lose an earlier run's work unasked."""
        anew = Checkpoint(run, Reached())
        if restart:
            return anew
        sizes = [path.stat().st_size if path.exists() else 0 for path in self._parts]
        if not self._checkpoint.exists():
            for path, size in zip(self._parts, sizes, strict=True):
                if size:
                    raise RunError(f"{path}: exists, and no run can resume from it; move it away, or {ANEW}")
            return anew
        if not resume:
            goes_on = "--resume continues it, " if self.keeps else ""
            raise RunError(f"{self._checkpoint}: an earlier run was interrupted; {goes_on}{ANEW}")
        kept = checkpoint.read(self._checkpoint, run)
        if not sizes[0]:  # the earlier run ended when its part had just become OUT
            return anew
        for path, size, least in zip(self._parts, sizes, (kept.rows, kept.bad), strict=False):
            if size < least:
                raise RunError(f"{path}: shorter than {self._checkpoint.name} says; {ANEW}")
        return kept

    def write(self, rows: bytes, bad: bytes) -> None:
        """Write good rows to one part and bad rows to the other."""
        self._rows.write(rows)
        self._bad.write(bad)

    def save(self, *, now: bool = False) -> None:
        """Write a checkpoint, if it is time or `now`."""
        if not now and time.monotonic() < self._next:
            return
        for file in (self._rows, self._bad):
            checkpoint.sync(file)
        self._kept.rows, self._kept.bad = self._rows.tell(), self._bad.tell()
        self._kept.write(self._checkpoint)
        self._next = time.monotonic() + _EVERY

    def finish(self) -> None:
        """Make OUT appear if any row is good, and OUT.errors.jsonl if any is bad; remove the other files."""
        self.save(now=True)
        if not self.reached.has_failed:
            self._appear()
        self.close()
        self._part.unlink(missing_ok=True)  # before the bad rows' part: a run that is killed here starts again
        errors = beside(self._path, ".errors.jsonl")
        if self._kept.bad:
            self._bad_part.replace(errors)
        else:
            errors.unlink(missing_ok=True)  # of an earlier run
        self.discard()

    def _appear(self) -> None:
        ready = self._part
        if self._convert:
            ready = beside(self._path, ".new")
            self._convert(self._part, ready)
            with ready.open("rb+") as file:
                checkpoint.sync(file)
        if sys.platform == "win32":  # Windows moves no open file; elsewhere the lock lasts until the part is gone
            self._rows.close()
        ready.replace(self._path)

    def close(self) -> None:
        """Close the files, even if the disk is full."""
        for file in (self._rows, self._bad):
            with suppress(OSError):
                file.close()

    def discard(self) -> None:
        """Remove the files that stand beside an incomplete OUT, the checkpoint last."""
        self.close()
        _remove([*self._parts, beside(self._path, ".checkpoint.new"), self._checkpoint])


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _opened(path: Path) -> BinaryIO:
    """Open a file to read and write, and make it if it does not exist; what it holds stays."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "rb+")


def _ours_alone(path: Path) -> BinaryIO:
    """Open a file as `_opened` does, and lock it; raise RunError if another run has it."""
    file = _opened(path)
    try:
        _lock(file)
        if os.path.samestat(os.fstat(file.fileno()), path.stat()):  # else the other run's part has become OUT
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
    """Cut a file off after `size` bytes, and write from there on."""
    file.truncate(size)
    file.seek(size)
