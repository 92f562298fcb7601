"""Clean a Parquet file's column of texts: `prose` and `records` take its place, all other columns stay as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import export
from ..errors import InputError
from . import files
from .job import CHUNK, Bad, BadRow, Chunk, Done, Job
from .text_field import names_there

if TYPE_CHECKING:
    import pyarrow as pa

_MOST = 10_000  # rows in a chunk: speed and memory alone, as the next
_GROUP = 1 << 26  # bytes of rows in a row group of the output


@dataclass(frozen=True)
class Columns(files.File):
    """A Parquet file with a column of text."""

    unit = "row"

    def schema(self) -> pa.Schema:
        """Return the columns of the file; raise InputError if it is not Parquet."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return pq.read_schema(self.name).remove_metadata()
        except (OSError, pa.ArrowException) as err:
            raise InputError(f"{self.name}: not a Parquet file ({err})") from err

    def chunks(self, start: int) -> Iterator[Chunk]:
        """Yield some rows at a time, as an Arrow stream; `after` counts rows. No chunk crosses a row group's end."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        after = 0
        try:
            with pq.ParquetFile(self.name) as file:
                size, rows = Path(self.name).stat().st_size, max(1, file.metadata.num_rows)
                for number in range(file.num_row_groups):
                    group = file.metadata.row_group(number)
                    if after + group.num_rows <= start:
                        after += group.num_rows
                        continue
                    per_chunk = max(1, min(_MOST, CHUNK * group.num_rows // max(1, group.total_byte_size)))
                    for batch in file.iter_batches(per_chunk, [number]):
                        after += batch.num_rows
                        if after > start:
                            data = stream(batch.replace_schema_metadata(None))
                            yield Chunk(clean, data, after, size * after // rows)
        except (OSError, pa.ArrowException) as err:
            raise InputError(f"{self.name}: {err}, after {after:,} rows; write it again") from err


def result(columns: pa.Schema, job: Job, name: str) -> pa.Schema:
    """Return the output's columns for those of an input; raise InputError if the text's is missing or a name taken."""
    import pyarrow as pa

    if job.field not in columns.names:
        there = names_there(job.field, columns.names)
        raise InputError(f"{name}: no column {job.field!r} ({there}); name the one with the text by --field")
    kind = columns.field(job.field).type
    words = kind.value_type if pa.types.is_dictionary(kind) else kind
    if not (pa.types.is_string(words) or pa.types.is_large_string(words) or pa.types.is_string_view(words)):
        raise InputError(f"{name}: the column {job.field!r} holds {kind}, not text; name another by --field")
    kept = [column for column in columns if job.with_source or column.name != job.field]
    new = [*export.schema(), pa.field("pieces", pa.list_(pa.list_(pa.int64())))][: len(job.new)]
    for column in kept:
        if column.name in job.new:
            raise InputError(f"{name}: there is a column {column.name!r} already; rename it")
    return pa.schema([*kept, *new])


def clean(job: Job, data: bytes) -> Done:
    """Return the rows of an Arrow stream with the new columns, as a stream again; a null text gives a null prose."""
    import pyarrow as pa

    batch = pa.ipc.open_stream(data).read_next_batch()
    done = Done(batch.num_rows)
    texts = batch.column(job.field).cast(pa.string()).cast(pa.binary()).to_pylist()
    keys = batch.column(job.id_field).to_pylist() if job.id_field in batch.schema.names else [None] * len(texts)
    kept, new = [], []
    for number, (raw, key) in enumerate(zip(texts, keys, strict=True)):
        try:
            new.append(dict.fromkeys(job.new) if raw is None else job.clean(raw.decode("utf-8"), done.counts))
            done.counts["nulls"] += raw is None
            kept.append(number)
        except UnicodeDecodeError as err:
            why = f"not UTF-8 (byte 0x{raw[err.start]:02x} at offset {err.start} of its text)"
            done.bad.append(Bad(number, None if key is None else str(key)[:100], why, raw))
        except BadRow as err:
            done.bad.append(Bad(number, None if key is None else str(key)[:100], str(err), raw))
    schema = result(batch.schema, job, "")
    batch = batch if len(kept) == batch.num_rows else batch.take(pa.array(kept, pa.int64()))
    columns = [
        pa.array([row[field.name] for row in new], field.type) if field.name in job.new else batch.column(field.name)
        for field in schema
    ]
    done.out = stream(pa.record_batch(columns, schema=schema))
    return done


def stream(batch: pa.RecordBatch) -> bytes:
    """Return a batch as a complete Arrow stream; a part file holds many of these in a row."""
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with pa.ipc.new_stream(sink, batch.schema, options=options) as writer:
        writer.write_batch(batch)
    return bytes(sink.getvalue())


def convert(schema: pa.Schema, part: Path, new: Path) -> None:
    """Write the Arrow streams in a part file as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with part.open("rb") as file, pq.ParquetWriter(new, schema) as writer:
        batches: list[pa.RecordBatch] = []
        size = 0
        for batch in _batches(file, part.stat().st_size):
            batches.append(batch)
            size += batch.nbytes
            if size >= _GROUP:
                writer.write_table(pa.Table.from_batches(batches, schema))
                batches, size = [], 0
        if batches:
            writer.write_table(pa.Table.from_batches(batches, schema))


def _batches(file: Any, size: int) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    while file.tell() < size:
        yield from pa.ipc.open_stream(file)
