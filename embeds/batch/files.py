"""Open files through their compression, and tell their size and whether they changed."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from ..errors import InputError
from .job import CHUNK

COMPRESSED = {".gz": "gzip", ".zst": "zstd"}
STDIN = "-"


@dataclass(frozen=True)
class File:
    """An input that is one file, standard input or a pipe."""

    name: str

    @property
    def size(self) -> int | None:
        """The bytes of the file on the disk; None for standard input and pipes."""
        return Path(self.name).stat().st_size if Path(self.name).is_file() else None

    def paths(self) -> list[str | int]:
        """Return the file itself; 0 is standard input."""
        return [0 if self.name == STDIN else self.name]

    def identity(self) -> list[Any] | None:
        """Return path, size and time, which stay the same while a file does; None for standard input and pipes."""
        path = Path(self.name)
        return [str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns] if path.is_file() else None


@contextmanager
def opened(name: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Open a file, and give it as it is and decompressed; the caller reads to its end.

    Raises OSError, for a damaged file too, and InputError if the file became shorter while it was read.
    """
    if name == STDIN:
        if sys.stdin is None:
            raise InputError("standard input is closed; name a file")
        if sys.stdin.isatty():
            print("embeds: reading JSON lines from the terminal; end them with Ctrl-D", file=sys.stderr)
        yield sys.stdin.buffer, sys.stdin.buffer
        return
    with Path(name).open("rb") as file:
        size = os.fstat(file.fileno()).st_size if file.seekable() else 0
        yield file, _unpacked(file, name)
        if position(file) < size:
            raise InputError(f"{name}: was {size:,} bytes long, and became shorter while it was read; clean it again")


def _unpacked(file: io.BufferedReader, name: str) -> BinaryIO:
    kind = COMPRESSED.get(Path(name).suffix.lower())
    if kind is None:
        return file
    if not file.peek(1):
        raise InputError(f"{name}: empty, so it is no {kind} file; get it again")
    import pyarrow as pa  # its streams read several members as one, and report one that is cut off

    return cast("BinaryIO", io.BufferedReader(pa.CompressedInputStream(file, kind), CHUNK))


def position(file: BinaryIO) -> int:
    """Return the offset in bytes up to which a file is read; 0 for a pipe."""
    return file.tell() if file.seekable() else 0


def skip(unpacked: BinaryIO, count: int) -> None:
    """Go forward `count` bytes; a compressed file or a pipe is read up to there."""
    if count and unpacked.seekable():
        unpacked.seek(count)
        return
    while count and (data := unpacked.read(min(count, CHUNK))):
        count -= len(data)
