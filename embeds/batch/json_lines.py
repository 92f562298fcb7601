"""Clean lines of JSON; all of a line but its text stays byte for byte."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import Any, BinaryIO

from ..errors import InputError
from ..text import encodings
from . import compression, csv_rows, files, splice
from .job import CHUNK, LONGEST, Bad, BadRow, Chunk, Done, Job
from .text_field import LOOKED_AT, names_there, with_text

_KEPT = 1000  # bytes that are kept of a line that is too long
_ENDLESS = 10 * LONGEST  # bytes: a pipe with a longer line is taken for one that ends no lines, as /dev/zero


@dataclass(frozen=True)
class Lines(files.File):
    """A file of JSON objects, one a line; "-" is standard input."""

    unit = "line"

    def chunks(self, start: int) -> Iterator[Chunk]:
        """Yield whole lines, half a megabyte at a time; `after` counts bytes of the unpacked text."""
        at = start
        try:
            with files.opened(self.name, self.stream) as (file, text):
                files.skip(text, start)
                while data := text.read(CHUNK):
                    rest = text.readline(LONGEST)
                    at += len(data) + len(rest)
                    first = at == len(data) + len(rest)
                    if torn := len(rest) == LONGEST and not rest.endswith(b"\n"):
                        at += self._skip_line(text)
                        rest = rest[:_KEPT]
                    data = (data.removeprefix(codecs.BOM_UTF8) if first else data) + rest
                    rows = data.removesuffix(b"\n").split(b"\n")
                    faults = {}
                    if torn:
                        rows[-1] = rows[-1][:_KEPT]
                        faults[len(rows) - 1] = f"longer than {LONGEST:,} bytes; only its beginning is kept"
                    yield Chunk(clean, (rows, faults), at, files.position(file))
        except OSError as err:
            unpack = compression.UNPACK.get(compression.ENDINGS.get(Path(self.name).suffix.lower(), ""), "cat")
            hint = f"get it again, or clean what can be read: {unpack} {quote(self.name)} | embeds clean - -o OUT"
            where = f"{at:,} bytes into its text"
            raise InputError(f"{self.name}: {err.strerror or err}, {where}; {hint}") from err

    def _skip_line(self, text: BinaryIO) -> int:
        """Read to the end of a line and return the number of bytes; raise InputError if a pipe's line does not end."""
        count = 0
        while rest := text.readline(CHUNK):
            count += len(rest)
            if rest.endswith(b"\n"):
                break
            if self.size is None and count > _ENDLESS:
                raise InputError(f"{self.name}: a line that does not end within {count:,} bytes; give it lines of JSON")
        return count


def clean(job: Job, data: tuple[list[bytes], dict[int, str]]) -> Done:
    """Return the lines of a chunk as they are written; `faults` tells why some, by number, cannot be cleaned."""
    rows, faults = data
    done = Done(len(rows))
    out = []
    for number, row in enumerate(rows):
        name = None
        try:
            if number in faults:
                raise BadRow(faults[number])
            if row and not row.isspace():
                fields = _parsed(row)
                name = fields.get(job.id_field)
                out.append(_cleaned(job, row.strip(), fields, done.counts))
        except BadRow as err:
            done.bad.append(Bad(number, None if name is None else str(name)[:100], str(err), row))
    done.out = b"".join(out)
    return done


def names_at(head: bytes) -> tuple[str, ...]:
    """Return the fields with text in the first lines of a file that are objects and whole."""
    rows = []
    for line in head.removeprefix(codecs.BOM_UTF8).split(b"\n", LOOKED_AT)[:LOOKED_AT]:
        with suppress(BadRow):
            rows.append(_parsed(line))
    return with_text(rows)


def _parsed(row: bytes) -> dict[str, Any]:
    """Return the object in a line; raise BadRow. The standard library also reads half an emoji."""
    from pydantic_core import from_json

    try:
        fields = from_json(row)
    except ValueError:
        try:
            fields = json.loads(row.decode("utf-8"))
        except UnicodeDecodeError as err:
            byte = f"0x{row[err.start]:02x} at offset {err.start} of the line"
            raise BadRow(f"not UTF-8 (byte {byte}); convert the file first, {encodings.FOR_EXAMPLE}") from err
        except (ValueError, RecursionError) as err:
            raise BadRow(f"not JSON ({err})") from err
    if not isinstance(fields, dict):
        raise BadRow(f'{_TYPES[type(fields)]}, not an object with fields, such as {{"text": "…"}}')
    return fields


def _cleaned(job: Job, row: bytes, fields: dict[str, Any], counts: Counter[str]) -> bytes:
    """Return the line that is written for a row; raise BadRow if its fields do not allow it."""
    from pydantic_core import to_json

    path, text = text_of(job.field, fields)
    for key in job.new:
        if key in fields and (job.with_source or path != [key]):
            raise BadRow(f"it has a field {key!r} already, which the result would replace; rename it")
    member, *others = splice.find(row, path)
    if others:
        raise BadRow(f"the field {job.field!r} is there {1 + len(others)} times")
    new = job.clean(text, counts)
    if job.form == "table":
        return csv_rows.line(job, {**fields, **new})
    # Most texts have no records: their bytes are copied, not written again.
    prose = row[member.value : member.end] if new["prose"] == text else to_json(new["prose"])
    values = [b'"prose":' + prose]
    values += [b'"%b":%b' % (key.encode(), to_json(new[key])) for key in job.new[1:]]
    kept = row if job.with_source else splice.without(row, member)
    return splice.appended(kept, b",".join(values)) + b"\n"


def text_of(field: str, fields: dict[str, Any]) -> tuple[list[str], str]:
    """Return the path to a field and its text; raise BadRow. `field` is a row's own key, or a path with dots."""
    path = [field] if field in fields else field.split(".")
    value: Any = fields
    for key in path:
        if not isinstance(value, dict) or key not in value:
            raise BadRow(f"no field {field!r} ({names_there(field, fields)}); name the one with the text by --field")
        value = value[key]
    if not isinstance(value, str):
        raise BadRow(f"the field {field!r} holds {_TYPES[type(value)]}, not text")
    return path, value


_TYPES = {
    bool: "true or false",
    dict: "an object",
    float: "a number",
    int: "a number",
    list: "a list",
    str: "a string",
    type(None): "null",
}
