"""Clean files of many articles into one: read chunks, clean them, write their rows, keep and report bad rows."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

from .. import __version__
from ..errors import InputError, RunError
from . import compression, workers
from .checkpoint import Reached
from .files import STDIN
from .forms import Form, form_of
from .inputs import inputs_of, is_read_once
from .job import Bad, Input, Job
from .kinds import PAGES, ending
from .needs import need
from .output import File, Stream
from .paths import keep_inputs
from .report import Report
from .text_field import text_field
from .texts import Single, Texts


def run(
    names: Sequence[str],
    out: str,
    job: Job,
    *,
    count: int = 1,
    resume: bool = False,
    restart: bool = False,
    quiet: bool = False,
) -> int:
    """Clean files and folders into the file `out` with `count` processes, and return the number of bad rows.

    If an earlier run into `out` was interrupted, `resume` continues it and `restart` throws it away; without either,
    RunError asks for one of them. With `quiet` only failures are reported. Raises InputError if an input cannot be
    read, and RunError if the run cannot begin or go on; its message says if `resume` can continue the run.
    """
    if resume and any(map(is_read_once, names)):
        raise RunError("--resume needs files as input, which can be read again")
    need("pydantic_core", "JSON")
    if job.as_text:
        need("trafilatura", "--as text")
    inputs = inputs_of(names, job)
    found = job.field or _field(inputs)
    notes = [*_notes(inputs, found, job.html, is_named=bool(job.field))]
    output, form = _output(out, inputs, replace(job, field=found), resume=resume, restart=restart)
    report = Report(inputs, output.reached, quiet=quiet)
    _write(inputs, form, output, count, report, out, notes)
    report.end()
    if output.reached.has_failed and isinstance(output, File):
        report.say(f"no row could be cleaned, so {out} is left as it was; all are in {out}.errors.jsonl")
    return output.reached.bad


def _write(
    inputs: Sequence[Input],
    form: Form,
    output: File | Stream,
    count: int,
    report: Report,
    out: str,
    notes: Sequence[str],
) -> None:
    """Write the output, and keep or remove what there is of it if that fails; raise as `run` does."""
    again = "; the same command with --resume continues the run" if output.keeps else ""
    try:
        for note in notes:
            report.note(note)
        _clean(inputs, form, output, count, report)
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


def _notes(inputs: Sequence[Input], field: str, html: bool | None, *, is_named: bool) -> Iterator[str]:
    """Yield what was decided for the user, and what is left unread."""
    if not is_named and field != "text":
        yield f"the text is taken from the field {field!r}; --field names another"
    for one in inputs:
        if isinstance(one, Single) and one.html and html is None and ending(one.name) not in PAGES:
            yield f"{one.name}: begins like HTML and is read as HTML; use --text for text"
        if isinstance(one, Texts) and (others := one.others):
            yield f"{one.name}: its {', '.join(others)} are not read; name these files themselves"


def _field(inputs: Sequence[Input]) -> str:
    """Return the field with the text: "text", or what the first input with fields most likely calls it."""
    names = next((one.names for one in inputs if one.names), ())
    return text_field(names) or "text"


def _clean(inputs: Sequence[Input], form: Form, output: File | Stream, count: int, report: Report) -> None:
    """Write the rows of all chunks in order, from the place that the output has reached."""
    job, reached = form.job, output.reached
    if form.start and reached == Reached():
        output.write(form.start, b"")
    chunks = _chunks(inputs, reached.input, reached.after)
    with closing(workers.cleaned(job, chunks, count)) as results:
        for place, done in results:
            if place.input != reached.input:
                reached.rows = 0
            source = inputs[place.input]
            for bad in done.bad:
                if isinstance(source, Single):
                    report.bad(source.name, bad._replace(name=None))
                else:
                    report.bad(f"{source.name}: {source.unit} {reached.rows + bad.number + 1}", bad)
            output.write(done.out, b"".join(_kept(source, reached.rows, bad) for bad in done.bad))
            reached.input, reached.after, reached.seen = place
            reached.rows += done.rows
            reached.bad += len(done.bad)
            reached.counts.update(done.counts)
            output.save()
            report.step(job)
    if not reached.counts["documents"] and job.compression and not form.start:
        output.write(compression.packed(b"", job.compression), b"")  # a file of no bytes is not a valid .gz or .zst


def _chunks(inputs: Sequence[Input], first: int, after: int) -> Iterator[workers.Placed]:
    for number, source in enumerate(inputs[first:], first):
        for chunk in source.chunks(after if number == first else 0):
            yield number, chunk


def _kept(source: Input, before: int, bad: Bad) -> bytes:
    """Return a line of OUT.errors.jsonl: where a bad row stood, why it is bad, and the row; \\xff for other bytes."""
    raw = bad.raw.decode("utf-8", "backslashreplace")
    row = {"input": source.name, source.unit: before + bad.number + 1, "id": bad.name, "error": bad.why, "raw": raw}
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _output(out: str, inputs: Sequence[Input], job: Job, *, resume: bool, restart: bool) -> tuple[File | Stream, Form]:
    """Return the output, begun or resumed, and its form; raise RunError or InputError if it cannot be."""
    keep_inputs(out, inputs)
    path = Path(out)
    is_stream = out == STDIN or (path.exists() and not path.is_file() and not path.is_dir())
    if not path.parent.exists():
        raise RunError(f"{out}: there is no folder {path.parent}; make it first")
    if path.is_dir():
        raise RunError(f"{out}: a folder; name a file in it, such as {path / 'cleaned.jsonl'}")
    form = form_of(out, inputs, job, is_stream=is_stream)
    if is_stream:
        if resume:
            raise RunError(f"{out}: output there is not kept, so --resume has nothing to continue")
        try:
            return Stream(sys.stdout.buffer if out == STDIN else path.open("wb")), form
        except OSError as err:
            raise RunError(f"{out}: {err.strerror or err}") from err
    run = {"version": __version__, "options": asdict(form.job), "inputs": [one.identity() for one in inputs]}
    run = json.loads(json.dumps(run))  # as it comes back from the checkpoint
    return File(path, run, resume=resume, restart=restart, convert=form.convert), form
