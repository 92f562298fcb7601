"""Clean files of many articles into one: read chunks, clean them, write their rows, keep and report bad rows."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from functools import partial
from importlib import import_module
from pathlib import Path

from .. import __version__
from ..errors import InputError, RunError
from . import columns, interrupts, workers
from .columns import Columns
from .files import COMPRESSED, STDIN
from .inputs import inputs_of, kind
from .job import Bad, Input, Job
from .output import File, Stream
from .paths import keep_inputs
from .report import Report
from .warcs import Warc

_ROWS = (".jsonl", ".ndjson", ".jl", ".json")


def run(
    names: Sequence[str], out: str, job: Job, *, count: int = 1, resume: bool = False, restart: bool = False
) -> int:
    """Clean files and folders into the file `out` with `count` processes, and return the number of bad rows.

    If an earlier run into `out` was interrupted, `resume` continues it and `restart` throws it away; without either,
    RunError asks for one of them. Raises InputError if an input cannot be read, and RunError if the run cannot begin or
    go on; its message says if `resume` can continue the run.
    """
    inputs = inputs_of(names, job)
    job = replace(job, compression=COMPRESSED.get(Path(out).suffix.lower()))
    output = _output(out, inputs, job, resume=resume, restart=restart)
    report = Report(inputs, output.reached)
    again = "; the same command with --resume continues the run" if output.keeps else ""
    try:
        _clean(inputs, job, output, count, report)
        output.finish()
    except KeyboardInterrupt:
        report.say(f"stopped{again}")
        raise
    except InputError:
        output.discard()
        raise
    except RunError as err:
        raise RunError(f"{err}{again}") from err
    except BrokenPipeError:
        raise
    except OSError as err:
        raise RunError(f"{out}: {err.strerror or err}{again}") from err
    finally:
        output.close() if output.keeps else output.discard()
    report.end()
    if output.reached.has_failed and isinstance(output, File):
        report.say(f"no row could be cleaned, so {out} is left as it was; all are in {out}.errors.jsonl")
    return output.reached.bad


def _clean(inputs: Sequence[Input], job: Job, output: File | Stream, count: int, report: Report) -> None:
    """Write the rows of all chunks in order, from the place that the output has reached."""
    reached = output.reached
    chunks = _chunks(inputs, reached.input, reached.after)
    with closing(workers.cleaned(job, chunks, count)) as results:
        for place, done in results:
            if place.input != reached.input:
                reached.rows = 0
            source = inputs[place.input]
            for bad in done.bad:
                report.bad(f"{source.name}: {source.unit} {reached.rows + bad.number + 1}", bad)
            output.write(done.out, b"".join(_kept(source, reached.rows, bad) for bad in done.bad))
            reached.input, reached.after, reached.seen = place
            reached.rows += done.rows
            reached.bad += len(done.bad)
            reached.counts.update(done.counts)
            output.save()
            report.step()
    if not reached.counts["documents"] and job.compression:
        output.write(workers.compressed(b"", job.compression), b"")  # a file of no bytes is not a valid .gz or .zst


def _chunks(inputs: Sequence[Input], first: int, after: int) -> Iterator[workers.Placed]:
    for number, source in enumerate(inputs[first:], first):
        for chunk in source.chunks(after if number == first else 0):
            yield number, chunk


def _kept(source: Input, before: int, bad: Bad) -> bytes:
    """Return a line of OUT.errors.jsonl: where a bad row stood, why it is bad, and the row; \\xff for other bytes."""
    raw = bad.raw.decode("utf-8", "backslashreplace")
    row = {"input": source.name, source.unit: before + bad.number + 1, "id": bad.name, "error": bad.why, "raw": raw}
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _output(out: str, inputs: Sequence[Input], job: Job, *, resume: bool, restart: bool) -> File | Stream:
    """Return the output, begun or resumed; raise RunError or InputError if it cannot be."""
    keep_inputs(out, inputs)
    path = Path(out)
    is_stream = out == STDIN or (path.exists() and not path.is_file() and not path.is_dir())
    if path.is_dir():
        raise RunError(f"{out}: a folder; name a file in it")
    is_columns = path.suffix.lower() == ".parquet" or any(isinstance(one, Columns) for one in inputs)
    if not is_columns and not is_stream and kind(out) not in _ROWS:
        raise RunError(f"{out}: its name does not tell what to write: .jsonl, .jsonl.gz, .jsonl.zst or .parquet")
    _need("orjson")
    if is_columns or job.compression or any(Path(one.name).suffix.lower() in COMPRESSED for one in inputs):
        _need("pyarrow")
    if any(isinstance(one, Warc) for one in inputs):
        _need("fastwarc")
    convert = _conversion(out, inputs, job) if is_columns else None
    if is_stream:
        if resume:
            raise RunError(f"{out}: output there is not kept, so --resume has nothing to continue")
        try:
            return Stream(sys.stdout.buffer if out == STDIN else path.open("wb"))
        except OSError as err:
            raise RunError(f"{out}: {err.strerror or err}") from err
    identities = [one.identity() for one in inputs]
    if resume and None in identities:
        raise RunError("--resume needs files as input, which can be read again")
    run = {"version": __version__, "options": asdict(job), "inputs": identities}
    return File(path, run, resume=resume, restart=restart, convert=convert)


def _need(package: str) -> None:
    """Import what the files need, or raise RunError; signals wait, since one during orjson's import crashes Python."""
    try:
        with interrupts.held():
            import_module(package)
    except ImportError as err:
        raise RunError(f"{package} is not installed, which these files need: pip install 'embeds[batch]'") from err


def _conversion(out: str, inputs: Sequence[Input], job: Job) -> Callable[[Path, Path], None]:
    """Return the function that makes OUT from its part; raise InputError or RunError if the files do not match."""
    tables = [one for one in inputs if isinstance(one, Columns)]
    if Path(out).suffix.lower() != ".parquet" or len(tables) < len(inputs):
        raise RunError(f"{out}: Parquet inputs need a .parquet OUT, and all others lines of JSON: give OUT that ending")
    first = tables[0].schema()
    for table in tables[1:]:
        if table.schema() != first:
            raise InputError(f"{table.name}: its columns are not those of {tables[0].name}; clean it by itself")
    return partial(columns.convert, columns.result(first, job, tables[0].name))
