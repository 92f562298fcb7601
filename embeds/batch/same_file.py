"""Tell whether two names lead to one file: a run may not write what it reads, nor write one file for two options."""

from __future__ import annotations

import os
import stat
from itertools import combinations
from pathlib import Path
from typing import NamedTuple, TextIO

from ..errors import InputError


def place_of(status: os.stat_result) -> tuple[int, int] | None:
    """Return what identifies a regular file under all its names; None for a device, a pipe or a folder."""
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


class File(NamedTuple):
    """A file and the option that names it; if `name` is None, `stream` may lead to a file."""

    option: str
    name: str | None
    written: bool
    stream: TextIO | None = None

    @property
    def status(self) -> os.stat_result | None:
        """The system's status of the file, links followed; None if there is no such file yet."""
        try:
            if self.name is not None:
                return os.stat(self.name)  # noqa: PTH116 - "" is a folder to pathlib
            return os.fstat(self.stream.fileno()) if self.stream else None
        except (AttributeError, OSError, ValueError):  # a stream need not be a file
            return None

    def is_one_with(self, other: File) -> bool:
        """Return whether both are the same file, by other names, links, or redirections of the shell."""
        ours, theirs = self.status, other.status
        if ours and theirs:
            return place_of(ours) is not None and place_of(ours) == place_of(theirs)
        if self.name is None or other.name is None or ours or theirs:
            return False
        return _resolved(self.name) == _resolved(other.name)


def _resolved(name: str) -> str:
    """Return the path at which a file that does not exist yet would be."""
    try:
        return os.path.normcase(Path(name).resolve())
    except (OSError, RuntimeError, ValueError):  # links in a circle, or an impossible name: opening it will say so
        return name


def keep_apart(*files: File) -> None:
    """Raise InputError if two of these are the same file and at least one of them is written."""
    for one, other in combinations(files, 2):
        if (one.written or other.written) and one.is_one_with(other):
            raise InputError(
                f"{one.name or other.name}: {one.option} and {other.option} are one file; give each its own"
            )
