"""Open files through their compression and encoding, and tell their size and whether they changed."""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from ..errors import InputError
from . import compression
from .job import CHUNK

STDIN = "-"
_TEXT = re.compile(rb"[^\0-\x08\x0e-\x1f]{%d}" % compression.LONGEST_SIGN)  # what is named .gz may be unpacked already
HEAD = CHUNK  # bytes of its beginning by which it is told what a file holds: most first rows are shorter


@dataclass(frozen=True)
class File:
    """An input that is one file, or standard input or a pipe, which then is open as `stream` already.

    `names` are its columns, or the fields of its first rows that hold text.
    """

    name: str
    stream: BinaryIO | None = field(default=None, compare=False, repr=False, kw_only=True)
    names: tuple[str, ...] = field(default=(), compare=False, kw_only=True)

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
def opened(name: str, stream: BinaryIO | None = None) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Open a file, and give it as it is and unpacked, UTF-16 as UTF-8; the caller reads to its end.

    Raises OSError, for a damaged file too, and InputError if the file became shorter while it was read.
    """
    if stream:
        with stream, compression.damage_is_told():
            yield stream, stream
        return
    with compression.damage_is_told(), Path(name).open("rb") as file:
        size = os.fstat(file.fileno()).st_size if file.seekable() else 0
        yield file, _plain(file, name)
        if position(file) < size:
            raise InputError(f"{name}: was {size:,} bytes long, and became shorter while it was read; clean it again")


def begun(name: str) -> tuple[bytes, BinaryIO | None]:
    """Return the first bytes of what a file holds, and for standard input or a pipe also the stream of all of it.

    If a file is damaged, its bytes end there. Raises OSError if it cannot be read, and InputError if it is empty in
    spite of its name, or if standard input is closed.
    """
    if name != STDIN and Path(name).is_file():
        with Path(name).open("rb") as file:
            try:
                return _head(_plain(file, name)), None
            except OSError:  # damaged at its beginning: whoever reads it is told so
                return b"", None
    raw = _standard_input() if name == STDIN else Path(name).open("rb")  # noqa: SIM115 - read later, to its end
    plain = _plain(_Ahead(raw.read(compression.LONGEST_SIGN), raw).buffered(), name)
    head = _head(plain)
    return head, _Ahead(head, plain, None if name == STDIN else raw).buffered()


def read(name: str, stream: BinaryIO | None, most: int) -> bytes:
    """Return what a file holds, or its first `most` bytes and one more; raises as `opened` does."""
    with opened(name, stream) as (file, plain):
        raw = plain.read(most + 1)
        if file.seekable():
            file.seek(0, os.SEEK_END)  # of a file that is too long, the rest is of no use
        return raw


def _head(plain: io.BufferedReader) -> bytes:
    head = b""
    with suppress(OSError), compression.damage_is_told():
        while len(head) < HEAD and (part := plain.read1(HEAD - len(head))):
            head += part
    return head


def _standard_input() -> io.BufferedReader:
    if sys.stdin is None:
        raise InputError("standard input is closed; name a file")
    if sys.stdin.isatty():
        print("embeds: reading from the terminal; end it with Ctrl-D", file=sys.stderr)
    return cast("io.BufferedReader", sys.stdin.buffer)


def _plain(file: io.BufferedReader, name: str) -> io.BufferedReader:
    """Return what a file holds, unpacked, and UTF-16 with its mark as UTF-8; raises as `opened` does."""
    named = compression.ENDINGS.get(Path(name).suffix.lower())
    start = file.peek(compression.LONGEST_SIGN)
    kind = compression.told(start) or (None if _TEXT.match(start) else named)
    if named and not start:
        raise InputError(f"{name}: empty, so it is no {named} file; get it again")
    plain = compression.unpacked(file, kind) if kind else file
    with compression.damage_is_told():
        is_wide = plain.peek(2).startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return io.BufferedReader(_Recoded(plain), CHUNK) if is_wide else plain


class _Ahead(io.RawIOBase):
    """A stream of which the beginning was read already; it comes first. With it `source` is closed, if there is one."""

    def __init__(self, head: bytes, rest: io.BufferedReader, source: BinaryIO | None = None) -> None:
        self._head, self._rest, self._source = head, rest, source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        part = part or self._rest.read1(len(buffer))  # what is there already: the rest may come late
        buffer[: len(part)] = part
        return len(part)

    def close(self) -> None:
        if self._source:
            self._source.close()
        super().close()

    def buffered(self) -> io.BufferedReader:
        return io.BufferedReader(self, CHUNK)


class _Recoded(io.RawIOBase):
    """UTF-16 as UTF-8, with a byte order mark too: it goes before what a page says of its encoding."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file, self._part = file, codecs.BOM_UTF8
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        raw = b"more"
        while raw and not self._part:
            raw = self._file.read1(len(buffer) // 2)  # two bytes become three at most
            self._part = self._decoder.decode(raw, not raw).encode("utf-8", "replace")
        part, self._part = self._part, b""
        buffer[: len(part)] = part
        return len(part)


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
