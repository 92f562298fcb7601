"""Inputs that end too early, too late or never; outputs that are full; and inputs in which no row is good."""

from __future__ import annotations

import multiprocessing
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from embeds import InputError
from embeds.batch import json_lines, warcs, workers
from embeds.batch.job import Chunk, Job

from .test_batch import PLAIN, POST, ROWS, clean, jsonl, pa, packed, pq, read
from .test_batch_kinds import WARC, table
from .test_cli import ARTICLE

COMMAND = [sys.executable, "-m", "embeds", "clean"]


def parquet(path: Path) -> bytes:
    pq.write_table(table(pa.array([POST, PLAIN, "", ""])), path)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["in.jsonl.gz", "in.jsonl.zst", "in.wet.gz", "in.warc.zst", "in.parquet"])
def test_a_file_that_ends_too_early_is_no_success(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / name, tmp_path / f"out{'.parquet' if 'parquet' in name else '.jsonl'}"
    raw = b"".join(WARC) if "w" in name else jsonl(ROWS)
    whole = parquet(source) if "parquet" in name else packed(source, raw).read_bytes()
    out.write_bytes(b"an earlier run's")
    for size in (0, 1, 5, 12, 20, len(whole) // 3, len(whole) - 9, len(whole) - 1):
        source.write_bytes(whole[:size])
        capsys.readouterr()
        assert clean(source, "-o", out) == 1, size
        line = capsys.readouterr().err.splitlines()[-1]
        assert line.startswith(f"embeds: {source}: "), size
        assert out.read_bytes() == b"an earlier run's"
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, out.name])


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_an_input_that_shrinks_while_it_is_read(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "CHUNK", 1000)
    rows = b"".join(b'{"text":"%s"}\n' % os.urandom(100).hex().encode() for _ in range(10_000))
    source = packed(tmp_path / f"in.jsonl{ending}", rows)
    chunks = json_lines.Lines(str(source)).chunks(0)
    next(chunks)
    os.truncate(source, source.stat().st_size // 2)
    with pytest.raises(InputError, match="became shorter while it was read" if not ending else "ended before"):
        list(chunks)


def test_records_that_are_cut_off_while_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fastwarc", reason="fastwarc is not installed (extra 'batch')")
    monkeypatch.setattr(warcs, "CHUNK", 10)
    source = packed(tmp_path / "in.wet", WARC[1] * 10_000)
    chunks = warcs.Warc(str(source), False).chunks(0)
    next(chunks)
    os.truncate(source, source.stat().st_size // 2 // len(WARC[1]) * len(WARC[1]))
    with pytest.raises(InputError, match="became shorter while it was read"):
        list(chunks)


# Inputs that never end


@pytest.mark.parametrize("how", [[], ["--json"], ["/dev/zero"], ["--html", "/dev/zero"]])
def test_a_text_without_an_end(how: list[str]) -> None:
    memory = 1 << 30
    with Path("/dev/zero").open("rb") as zeros:
        done = subprocess.run(
            [*COMMAND, *how],
            stdin=zeros,
            capture_output=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory)),
        )
    name = "/dev/zero" if how and how[-1] == "/dev/zero" else "standard input"
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"embeds: {name}: longer than 100,000,000 bytes, too long for an article; split it\n"


@pytest.mark.parametrize("kind", ["device", "pipe"])
def test_a_line_without_an_end(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for what, size in (("CHUNK", 1000), ("LONGEST", 2000), ("_ENDLESS", 20_000)):
        monkeypatch.setattr(json_lines, what, size)
    name = Path("/dev/zero")
    if kind == "pipe":
        name = tmp_path / "pipe"
        os.mkfifo(name)
        threading.Thread(target=fill, args=(name,), daemon=True).start()
    assert clean(name, "-o", tmp_path / "out.jsonl") == 1
    assert f"{name}: a line that does not end within 21,000 bytes; give it lines" in capsys.readouterr().err
    assert not (tmp_path / "out.jsonl").exists()


def fill(pipe: Path) -> None:
    with suppress(BrokenPipeError), pipe.open("wb") as file:
        file.write(b'{"text": "')
        while True:
            file.write(b"word " * 1000)


def test_no_more_processes_than_chunks() -> None:
    chunks = iter([(0, Chunk(json_lines.clean, ([b'{"text":"One."}'], {}), n, n)) for n in range(3)])
    with closing(workers.cleaned(Job(), chunks, 500)) as results:
        next(results)
        assert len(multiprocessing.active_children()) <= 3


def test_more_workers_than_lines(tmp_path: Path) -> None:
    source = packed(tmp_path / "in.jsonl", b'{"text":"One."}\n' * 12)
    assert clean(source, "-o", tmp_path / "out.jsonl", "--workers", "500") == 0
    assert len(read(tmp_path / "out.jsonl")) == 12


def test_standard_input_that_is_closed() -> None:
    for how in ("", "- -o -"):
        done = subprocess.run(["/bin/bash", "-c", f"{' '.join(COMMAND)} {how} <&-"], capture_output=True)
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr == b"embeds: standard input is closed; name a file\n"


# Outputs that are full


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is there")
@pytest.mark.parametrize("how", ["in.jsonl -o /dev/full", "in.jsonl -o -", "a.txt", "a.txt --json", "a.txt a.txt"])
def test_an_output_that_is_full(how: str, tmp_path: Path) -> None:
    packed(tmp_path / "in.jsonl", jsonl(ROWS))
    (tmp_path / "a.txt").write_bytes(ARTICLE.read_bytes())
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *how.split()], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("embeds: ") and line.endswith(": No space left on device")


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is there")
@pytest.mark.parametrize("where", ["2>/dev/full", "2>&-"])
def test_a_run_goes_on_where_nobody_reads_what_it_tells(where: str, tmp_path: Path) -> None:
    packed(tmp_path / "in.jsonl", b"bad\n" + jsonl(ROWS))
    command = f"{' '.join(COMMAND)} in.jsonl -o out.jsonl {where}"
    done = subprocess.run(["/bin/bash", "-c", command], cwd=tmp_path, capture_output=True)
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(read(tmp_path / "out.jsonl")) == len(ROWS)


# Inputs in which no row is good


@pytest.fixture
def outs(tmp_path: Path) -> Iterator[list[Path]]:
    """Return outputs of each kind, one that exists and one that does not."""
    for name in ("good.jsonl", "good.jsonl.gz", "good.parquet"):
        (tmp_path / name).write_bytes(b"an earlier run's")
    yield [tmp_path / name for name in ("good.jsonl", "good.jsonl.gz", "new.jsonl", "new.jsonl.gz")]
    assert all((tmp_path / name).read_bytes() == b"an earlier run's" for name in ("good.jsonl", "good.parquet"))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_out_stays_where_no_row_is_good(
    workers: str, outs: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = packed(tmp_path / "in.jsonl", jsonl(ROWS))
    for out in outs:
        assert clean(source, "-o", out, "--field", "txet", "--workers", workers) == 1
        assert out.exists() == out.name.startswith("good") and len(read(Path(f"{out}.errors.jsonl"))) == len(ROWS)
        error = capsys.readouterr().err
        assert f"no row could be cleaned, so {out} is left as it was; all are in {out}.errors.jsonl" in error
        assert "no field 'txet' (there are: 'id', 'text', 'n'; did you mean 'text'?); name the one" in error
        assert not [path for path in tmp_path.iterdir() if path.name.endswith((".part", ".checkpoint"))]


def test_a_column_of_which_no_row_is_good(outs: list[Path], tmp_path: Path) -> None:
    column = pa.Array.from_buffers(pa.string(), 4, pa.array([b"\xff"] * 4).buffers())
    pq.write_table(table(column), tmp_path / "in.parquet")
    for out in (outs[0].with_name("good.parquet"), outs[0].with_name("new.parquet")):
        assert clean(tmp_path / "in.parquet", "-o", out) == 1
        assert out.exists() == out.name.startswith("good") and len(read(Path(f"{out}.errors.jsonl"))) == 4


def test_one_good_row_nulls_and_no_rows_at_all_are_no_failure(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    for raw, status, rows in ((b'bad\n{"text":"One."}\nbad', 1, 1), (b"", 0, 0), (b"\n\n", 0, 0)):
        assert clean(packed(tmp_path / "in.jsonl", raw), "-o", out) == status
        assert len(read(out)) == rows
    pq.write_table(table(pa.array([None] * 4, pa.string())), tmp_path / "in.parquet")
    assert clean(tmp_path / "in.parquet", "-o", tmp_path / "out.parquet") == 0
    assert pq.read_table(tmp_path / "out.parquet")["prose"].to_pylist() == [None] * 4


def test_the_names_that_are_shown_are_few_and_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {f"{n:04}{'x' * 10_000}": n for n in range(2000)}
    assert clean(packed(tmp_path / "in.jsonl", jsonl([row])), "-o", tmp_path / "out.jsonl") == 1
    assert max(map(len, capsys.readouterr().err.splitlines())) < 1000


def test_the_nearest_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parquet(tmp_path / "in.parquet")
    assert clean(tmp_path / "in.parquet", "-o", tmp_path / "out.parquet", "--field", "Text") == 1
    assert "no column 'Text' (there are: 'id', 'text', 'tag'; did you mean 'text'?)" in capsys.readouterr().err
