"""Read and write compressed files: gzip, bzip2, xz and Zstandard, each told by the bytes with which it begins."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

ENDINGS = {".gz": "gzip", ".bz2": "bz2", ".xz": "xz", ".zst": "zstd"}
UNPACK = {"gzip": "gzip -dc", "bz2": "bzip2 -dc", "xz": "xz -dc", "zstd": "zstd -dc"}
LONGEST_SIGN = 6
_SIGNS = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\0": "xz", b"\x28\xb5\x2f\xfd": "zstd"}


def told(start: bytes) -> str | None:
    """Return the compression of a file that begins with these bytes, or None; `LONGEST_SIGN` of them are enough."""
    return next((kind for sign, kind in _SIGNS.items() if start.startswith(sign)), None)


def unpacked(file: BinaryIO, kind: str) -> io.BufferedReader:
    """Return what a file holds; several members or frames in a row are read as one."""
    return io.BufferedReader(_module(kind).open(file))


def packed(rows: bytes, kind: str | None) -> bytes:
    """Return rows as a whole member or frame, of which a file may hold many in a row; always the same bytes."""
    if kind is None:
        return rows
    if kind == "gzip":
        return bytes(_module(kind).compress(rows, 6, mtime=0))  # the time would make each run's bytes differ
    return bytes(_module(kind).compress(rows))


@contextmanager
def damage_is_told() -> Iterator[None]:
    """Raise OSError for what the modules raise at a file that is damaged or ends too early."""
    import lzma

    try:
        yield
    except (EOFError, zlib.error, lzma.LZMAError) as err:
        raise OSError(str(err)) from err
    except Exception as err:
        if not _is_of_zstd(err):
            raise
        raise OSError(str(err)) from err


def _module(kind: str) -> Any:
    if kind == "gzip":
        import gzip

        return gzip
    if kind == "bz2":
        import bz2

        return bz2
    if kind == "xz":
        import lzma

        return lzma
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def _is_of_zstd(err: Exception) -> bool:
    """Return whether an exception is Zstandard's own, whose module is imported only where it is used."""
    return type(err).__name__ == "ZstdError"
