"""Record requests and their answers in a file, one JSON object a line, and answer from it.

    {"cassette": 1, "note": "recorded by embeds"}
    {"method": "GET", "url": "https://t.co/Qm3xT8vLpA", "at": "2026-11-22T10:00:00+00:00", "tries": 1, "status": 301, …}

Each answer is appended in one write, under a lock, as soon as it comes: a killed process loses no answer, several
processes may write at once, and a line that one of them left incomplete is skipped. The last line for an address
counts. Cookies and request headers are never kept, and values that look like secrets are blanked (redact.py):
addresses that differ in nothing else are one address here.
"""

from __future__ import annotations

import bisect
import functools
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import Any

from ..errors import CassetteError, CassetteMiss
from . import recorded_rows, redact
from .answers import METHOD, Answer, Ask, to_row

FIRST: dict[str, Any] = {"cassette": 1, "note": "recorded by embeds"}


class Cassette:
    """A recording in a file; a missing file is an empty recording, unless it is to be replayed."""

    def __init__(self, path: str | os.PathLike[str], *, writes: bool) -> None:
        """Read the whole file; raise CassetteError if it cannot be read, or a line is not an answer."""
        self.path: Path = Path(path)
        self._file: int | None = None
        self._writes = writes
        self._answers = dict(read(self.path, may_be_missing=writes))

    def get(self, ask: Ask) -> Answer | None:
        """Return the recorded answer to a request, or None."""
        return self._answers.get(redact.in_address(ask.url))

    def miss(self, url: str) -> CassetteMiss:
        """Return the error for an address that is not recorded."""
        url = redact.in_address(url)
        place = bisect.bisect(self._recorded, url)
        beside = self._recorded[max(0, place - 1) : place + 1]
        nearest = max(beside, key=lambda known: _begin_alike(known, url), default=None)
        return CassetteMiss(METHOD, url, str(self.path), nearest)

    @functools.cached_property
    def _recorded(self) -> list[str]:
        """The recorded addresses, sorted; only used in a replay, where they do not change."""
        return sorted(self._answers)

    def put(self, ask: Ask, answer: Answer) -> None:
        """Keep an answer; it is written to the file when this returns."""
        if not self._writes:
            return
        kept = _redacted(answer)
        url = redact.in_address(ask.url)
        self._answers[url] = kept
        self._append(_line({"method": METHOD, "url": url, **to_row(kept)}))

    def _append(self, line: bytes) -> None:
        """Append a line; raise CassetteError if it cannot be written."""
        try:
            self._write(line)
        except OSError as err:
            raise CassetteError(f"{self.path}: cannot be written ({err.strerror or err})") from err

    def _write(self, line: bytes) -> None:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        with _locked(self._file):
            size = os.fstat(self._file).st_size
            if size == 0:
                line = _line(FIRST) + line
            elif not _ends_line(self._file, size):
                line = b"\n" + line  # another process was killed while it wrote its line
            left = memoryview(line)
            while left:
                left = left[os.write(self._file, left) :]

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _redacted(answer: Answer) -> Answer:
    """Return an answer without its secrets; the body, whatever its encoding, is read byte for byte as latin-1."""
    return replace(
        answer,
        headers=tuple((name, redact.in_address(value)) for name, value in answer.headers),
        body=redact.in_text(answer.body.decode("latin-1")).encode("latin-1"),
        reason=answer.reason and redact.in_text(answer.reason),
    )


def _begin_alike(one: str, other: str) -> int:
    """Return the length of the beginning that two texts share."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def read(path: Path, *, may_be_missing: bool = False) -> Iterator[tuple[str, Answer]]:
    """Yield the addresses and answers of a file in order; raise CassetteError for a line that is not an answer.

    A line that a killed process left incomplete is skipped: it begins like an answer, and does not end with a brace.
    """
    for number, line in enumerate(_lines(path, may_be_missing=may_be_missing), 1):
        line = line.strip()
        torn = line.startswith(b'{"method"') and not line.endswith(b"}")
        if torn or not line or _is_head(line):
            continue
        try:
            row = recorded_rows.read(recorded_rows.Recorded, line)
        except ValueError as err:
            raise CassetteError(f"{path}, line {number}: not a recorded answer ({err})") from err
        yield row.url, row.answer()


def compact(path: Path) -> tuple[int, int]:
    """Keep only the last answer of each address, sorted, and return the numbers of answers before and after.

    A new file replaces the old one. Do not do this during a recording: what is written to the old file meanwhile is
    lost.
    """
    path = path.resolve()  # replace the file that a link leads to, not the link
    first = next(iter(_lines(path)), b"")
    head = first if _is_head(first) else _line(FIRST).rstrip(b"\n")
    found = list(read(path))
    answers = dict(found)
    lines = [_line({"method": METHOD, "url": url, **to_row(answers[url])}) for url in sorted(answers)]
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    file = new.open("xb")  # fails rather than overwrite an existing file
    try:
        with file:
            file.write(head + b"\n" + b"".join(lines))
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return len(found), len(answers)


def _is_head(line: bytes) -> bool:
    """Return whether a line is a recording's first; in concatenated recordings it stands further down, too."""
    try:
        return b'"cassette"' in line and bool(recorded_rows.read(recorded_rows.Head, line))
    except ValueError:
        return False


def _lines(path: Path, *, may_be_missing: bool = False) -> list[bytes]:
    try:
        if path.is_char_device():  # /dev/zero never ends
            raise CassetteError(f"{path}: a device, not a recording")
        return path.read_bytes().split(b"\n")
    except FileNotFoundError as err:
        if may_be_missing:
            return []
        raise CassetteError(f"{path}: {err.strerror}") from err
    except ValueError as err:  # a name that no file can have
        raise CassetteError(f"{path}: {err}") from err
    except OSError as err:
        raise CassetteError(f"{path}: {err.strerror or err}") from err


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _ends_line(file: int, size: int) -> bool:
    os.lseek(file, size - 1, os.SEEK_SET)  # writes still go to the end (O_APPEND)
    return os.read(file, 1) == b"\n"


@contextmanager
def _locked(file: int) -> Iterator[None]:
    """Lock the file if the system has such locks; on others, appending alone keeps short lines whole."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
