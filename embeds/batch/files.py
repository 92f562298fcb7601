"""Files as they lie on the disk: how large, which state of them, and opened through their compression."""

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
    """An input that lies in one file, or comes through standard input or a pipe."""

    name: str

    @property
    def size(self) -> int | None:
        """In bytes, as it lies on the disk; None for standard input and pipes."""
        return Path(self.name).stat().st_size if Path(self.name).is_file() else None

    def paths(self) -> list[str | int]:
        """The file itself; 0 is standard input."""
        return [0 if self.name == STDIN else self.name]

    def identity(self) -> list[Any] | None:
        """Path, size and time: what is the same as long as a file is; None for standard input and pipes."""
        path = Path(self.name)
        return [str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns] if path.is_file() else None


@contextmanager
def opened(name: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The file as it lies there, and what it holds, unpacked; raises OSError, also for a file that is damaged.

    Raises InputError where there was more when it was opened than at the end, which the caller has read to.
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
            raise InputError(f"{name}: it was {size:,} bytes long, and became shorter while it was read; clean it anew")


def _unpacked(file: io.BufferedReader, name: str) -> BinaryIO:
    kind = COMPRESSED.get(Path(name).suffix.lower())
    if kind is None:
        return file
    if not file.peek(1):
        raise InputError(f"{name}: empty, and so no file of that kind; get it anew")
    import pyarrow as pa  # its streams read several members as one, and say where one is cut off

    return cast("BinaryIO", io.BufferedReader(pa.CompressedInputStream(file, kind), CHUNK))


def position(file: BinaryIO) -> int:
    """How far a file is read; 0 for a pipe."""
    return file.tell() if file.seekable() else 0


def skip(unpacked: BinaryIO, count: int) -> None:
    """Go on to an offset; what is compressed is read to get there."""
    if count and unpacked.seekable():
        unpacked.seek(count)
        return
    while count and (data := unpacked.read(min(count, CHUNK))):
        count -= len(data)
