"""Tell from the name of OUT, and from the inputs, how a run writes its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ..errors import InputError, RunError
from . import columns, compression, csv_rows
from .columns import Columns
from .csv_table import Table
from .job import Input, Job
from .json_lines import Lines
from .kinds import LINES, PAGES, TABLES, TEXTS, ending
from .texts import Single, Texts

_ROWS = (*LINES, ".json")
_PROSE = (*TEXTS, *PAGES)
_KNOWN = ".jsonl (also .gz, .bz2, .xz, .zst), .json, .csv for tables, .parquet for Parquet, .txt or .html for one text"


class Form(NamedTuple):
    """The job with what OUT asks of it, the bytes that begin OUT, and what makes OUT of its part if that is not it."""

    job: Job
    start: bytes = b""
    convert: Callable[[Path, Path], None] | None = None


def form_of(out: str, inputs: Sequence[Input], job: Job, *, is_stream: bool) -> Form:
    """Return how a run writes its rows; raise RunError or InputError if OUT and the inputs do not fit together."""
    job = replace(job, compression=compression.ENDINGS.get(Path(out).suffix.lower()))
    name = ending(out)
    if name == ".parquet" or any(isinstance(one, Columns) for one in inputs):
        return _columns(out, inputs, job)
    if is_stream:
        return Form(job)
    if name == ".json" and not all(isinstance(one, Lines) and ending(one.name) == ".json" for one in inputs):
        return Form(replace(job, compression=None), convert=partial(_array, job.compression))
    if name in _ROWS:
        return Form(job)
    if name in TABLES:
        return _table(out, inputs, job)
    if name in _PROSE:
        _check_prose(out, inputs, job)
        return Form(replace(job, form="prose"))
    raise RunError(f"{out}: its name does not tell what to write: {_KNOWN}")


def _columns(out: str, inputs: Sequence[Input], job: Job) -> Form:
    tables = [one for one in inputs if isinstance(one, Columns)]
    if ending(out) != ".parquet" or job.compression or len(tables) < len(inputs):
        raise RunError(f"{out}: Parquet inputs need a .parquet OUT, and all others lines of JSON: give OUT that ending")
    first = tables[0].schema()
    for table in tables[1:]:
        if table.schema() != first:
            raise InputError(f"{table.name}: its columns are not those of {tables[0].name}; clean it by itself")
    return Form(job, convert=partial(columns.convert, columns.result(first, job, tables[0].name)))


def _table(out: str, inputs: Sequence[Input], job: Job) -> Form:
    tables = [one for one in inputs if isinstance(one, Table)]
    if len(tables) < len(inputs):
        raise RunError(f"{out}: only tables can be written as a table; name OUT .jsonl")
    first = tables[0]
    for table in tables[1:]:
        if table.names != first.names:
            raise InputError(f"{table.name}: its columns are not those of {first.name}; clean it by itself")
    if taken := set(job.new) & set(first.names) - {job.field}:
        raise InputError(f"{first.name}: there is a column {min(taken)!r} already; rename it")
    kept = [name for name in first.names if job.with_source or name != job.field]
    delimiter = "\t" if ending(out) == ".tsv" else first.delimiter
    job = replace(job, form="table", columns=(*kept, *job.new), delimiter=delimiter)
    before = first.before if delimiter == first.delimiter else b""  # without it Excel misreads what it wrote itself
    return Form(job, compression.packed(before + csv_rows.written([*job.columns], delimiter), job.compression))


def _check_prose(out: str, inputs: Sequence[Input], job: Job) -> None:
    """Raise RunError if OUT, a text or a page, cannot hold what the inputs are."""
    first = inputs[0]
    if len(inputs) > 1 or not isinstance(first, Single):
        many = "a folder" if isinstance(first, Texts) else "many articles" if len(inputs) == 1 else "several files"
        raise RunError(f"{out}: it can hold one article, and these are {many}; name OUT .jsonl")
    is_page = (first.html if job.html is None else job.html) and not job.as_text
    if is_page and ending(out) in TEXTS:
        raise RunError(f"{out}: a cleaned page is a page; name OUT .html, or add --as text for its article's text")
    if not is_page and ending(out) in PAGES:
        raise RunError(f"{out}: a cleaned text is no page; name OUT .txt")


def _array(kind: str | None, part: Path, new: Path) -> None:
    """Write the lines in a part file as one JSON array."""
    with part.open("rb") as lines, new.open("wb") as out:
        before = b"[\n"
        for line in lines:
            out.write(compression.packed(before + line.removesuffix(b"\n"), kind))
            before = b",\n"
        out.write(compression.packed(b"\n]\n" if before == b",\n" else b"[]\n", kind))
