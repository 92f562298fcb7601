"""`embeds clean IN… -o OUT` with pipes and devices, and with what it refuses in one line, touching no file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from embeds import RunError
from embeds.batch.needs import need

from .test_batch import PLAIN, POST, ROWS, clean, expected, jsonl, pa, packed, pq, read
from .test_batch_kinds import WARC, record, table
from .test_resolver import ROOT


def test_pipes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "embeds", "clean", "-o", "-"]
    done = subprocess.run(command, input=jsonl(ROWS) + b"bad\n", capture_output=True)
    assert done.returncode == 1
    assert [json.loads(line) for line in done.stdout.splitlines()] == [expected(row) for row in ROWS]
    assert b"embeds: -: line 4: not JSON" in done.stderr
    pipe = subprocess.run(
        ["/bin/bash", "-c", f"{sys.executable} -m embeds clean <(cat in.jsonl) -o {tmp_path}/out.jsonl"],
        cwd=packed(tmp_path / "in.jsonl", jsonl(ROWS)).parent,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert pipe.returncode == 0 and len(read(tmp_path / "out.jsonl")) == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such devices")
def test_a_device_stays_one(tmp_path: Path) -> None:
    source = packed(tmp_path / "in.jsonl", jsonl(ROWS))
    assert clean(source, "-o", "/dev/null") == 0
    assert not Path("/dev/null").is_file()


def test_out_is_replaced_when_all_is_written_and_links_stay(tmp_path: Path) -> None:
    source, out = packed(tmp_path / "in.jsonl", jsonl(ROWS)), tmp_path / "out.jsonl"
    (tmp_path / "real.jsonl").write_text("old", encoding="utf-8")
    out.symlink_to("real.jsonl")
    assert clean(source, "-o", out) == 0
    assert out.is_symlink() and len(read(tmp_path / "real.jsonl")) == 3


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["none.jsonl", "-o", "out.jsonl"], 1, "none.jsonl: no such file"),
        (["in.jsonl", "-o", "no/folder/out.jsonl"], 1, "no/folder/out.jsonl: there is no folder no/folder; make it"),
        (["in.jsonl", "-o", "folder"], 1, "folder: a folder; name a file in it"),
        (["in.jsonl", "-o", "in.jsonl"], 1, "in.jsonl: an input"),
        (["in.jsonl", "-o", "out.csv"], 1, "out.csv: only tables can be written as a table; name OUT .jsonl"),
        (["in.jsonl", "-o", "out.doc"], 1, "out.doc: its name does not tell"),
        (["in.jsonl", "-o", "out.parquet"], 1, "Parquet inputs need a .parquet OUT"),
        (["in.parquet", "-o", "out.jsonl"], 1, "Parquet inputs need a .parquet OUT"),
        (
            ["in.parquet", "-o", "out.parquet", "--field", "body"],
            1,
            "no column 'body' (there are: 'id', 'text', 'tag')",
        ),
        (["in.parquet", "-o", "out.parquet", "--field", "id"], 1, "the column 'id' holds int64, not text"),
        (["in.parquet", "other.parquet", "-o", "out.parquet"], 1, "its columns are not those of in.parquet"),
        (["prose.parquet", "-o", "out.parquet"], 1, "there is a column 'prose' already"),
        (["broken.parquet", "-o", "out.parquet"], 1, "broken.parquet: not a Parquet file"),
        (["in.csv", "-o", "out.jsonl"], 1, "in.csv: no column 'text' (there are: 'nonsense')"),
        (["folder", "-o", "out.jsonl"], 1, "folder: no .txt"),
        (["broken.wet", "-o", "out.jsonl"], 1, "broken.wet: Invalid WARC header"),
        (["empty.warc", "-o", "out.jsonl"], 1, "empty.warc: no texts"),
        (["cut.jsonl.gz", "-o", "out.jsonl"], 1, "cut.jsonl.gz: Compressed file ended before"),
        (["cut.jsonl.zst", "-o", "out.jsonl"], 1, "zstd -dc cut.jsonl.zst | embeds clean - -o OUT"),
        (["no.jsonl.gz", "-o", "out.jsonl"], 1, "no.jsonl.gz: "),
        (["cut.wet.gz", "-o", "out.jsonl"], 1, "cut.wet.gz: Compressed file ended before"),
        (["in.jsonl", "-o", "-", "--resume"], 1, "--resume has nothing to continue"),
        (["-", "-o", "out.jsonl", "--resume"], 1, "--resume needs files as input"),
        (["in.jsonl", "-o", "out.jsonl", "--workers", "0"], 2, "from 1 to 1000"),
        (["in.jsonl", "-o", "out.jsonl", "--marker", "{x}"], 2, "{x}"),
        (["in.jsonl"], 2, "type: embeds clean in.jsonl -o cleaned.jsonl"),
        (["--resume"], 2, "--resume is for files of many articles: add -o OUT.jsonl"),
        (["--text", "in.jsonl"], 0, ""),
    ],
)
def test_what_cannot_be_used(
    arguments: list[str],
    status: int,
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    raw = os.urandom(300_000).hex().encode()
    packed(Path("in.jsonl"), jsonl(ROWS))
    for name in ("cut.jsonl.gz", "cut.jsonl.zst", "cut.wet.gz"):
        packed(Path(name), record("conversion", "a:1", raw)) if "wet" in name else packed(Path(name), raw + b"\n" + raw)
        Path(name).write_bytes(Path(name).read_bytes()[:-50])
    Path("no.jsonl.gz").write_bytes(b"\1nonsense\n" * 100)
    for name in ("broken.wet", "broken.parquet", "in.csv"):
        Path(name).write_bytes(b"nonsense\n" * 100)
    packed(Path("empty.warc"), WARC[0])
    Path("folder").mkdir()
    both = table(pa.array([POST, PLAIN, "", ""]))
    pq.write_table(both, "in.parquet")
    pq.write_table(both.drop(["id"]), "other.parquet")
    pq.write_table(both.append_column("prose", both["text"]), "prose.parquet")
    before = sorted(Path().iterdir())
    try:
        found = clean(*arguments)
    except SystemExit as end:  # argparse exits
        found = int(str(end.code))
    assert found == status
    error = capsys.readouterr().err
    assert words in error and "Traceback" not in error
    assert sorted(Path().iterdir()) == before


def test_what_is_not_installed_is_named(tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    pq.write_table(table(pa.array([POST, PLAIN, "", ""])), source)
    code = "import sys; sys.modules['pyarrow'] = None\nfrom embeds.cli import main\nsys.exit(main.main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "clean", str(source), "-o", str(tmp_path / "out.parquet")]
    done = subprocess.run(command, capture_output=True)
    assert done.returncode == 1
    assert done.stderr == b"embeds: Parquet needs pyarrow, which is not installed: pip install pyarrow\n"


def test_what_is_installed_but_does_not_work_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "trafilatura.py").write_text("raise ImportError('lxml.html.clean is a project\\nof its own')", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "trafilatura", raising=False)
    with pytest.raises(RunError) as told:
        need("trafilatura", "--as text")
    why = "which is installed but does not work (lxml.html.clean is a project of its own)"
    assert str(told.value) == f"--as text needs trafilatura, {why}: pip install trafilatura lxml_html_clean"


def test_lines_need_neither_arrow_nor_models_of_pages(tmp_path: Path) -> None:
    source = packed(tmp_path / "in.jsonl", jsonl(ROWS))
    code = (
        "import sys\nfrom embeds.cli import main\nstatus = main.main(sys.argv[1:])\n"
        "heavy = {'pyarrow', 'fastwarc', 'bs4', 'lxml', 'httpx'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else status)"
    )
    command = [sys.executable, "-c", code, "clean", str(source), "-o", str(tmp_path / "out.jsonl")]
    done = subprocess.run(command, capture_output=True)
    assert done.returncode == 0, done.stderr
