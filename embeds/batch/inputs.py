"""Tell from the names of files and folders how to read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..errors import InputError
from .columns import Columns
from .files import COMPRESSED, STDIN
from .job import Input, Job
from .json_lines import Lines
from .paths import looked_up
from .texts import PAGES, TEXTS, Texts
from .warcs import Warc

_LINES = (".jsonl", ".ndjson", ".jl", ".json")
_KNOWN = f"{', '.join(_LINES)}, .warc, .wet (each also .gz or .zst), .parquet, {', '.join((*TEXTS, *PAGES))}, a folder"


def inputs_of(names: Sequence[str], job: Job) -> list[Input]:
    """Return an input for each name; raise InputError for one that does not exist or is of no known kind."""
    inputs = [_input(name, job) for name in names]
    for number, one in enumerate(inputs):
        if one.identity() is None and one in inputs[:number]:
            raise InputError(f"{one.name}: named twice, but it can be read only once")
    return inputs


def kind(name: str) -> str:
    """Return a name's ending without that of a compression: ".jsonl" for x.jsonl.gz."""
    path = Path(name.lower())
    return path.with_suffix("").suffix if path.suffix in COMPRESSED else path.suffix


def _input(name: str, job: Job) -> Input:
    path = Path(name)
    if name == STDIN:
        return Lines(name)
    if looked_up(name, InputError) is None:
        raise InputError(f"{name}: no such file")
    if path.is_dir():
        return Texts(name)
    ending = kind(name)
    if ending in _LINES or not path.is_file():  # a pipe: its name says nothing about what it holds
        return Lines(name)
    if ending in (".warc", ".wet"):
        return Warc(name, job.html)
    if path.suffix.lower() == ".parquet":
        return Columns(name)
    if path.suffix.lower() in (*TEXTS, *PAGES):
        return Texts(name)
    raise InputError(f"{name}: its name does not tell what it holds; known are {_KNOWN}")
