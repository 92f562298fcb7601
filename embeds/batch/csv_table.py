"""Read a table of comma-separated values, with the separators, quotes and marks that Excel and others write."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from ..errors import InputError
from . import files, json_lines
from .job import CHUNK, LONGEST, Chunk
from .kinds import TOLD_TO_EXCEL, cells_of, delimiter_of, ending
from .progress import counted
from .text_field import names_there, text_field

_ESCAPED = "surrogateescape"  # bytes that are not UTF-8: json_lines tells of them, row by row


@dataclass(frozen=True)
class Table(files.File):
    """A table whose first row names its columns; each other row is cleaned as a line of JSON is."""

    delimiter: str = ","
    before: bytes = b""  # a byte order mark and a line "sep=;", as Excel writes and needs
    unit = "row"

    def chunks(self, start: int) -> Iterator[Chunk]:
        """Yield some rows at a time, each as a line of JSON; `after` counts rows behind the first."""
        count, rows, faults, size = start, list[bytes](), dict[int, str](), 0
        try:
            with files.opened(self.name, self.stream) as (file, plain):
                for count, (row, fault) in enumerate(islice(self._rows(plain), start, None), start + 1):
                    if fault:
                        faults[len(rows)] = fault
                    rows.append(row)
                    size += len(row)
                    if size >= CHUNK:
                        yield Chunk(json_lines.clean, (rows, faults), count, files.position(file))
                        rows, faults, size = [], {}, 0
                if rows:
                    yield Chunk(json_lines.clean, (rows, faults), count, files.position(file))
        except OSError as err:
            raise InputError(f"{self.name}: {err.strerror or err}, after {count:,} rows; get it again") from err

    def _rows(self, file: BinaryIO) -> Iterator[tuple[bytes, str | None]]:
        """Yield each row as a line of JSON and None, or as it is and what is wrong with it."""
        files.skip(file, len(self.before))
        lines = _Lines(file, self.name)
        reader = _reader(lines, self.delimiter)
        with suppress(csv.Error):  # the names of the columns, which were read before
            next(reader, None)
        while True:
            lines.taken.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as err:
                yield b"".join(lines.taken), f"not CSV ({err}); in a cell in quotes, each quote is written twice"
                continue
            if cells and len(cells) != len(self.names):
                named = counted(len(self.names), "column")
                yield b"".join(lines.taken), f"{counted(len(cells), 'cell')}, and the table has {named}"
            elif cells:
                row = json.dumps(dict(zip(self.names, cells, strict=True)), ensure_ascii=False)
                yield row.encode("utf-8", _ESCAPED), None


class _Lines(Iterator[str]):
    """The lines of a file; `taken` are those since it was emptied."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.taken: list[bytes] = []
        self._file, self._name = file, name

    def __next__(self) -> str:
        line = self._file.readline(LONGEST)
        if not line:
            raise StopIteration
        if len(line) == LONGEST:
            raise InputError(f"{self._name}: a line of more than {LONGEST:,} bytes; give it a table with shorter ones")
        self.taken.append(line)
        return line.decode("utf-8", _ESCAPED)


def _reader(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST)  # of the whole process; 131,072 by default, which articles exceed
    return csv.reader(lines, delimiter=delimiter, strict=True)


def table(name: str, head: bytes, field: str, stream: BinaryIO | None) -> Table:
    """Return the table in a file that begins with `head`; raise InputError if it has no column with the text.

    `field` names that column; if it is "", any of the usual names does.
    """
    told_to_excel = TOLD_TO_EXCEL.match(head)
    before = told_to_excel[0] if told_to_excel else b""
    start = head[len(before) :].decode("utf-8", "replace")
    delimiter = "\t" if ending(name) == ".tsv" else delimiter_of(head, field) or _commonest(start)
    try:
        names = next(_reader(io.StringIO(start), delimiter), [])
    except csv.Error as err:
        raise InputError(f"{name}: its first row is not CSV ({err}); it must name the columns") from err
    wanted = field or text_field(names) or "text"
    if head and wanted not in names:
        there = names_there(wanted, names)
        named = "name the one with the text by --field, or the columns in its first row"
        raise InputError(f"{name}: no column {wanted!r} ({there}); {named}")
    for number, column in enumerate(names):
        if column in names[:number]:
            raise InputError(f"{name}: two columns are named {column!r}; rename one")
    return Table(name, stream=stream, names=tuple(names), delimiter=delimiter, before=before)


def _commonest(start: str) -> str:
    """Return what separates the most cells of the first line; a comma if nothing does."""
    line = start.split("\n", 1)[0]
    return max(",;\t|", key=lambda one: len(cells_of(line, one)))
