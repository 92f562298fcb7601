"""JSONL, plain or compressed: lines in, lines out, all but the text of each kept byte for byte."""

from __future__ import annotations

import codecs
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import InputError
from . import files, splice
from .job import CHUNK, LONGEST, Bad, BadRow, Chunk, Done, Job, names_there

_KEPT = 1000  # bytes of a line that is too long
_ENDLESS = 10 * LONGEST  # bytes of a line behind which a pipe is taken for one that never ends one, as /dev/zero


@dataclass(frozen=True)
class Lines(files.File):
    """A file of JSON objects, one a line; compressed where its name ends in .gz or .zst; "-" is standard input."""

    unit = "line"

    def chunks(self, start: int) -> Iterator[Chunk]:
        """Whole lines, half a megabyte at a time; `after` counts bytes of text, not of what is compressed."""
        at = start
        try:
            with files.opened(self.name) as (file, text):
                files.skip(text, start)
                while data := text.read(CHUNK):
                    rest = text.readline(LONGEST)
                    at += len(data) + len(rest)
                    first = at == len(data) + len(rest)
                    if torn := len(rest) == LONGEST and not rest.endswith(b"\n"):
                        at += self._skip_line(text)
                        rest = rest[:_KEPT]
                    lines = (data.removeprefix(codecs.BOM_UTF8) if first else data) + rest
                    yield Chunk(clean, (lines, torn), at, files.position(file))
        except OSError as err:
            unpack = {".gz": "zcat", ".zst": "zstdcat"}.get(Path(self.name).suffix.lower(), "cat")
            hint = f"get it anew, or clean what can be read: {unpack} {self.name} | embeds clean - -o OUT"
            where = f"{at:,} bytes into its text"
            raise InputError(f"{self.name}: {err.strerror or err}, {where}; {hint}") from err

    def _skip_line(self, text: BinaryIO) -> int:
        """Read on to the end of a line; the number of bytes. Raises InputError where a pipe or device shows no end."""
        count = 0
        while rest := text.readline(CHUNK):
            count += len(rest)
            if rest.endswith(b"\n"):
                break
            if self.size is None and count > _ENDLESS:
                raise InputError(f"{self.name}: a line that does not end within {count:,} bytes; give it lines of JSON")
        return count


def clean(job: Job, data: tuple[bytes, bool]) -> Done:
    """The lines of a chunk as they are written; where it is torn, its last line goes on further than was read."""
    lines, torn = data
    rows = lines.removesuffix(b"\n").split(b"\n")
    done = Done(len(rows))
    out = []
    for number, row in enumerate(rows):
        name = None
        try:
            if torn and number == len(rows) - 1:
                row = row[:_KEPT]
                raise BadRow(f"longer than {LONGEST:,} bytes; only its beginning is kept")
            if row and not row.isspace():
                fields = _parsed(row)
                name = fields.get(job.id_field)
                out.append(_cleaned(job, row.strip(), fields, done.counts))
        except BadRow as err:
            done.bad.append(Bad(number, None if name is None else str(name)[:100], str(err), row))
    done.out = b"".join(out)
    return done


def _parsed(row: bytes) -> dict[str, Any]:
    """The object in a line. What orjson refuses and others write (NaN, half an emoji) the standard library reads."""
    import orjson

    try:
        fields = orjson.loads(row)
    except orjson.JSONDecodeError:
        try:
            fields = json.loads(row.decode("utf-8"))
        except UnicodeDecodeError as err:
            raise BadRow(f"not UTF-8 (byte 0x{row[err.start]:02x} at offset {err.start} of the line)") from err
        except (ValueError, RecursionError) as err:
            raise BadRow(f"not JSON ({err})") from err
    if not isinstance(fields, dict):
        raise BadRow(f"JSON, but no object with fields: {type(fields).__name__}")
    return fields


def _cleaned(job: Job, row: bytes, fields: dict[str, Any], counts: Counter[str]) -> bytes:
    """The line that is written for a row."""
    import orjson

    path, text = text_of(job.field, fields)
    for key in job.new:
        if key in fields and (job.with_source or path != [key]):
            raise BadRow(f"it has a field {key!r} already, which the result would replace; rename it")
    member, *others = splice.find(row, path)
    if others:
        raise BadRow(f"the field {job.field!r} is there {1 + len(others)} times")
    new = job.clean(text, counts)
    # Most have no records: their text is not written anew.
    prose = row[member.value : member.end] if new["prose"] == text else orjson.dumps(new["prose"])
    values = [b'"prose":' + prose]
    values += [b'"%b":%b' % (key.encode(), orjson.dumps(new[key], option=orjson.OPT_UTC_Z)) for key in job.new[1:]]
    kept = row if job.with_source else splice.without(row, member)
    return splice.appended(kept, b",".join(values)) + b"\n"


def text_of(field: str, fields: dict[str, Any]) -> tuple[list[str], str]:
    """The path to a field, which may be a row's own key or lead through others by dots, and its text; raises BadRow."""
    path = [field] if field in fields else field.split(".")
    value: Any = fields
    for key in path:
        if not isinstance(value, dict) or key not in value:
            raise BadRow(f"no field {field!r} ({names_there(field, fields)}); name the one with the text by --field")
        value = value[key]
    if not isinstance(value, str):
        raise BadRow(f"the field {field!r} holds no text but {_TYPES[type(value)]}")
    return path, value


_TYPES = {
    bool: "true or false",
    dict: "an object",
    float: "a number",
    int: "a number",
    list: "a list",
    type(None): "null",
}
