"""Fuzz `embeds clean IN -o OUT` with broken files and lines, and --resume with broken checkpoints."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stderr
from dataclasses import asdict
from pathlib import Path

import embeds
from embeds.batch.inputs import inputs_of
from embeds.batch.job import Job
from embeds.cli import main

from . import made, pieces
from .draws import Draws
from .stored import bytes_of, folder

_ROWS = '{"text": "Nothing here."}\n{"text": "Foto: Imago"}\n[]\n{"id": 4, "text": "(Photo: Jon Abel/Reuters)"}\n'


def lines(draws: Draws) -> str:
    """Return rows, changed, texts of the cases among them."""
    rows = [made.filled(draws, draws.one(pieces.pool("rows"))) for _ in range(draws.below(6))]
    if draws.below(2):
        rows.append(json.dumps({"id": "case", "text": made.text(draws)}, ensure_ascii=draws.below(2) == 0))
    return made.seldom_changed(draws, "\n".join(rows) + draws.one(("\n", "")), _pools())


def of_lines(text: str) -> None:
    """Check that every row that is not blank is in the output or among the errors, and the status says which.

    Of an array, which some call .jsonl, it is enough that a run that fails says why: what is wrong in it ends the run.
    """
    raw = bytes_of(text)
    rows = [row for row in raw.removeprefix(b"\xef\xbb\xbf").split(b"\n") if row and not row.isspace()]
    for options in ((), ("--with-source", "--marker", "[{n}]")):
        with folder() as here:
            path, out = Path(here) / "in.jsonl", Path(here) / "out.jsonl"
            path.write_bytes(raw)
            status, said = _clean(path, out, *options)
            if _ARRAY.match(raw):
                assert status == 0 or (status == 1 and "embeds: " in said), f"status {status}: {said}"
                continue
            written = [json.loads(line) for line in _lines_of(out)]
            errors = [json.loads(line) for line in _lines_of(out.with_name("out.jsonl.errors.jsonl"))]
            assert not any("please report it" in error["error"] for error in errors), "the package failed on a row"
            assert len(written) + len(errors) == len(rows), "a row is neither in the output nor among the errors"
            assert status == (1 if errors else 0), f"status {status}: {said}"
            assert all({"prose", "records"} <= row.keys() for row in written), "a row without prose or records"
            assert {file.name for file in Path(here).iterdir()} <= _NAMES, "a file is left behind"


_ARRAY = re.compile(rb"(?:\xef\xbb\xbf)?\s*+\[\s*+\{")
_NAMES = {"in.jsonl", "out.jsonl", "out.jsonl.errors.jsonl"}


def checkpoint(draws: Draws) -> str:
    """Return a checkpoint, changed; "<run>" in it stands for the run's own description."""
    return made.seldom_changed(draws, made.filled(draws, draws.one(pieces.pool("checkpoints"))), _pools())


def of_checkpoints(text: str) -> None:
    """Check that a run resumes from a checkpoint, or says that it cannot."""
    with folder() as here:
        path, out = Path(here) / "in.jsonl", Path(here) / "out.jsonl"
        path.write_text(_ROWS, encoding="utf-8")
        job = Job(field="text")
        run: dict[str, object] = {"version": embeds.__version__, "options": asdict(job)}
        run["inputs"] = [one.identity() for one in inputs_of([str(path)], job)]
        kept = text.replace('"<run>"', json.dumps(run))
        out.with_name("out.jsonl.checkpoint").write_bytes(bytes_of(kept))
        out.with_name("out.jsonl.part").write_bytes(b'{"prose":"Nothing here.","records":[]}\n' * 4)
        status, said = _clean(path, out, "--resume")
        assert status in (0, 1), f"status {status}"
        if not out.is_file():
            assert status == 1 and "embeds: " in said, f"no output, and no reason: {said}"


def file(draws: Draws) -> str:
    """Return the names of an input and an output, and what the input holds, changed."""
    held = made.seldom_changed(draws, draws.one(pieces.pool("files")), (*_pools(), pieces.pool("files")))
    return f"{draws.one(_INPUTS)} {draws.one(_OUTPUTS)}\n{held}"


_INPUTS = ("in.json", "in.csv", "in.tsv", "in", "in.txt", "in.html", "in.jsonl", "in.csv.gz", "in.wet")
_OUTPUTS = ("out.jsonl", "out.json", "out.csv", "out.txt", "out.html", "out.jsonl.xz")


def of_files(text: str) -> None:
    """Check that a file of whatever kind is cleaned, or told to be none, and that nothing else is left or changed."""
    names, _, held = text.partition("\n")
    source, _, name = names.partition(" ")
    if source not in _INPUTS or name not in _OUTPUTS:
        return
    raw = bytes_of(held)
    with folder() as here:
        path, out = Path(here) / source, Path(here) / name
        path.write_bytes(raw)
        status, said = _clean(path, out)
        assert status in (0, 1), f"status {status}"
        assert (status == 0) <= out.is_file(), "no output, and no failure"
        assert (status == 1) <= ("embeds: " in said), "a failure without a word"
        assert "please report it" not in said, "the package failed on a row"
        assert path.read_bytes() == raw, "the input is changed"
        assert {file.name for file in Path(here).iterdir()} <= {source, name, f"{name}.errors.jsonl"}, "a file is left"


def _clean(path: Path, out: Path, *options: str) -> tuple[int, str]:
    """Run the command line; return its status and what it said on standard error."""
    said = io.StringIO()
    with redirect_stderr(said):
        status = main.main(["clean", str(path), "-o", str(out), *options])
    return status, said.getvalue()


def _lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().split(b"\n")[:-1] if path.is_file() else []


def _pools() -> tuple[pieces.Pool, ...]:
    parts = pieces.pool("JSON parts")
    return (pieces.pool("rows"), parts, parts, parts, pieces.pool("strange"), pieces.pool("post parts"))
