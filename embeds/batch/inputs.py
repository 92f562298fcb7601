"""Tell how to read the files and folders that a user names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from ..errors import InputError
from . import csv_table, documents, files, json_lines, kinds
from .columns import Columns
from .documents import Documents
from .files import STDIN
from .job import Input, Job
from .json_lines import Lines
from .needs import need
from .paths import looked_up, missing
from .texts import Single, Texts
from .warcs import Warc


def inputs_of(names: Sequence[str], job: Job) -> list[Input]:
    """Return an input for each name; raise InputError for one that does not exist or is of no known kind.

    Standard input and pipes are opened, and read as far as it takes to tell what they hold.
    """
    for number, name in enumerate(names):
        if name in names[:number] and is_read_once(name):
            raise InputError(f"{name}: named twice, but it can be read only once")
    return [_input(name, job) for name in names]


def is_read_once(name: str) -> bool:
    """Return whether a name is that of standard input, a pipe or a device."""
    path = Path(name)
    return name == STDIN or (path.exists() and not path.is_file() and not path.is_dir())


def _input(name: str, job: Job) -> Input:
    if name != STDIN and (not name or looked_up(name, InputError) is None):
        raise InputError(missing(name))
    if name != STDIN and Path(name).is_dir():
        return Texts(name)
    try:
        head, stream = files.begun(name)
    except OSError as err:
        raise InputError(f"{name}: {err.strerror or err}") from err
    kind = kinds.told(name, head)
    if stream and (not head.strip() or b"\0" in head):  # nothing tells; if it is never to end, lines bound what is read
        kind = "lines"
    return _of_kind(kind, name, head, stream, job)


def _of_kind(kind: kinds.Kind, name: str, head: bytes, stream: BinaryIO | None, job: Job) -> Input:
    if kind == "lines":
        return Lines(name, stream=stream, names=json_lines.names_at(head))
    if kind == "document":
        return Documents(name, stream=stream, names=documents.names_at(head, name))
    if kind == "table":
        return csv_table.table(name, head, job.field, stream)
    if kind == "warc":
        need("fastwarc", "WARC")
        return Warc(name, bool(job.html), stream=stream)
    if kind == "parquet":
        if stream or kinds.is_compressed(name):
            raise InputError(f"{name}: Parquet is read from a file that is not compressed as a whole; name that")
        need("pyarrow", "Parquet")
        return Columns(name, names=tuple(Columns(name).schema().names))
    return Single(name, kind == "page", stream=stream)
