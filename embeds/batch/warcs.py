"""Read WARC: the texts of a WET file (its conversion records), or a crawl's pages (its response records)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, NamedTuple

from ..errors import InputError
from ..text import encodings
from . import files
from .job import CHUNK, LONGEST, Bad, BadRow, Chunk, Done, Job


class _Counted(io.RawIOBase):
    """A stream that ArchiveIterator can read: it needs `tell`, which a stream that decompresses does not have."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at = stream, 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


class _Record(NamedTuple):
    """A record: its headers, its body, and whether the body is complete."""

    id: str | None
    url: str | None
    date: str | None
    body: bytes
    is_whole: bool


@dataclass(frozen=True)
class Warc(files.File):
    """A WARC file; its pages are read if `html`, else its texts."""

    html: bool
    unit = "record"

    def chunks(self, start: int) -> Iterator[Chunk]:
        """Yield some records at a time; `after` counts records."""
        count = start
        some: list[_Record] = []
        size = 0
        try:
            with files.opened(self.name, self.stream) as (file, unpacked):
                for count, record in enumerate(islice(self._records(unpacked), start, None), start + 1):
                    some.append(record)
                    size += len(record.body)
                    if size >= CHUNK:
                        yield Chunk(clean, (some, self.html), count, files.position(file))
                        some, size = [], 0
                if not count and self.size:
                    texts = "texts in it (conversion records); for its pages, add --html"
                    raise InputError(f"{self.name}: no {'answers with pages in it' if self.html else texts}")
                if some:
                    yield Chunk(clean, (some, self.html), count, files.position(file))
        except OSError as err:
            raise InputError(f"{self.name}: {err.strerror or err}, after {count:,} records; get it again") from err

    def _records(self, unpacked: BinaryIO) -> Iterator[_Record]:
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        wanted = WarcRecordType.response if self.html else WarcRecordType.conversion
        for record in ArchiveIterator(_Counted(unpacked), wanted, parse_http=self.html, auto_decode="all"):
            if self.html and "html" not in (record.http_content_type or "html"):
                continue
            headers = record.headers
            length = record.content_length
            body = record.reader.read(LONGEST + 1)
            yield _Record(
                headers.get("WARC-Record-ID"),
                headers.get("WARC-Target-URI"),
                headers.get("WARC-Date"),
                body,
                self.html or len(body) >= min(length, LONGEST),
            )


def clean(job: Job, data: tuple[list[_Record], bool]) -> Done:
    """Return the rows of records: id, url, date, prose and records."""
    records, html = data
    done = Done(len(records))
    out = []
    for number, record in enumerate(records):
        try:
            if len(record.body) > LONGEST:
                raise BadRow(f"longer than {LONGEST:,} bytes; only its beginning is kept")
            if not record.is_whole:
                raise BadRow("cut off: the file ends in it")
            text = encodings.page(record.body) if html else record.body.decode("utf-8-sig")
            head = {job.id_field: record.id, "url": record.url, "date": record.date}
            out.append(job.row(head, text, done.counts, html=html))
        except UnicodeDecodeError as err:
            why = f"not UTF-8 (byte 0x{record.body[err.start]:02x} at offset {err.start} of its text)"
            done.bad.append(Bad(number, record.url, why, record.body))
        except (BadRow, ValueError) as err:
            done.bad.append(Bad(number, record.url, str(err), record.body[:LONGEST]))
    done.out = b"".join(out)
    return done
