"""Read JSON that does not stand in lines: an array of objects, or objects over many lines, one behind another."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from ..errors import InputError
from . import files, json_lines
from .job import CHUNK, LONGEST, Chunk
from .text_field import LOOKED_AT, with_text

_BETWEEN = re.compile(r"[\s,]*+")
_BREAK = re.compile(rb"[\r\n]++[ \t]*+")  # white space alone: in a string of JSON a line break is written \n


@dataclass(frozen=True)
class Documents(files.File):
    """A file of JSON objects; each is cleaned as a line is."""

    unit = "row"

    def chunks(self, start: int) -> Iterator[Chunk]:
        """Yield some objects at a time, each as a line; `after` counts objects."""
        count, rows, size = start, list[bytes](), 0
        try:
            with files.opened(self.name, self.stream) as (file, plain):
                for count, value in enumerate(islice(values(plain, self.name), start, None), start + 1):
                    rows.append(_BREAK.sub(b"", value.encode("utf-8", "surrogateescape")))
                    size += len(rows[-1])
                    if size >= CHUNK:
                        yield Chunk(json_lines.clean, (rows, {}), count, files.position(file))
                        rows, size = [], 0
                if rows:
                    yield Chunk(json_lines.clean, (rows, {}), count, files.position(file))
        except OSError as err:
            raise InputError(f"{self.name}: {err.strerror or err}, after {count:,} rows; get it again") from err


def names_at(head: bytes, name: str) -> tuple[str, ...]:
    """Return the fields with text in the first objects of a file that are whole."""
    rows: list[Any] = []
    with suppress(InputError):
        rows.extend(map(json.loads, islice(values(io.BytesIO(head), name), LOOKED_AT)))
    return with_text(row for row in rows if isinstance(row, dict))


def values(file: BinaryIO, name: str) -> Iterator[str]:
    """Yield the objects of a file as they are written; bytes that are not UTF-8 come as lone surrogates.

    Raises InputError where it is not JSON, or ends too early: what stands behind cannot be told apart.
    """
    decoder, decode = json.JSONDecoder(), codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
    text, at, count, is_array, is_all = "", 0, 0, False, False
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches anywhere
        if not count and not is_array and text[at : at + 1] == "[":
            is_array, at = True, at + 1
            continue
        if is_array and text[at : at + 1] == "]":
            return
        why = ""
        if at < len(text):
            try:
                _, end = decoder.raw_decode(text, at)
            except json.JSONDecodeError as err:
                why = err.msg
            except RecursionError:
                why = "too deep"
            else:
                if end < len(text) or is_all:  # else a number might go on
                    count += 1
                    yield text[at:end]
                    at = end
                    continue
        if is_all or len(text) - at > LONGEST:
            if at < len(text):
                raise InputError(f"{name}: row {count + 1}: not JSON ({why}) at {text[at : at + 40]!r}; correct it")
            if is_array:
                raise InputError(f"{name}: ends within its array, behind row {count}; get it again")
            return
        # twice as much each time: a long value is looked at few times
        raw = file.read(max(CHUNK, len(text) - at))
        text, at, is_all = text[at:] + decode.decode(raw, not raw), 0, not raw
