"""`embeds clean IN… -o OUT`: every format, every kind of bad row, as users run it."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import embeds
from embeds import cli, export
from embeds.batch import files, job, lines, splice

from .test_cli import ARTICLE, PAGE
from .test_resolver import ROOT

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra 'batch')")
orjson = pytest.importorskip("orjson", reason="orjson is not installed (extra 'batch')")
pq = pytest.importorskip("pyarrow.parquet")

POST = "He was clear.\n\nEnough! — Mara Voss (@maravoss) May 3, 2021"
PLAIN = "Nothing but “prose”.\nAnd a second line."
ROWS: list[dict[str, Any]] = [
    {"id": "a", "text": POST, "n": 1.50},
    {"url": "https://ellery.example", "text": PLAIN, "id": "b"},
    {"id": "c", "text": ARTICLE.read_text(encoding="utf-8"), "nested": {"text": ["]}", '"', {"text": 1}]}},
]


def clean(*arguments: str | Path) -> int:
    return cli.main(["clean", *map(str, arguments)])


def jsonl(rows: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def expected(row: dict[str, Any], field: str = "text") -> dict[str, Any]:
    """What a row becomes, by the library's own door."""
    kept = {key: value for key, value in row.items() if key != field}
    new = export.fields(embeds.clean(row[field]))
    loaded: dict[str, Any] = kept | orjson.loads(orjson.dumps(new, option=orjson.OPT_UTC_Z))
    return loaded


def read(path: Path) -> list[dict[str, Any]]:
    raw = path.read_bytes()
    if path.suffix == ".gz":
        raw = gzip.decompress(raw)
    elif path.suffix == ".zst":
        raw = pa.CompressedInputStream(pa.BufferReader(raw), "zstd").read()
    return [json.loads(line) for line in raw.splitlines()]


def packed(path: Path, raw: bytes) -> Path:
    """A file of two members, where its name says that it is compressed."""
    codec = files.COMPRESSED.get(path.suffix)
    middle = len(raw) // 2
    if codec:
        raw = b"".join(pa.compress(part, codec, asbytes=True) for part in (raw[:middle], raw[middle:]))
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("ending", ["", ".gz", ".zst"])
@pytest.mark.parametrize("into", ["", ".gz", ".zst"])
def test_jsonl(ending: str, into: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = packed(tmp_path / f"in.jsonl{ending}", jsonl(ROWS)), tmp_path / f"out.jsonl{into}"
    assert clean(source, "-o", out) == 0
    assert read(out) == [expected(row) for row in ROWS]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source.name, out.name])
    error = capsys.readouterr().err
    assert "3 documents (100%)" in error
    assert [line.split() for line in error.splitlines() if "twitter" in line] == [["post", "twitter", "2"]]


def test_two_workers_and_several_inputs_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "CHUNK", 1000)
    big = packed(tmp_path / "big.jsonl", jsonl(ROWS[:2] * 200))
    small = packed(tmp_path / "small.jsonl.gz", jsonl(ROWS))
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for out, workers in zip(outs, "12", strict=True):
        assert clean(big, small, "-o", out, "--workers", workers) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert read(outs[0]) == [expected(row) for row in ROWS[:2]] * 200 + [expected(row) for row in ROWS]


def test_other_fields_stay_byte_for_byte(tmp_path: Path) -> None:
    """Large numbers, NaN, doubled keys, escapes, white space: nothing that was not asked for is written anew."""
    rows = [
        rb'{"n": 18446744073709551617.250, "text": "One.", "n":1e400, "e" : "\u00e9\/"}',
        rb' { "text" :"Two \u2014 \"2\"" , "a":[1, {"text":"]}\\"}] } ',
        rb'{"text":"Three.","x":NaN,"half":"\ud83d"}',
        rb'{"\u0074ext":"Four."}',
    ]
    source = packed(tmp_path / "in.jsonl", b"\r\n".join(rows))
    assert clean(source, "-o", tmp_path / "out.jsonl") == 0
    assert (tmp_path / "out.jsonl").read_bytes().splitlines() == [
        rb'{"n": 18446744073709551617.250, "n":1e400, "e" : "\u00e9\/","prose":"One.","records":[]}',
        rb'{"a":[1, {"text":"]}\\"}],"prose":"Two \u2014 \"2\"","records":[]}',
        rb'{"x":NaN,"half":"\ud83d","prose":"Three.","records":[]}',
        rb'{"prose":"Four.","records":[]}',
    ]


def test_half_an_emoji_in_the_text(tmp_path: Path) -> None:
    source = packed(tmp_path / "in.jsonl", rb'{"text":"Cut \ud83d off."}')
    assert clean(source, "-o", tmp_path / "out.jsonl") == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b'{"prose":"Cut ? off.","records":[]}\n'


@pytest.mark.parametrize(
    ("row", "field", "out"),
    [
        (b'{"a":{"b":"x","c":1},"d":2}', "a.b", b'{"a":{"c":1},"d":2,"prose":"x","records":[]}'),
        (b'{"a":{"c":1 , "b":"x"}}', "a.b", b'{"a":{"c":1},"prose":"x","records":[]}'),
        (b'{"a":{"b":"x"}}', "a.b", b'{"a":{},"prose":"x","records":[]}'),
        (b'{"a.b":"x","a":{"b":"y"}}', "a.b", b'{"a":{"b":"y"},"prose":"x","records":[]}'),
        ('{"tęxt":"x"}'.encode(), "tęxt", b'{"prose":"x","records":[]}'),
        (b'{"prose":"x"}', "prose", b'{"prose":"x","records":[]}'),
    ],
)
def test_field(row: bytes, field: str, out: bytes) -> None:
    assert lines.clean(job.Job(field=field), (row, False)).out == out + b"\n"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (b"not JSON", "not JSON"),
        (b'{"text":"cut of', "not JSON"),
        (b'{"text":"a"}{"text":"b"}', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"text":"caf\xe9"}', "not UTF-8 (byte 0xe9 at offset 12 of the line)"),
        (b'["text"]', "no object"),
        (b'"text"', "no object"),
        (b"{}", "no field 'text' (there are: none); name the one with the text by --field"),
        (b'{"id":1,"body":"x"}', "no field 'text' (there are: 'id', 'body')"),
        (b'{"text":null}', "no text but null"),
        (b'{"text":5}', "no text but a number"),
        (b'{"text":["a"]}', "no text but a list"),
        (b'{"text":{"text":"a"}}', "no text but an object"),
        (b'{"text":"a","text":"b"}', "2 times"),
        (b'{"text":"a","records":[]}', "'records' already"),
        (b'{"text":"a","prose":"b"}', "'prose' already"),
    ],
)
def test_bad_lines_are_told_of_and_kept(
    row: bytes, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = (
        packed(tmp_path / "in.jsonl", b'{"text":"One."}\n\n' + row + b'\n{"text":"Two."}\n'),
        tmp_path / "o.jsonl",
    )
    assert clean(source, "-o", out) == 1
    assert [line["prose"] for line in read(out)] == ["One.", "Two."]
    (bad,) = read(tmp_path / "o.jsonl.errors.jsonl")
    assert (bad["input"], bad["line"]) == (str(source), 3) and why in bad["error"]
    assert bad["raw"] == row.decode("utf-8", "backslashreplace")
    error = capsys.readouterr().err
    assert f"embeds: {source}: line 3" in error and ["rows", "bad", "1"] in [
        line.split() for line in error.splitlines()
    ]
    assert clean(packed(source, b'{"text":"One."}'), "-o", out) == 0
    assert not (tmp_path / "o.jsonl.errors.jsonl").exists()


def test_line_numbers_run_on_over_chunks_and_begin_anew_in_every_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "CHUNK", 1000)
    good = jsonl(ROWS[1:2]) * 100
    sources = [packed(tmp_path / f"{n}.jsonl", good + b"bad\n" + good) for n in range(2)]
    assert clean(*sources, "-o", tmp_path / "out.jsonl", "--workers", "2") == 1
    assert [(bad["input"], bad["line"]) for bad in read(tmp_path / "out.jsonl.errors.jsonl")] == [
        (str(source), 101) for source in sources
    ]


def test_only_some_bad_lines_are_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert clean(packed(tmp_path / "in.jsonl", b"bad\n" * 500), "-o", tmp_path / "out.jsonl") == 1
    assert len(capsys.readouterr().err.splitlines()) < 30
    assert len(read(tmp_path / "out.jsonl.errors.jsonl")) == 500
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_a_byte_order_mark_no_newline_at_the_end_and_nothing_at_all(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    for raw, prose in ((b'\xef\xbb\xbf{"text":"One."}', ["One."]), (b"", []), (b"\n \r\n", [])):
        assert clean(packed(source, raw), "-o", out) == 0
        assert [row["prose"] for row in read(out)] == prose
    for name in ("out.jsonl.gz", "out.jsonl.zst"):
        assert clean(source, "-o", tmp_path / name) == 0
        assert read(tmp_path / name) == []


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 2000)
    monkeypatch.setattr(lines, "CHUNK", 1000)
    long, short = json.dumps({"text": "x" * 9000}).encode(), b'{"text":"One."}'
    source = packed(tmp_path / "in.jsonl", b"\n".join([short, long, short, long]))
    assert clean(source, "-o", tmp_path / "out.jsonl") == 1
    assert len(read(tmp_path / "out.jsonl")) == 2
    bad = read(tmp_path / "out.jsonl.errors.jsonl")
    assert [one["line"] for one in bad] == [2, 4] and all(len(one["raw"]) == 1000 for one in bad)


def test_a_line_that_is_longer_than_a_chunk(tmp_path: Path) -> None:
    text = (PLAIN + "\n\n") * 15_000
    source = packed(tmp_path / "in.jsonl", jsonl([{"text": text, "id": 1}, *ROWS]))
    assert clean(source, "-o", tmp_path / "out.jsonl") == 0
    first, *rest = read(tmp_path / "out.jsonl")
    assert first == {"id": 1, "prose": text, "records": []} and len(rest) == 3


def test_marker_captions_and_source(tmp_path: Path) -> None:
    source, out = packed(tmp_path / "in.jsonl", jsonl(ROWS)), tmp_path / "out.jsonl"
    assert clean(source, "-o", out, "--marker", "<{kind} {platform}>", "--captions", "keep", "--with-source") == 0
    for row, line in zip(ROWS, read(out), strict=True):
        article = embeds.clean(row["text"], "<{kind} {platform}>", "keep")
        assert (line["text"], line["prose"]) == (row["text"], article.prose)
        assert export.article_of(line, line["text"]) == article


def test_html_in_lines(tmp_path: Path) -> None:
    source = packed(tmp_path / "in.jsonl", jsonl([{"html": PAGE}]))
    assert clean(source, "-o", tmp_path / "out.jsonl", "--html", "--field", "html") == 0
    (row,) = read(tmp_path / "out.jsonl")
    assert row["prose"] == "<p>café</p><p>B</p>" and row["records"][0]["platform"] == "youtube"


# Parquet


def table(texts: Any) -> Any:
    return pa.table({"id": [1, 2, 3, 4], "text": texts, "tag": pa.array(["x", "y", "x", "y"]).dictionary_encode()})


@pytest.mark.parametrize("kind", ["string", "large_string", "dictionary"])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_parquet(kind: str, workers: str, tmp_path: Path) -> None:
    texts = pa.array([POST, None, "", PLAIN])
    texts = texts.dictionary_encode() if kind == "dictionary" else texts.cast(getattr(pa, kind)())
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(table(texts), source, row_group_size=3)
    assert clean(source, source, "-o", out, "--workers", workers) == 0
    result = pq.read_table(out)
    assert result.schema.names == ["id", "tag", "prose", "records"]
    assert result.schema.field("records") == export.schema().field("records")
    rows = result.to_pylist()
    assert [row["prose"] for row in rows] == ["He was clear.", None, "", PLAIN] * 2
    assert rows[0]["records"] == export.fields(embeds.clean(POST))["records"]
    assert [row["tag"] for row in rows] == ["x", "y", "x", "y"] * 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


def test_parquet_without_rows_and_with_the_source(tmp_path: Path) -> None:
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(table(pa.array([POST, PLAIN, "", ""])).slice(0, 0), source)
    assert clean(source, "-o", out, "--with-source") == 0
    assert pq.read_table(out).schema.names == ["id", "text", "tag", "prose", "records", "pieces"]
    pq.write_table(table(pa.array([POST, PLAIN, "", ""])), source)
    assert clean(source, "-o", out, "--with-source") == 0
    (row, *_) = pq.read_table(out).to_pylist()
    assert export.article_of(row, row["text"]) == embeds.clean(POST)


def test_bytes_in_a_parquet_column_that_are_no_text(tmp_path: Path) -> None:
    source, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    column = pa.Array.from_buffers(pa.string(), 4, pa.array([b"a", b"\xff", b"c", b"d"]).buffers())
    pq.write_table(table(column), source)
    assert clean(source, "-o", out) == 1
    assert pq.read_table(out)["prose"].to_pylist() == ["a", "c", "d"]
    (bad,) = read(tmp_path / "out.parquet.errors.jsonl")
    assert (bad["row"], bad["id"], bad["raw"]) == (2, "2", "\\xff")


# WARC


def record(kind: str, address: str, body: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-05-01T10:00:00Z\r\n"
    content = "application/http; msgtype=response" if kind == "response" else "text/plain"
    head += f"WARC-Record-ID: <urn:uuid:{address[-1] * 8}>\r\nContent-Type: {content}\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body + b"\r\n\r\n"


WARC = [
    record("warcinfo", "https://ellery.example/0", b"software: none"),
    record("conversion", "https://ellery.example/1", POST.encode()),
    record("conversion", "https://ellery.example/2", b"caf\xe9"),
    record(
        "response", "https://ellery.example/3", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()
    ),
    record("response", "https://ellery.example/4", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
    record("conversion", "https://ellery.example/5", PLAIN.encode()),
]


@pytest.mark.parametrize("name", ["in.warc.wet.gz", "in.wet", "in.warc.zst"])
def test_wet(name: str, tmp_path: Path) -> None:
    pytest.importorskip("fastwarc", reason="fastwarc is not installed (extra 'batch')")
    source, out = packed(tmp_path / name, b"".join(WARC)), tmp_path / "out.jsonl"
    assert clean(source, "-o", out, "--id-field", "record") == 1
    head = {"record": "<urn:uuid:11111111>", "url": "https://ellery.example/1", "date": "2026-05-01T10:00:00Z"}
    first, second = read(out)
    assert first == expected({**head, "text": POST})
    assert (second["url"], second["prose"]) == ("https://ellery.example/5", PLAIN)
    (bad,) = read(tmp_path / "out.jsonl.errors.jsonl")
    assert (bad["record"], bad["id"]) == (2, "https://ellery.example/2") and "0xe9 at offset 3" in bad["error"]
    assert clean(source, "-o", out, "--html") == 0
    (page,) = read(out)
    assert page["prose"] == "<p>café</p><p>B</p>"


# Folders


def test_a_folder(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.jsonl"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "two.TXT").write_text(POST, encoding="utf-8")
    (folder / "one.html").write_text(PAGE, encoding="utf-8")
    (folder / "three.txt").write_bytes(b"\xff")
    (folder / "picture.png").write_bytes(b"\x89")
    assert clean(folder, "-o", out) == 1
    page, text = read(out)
    assert (page["id"], page["prose"]) == ("one.html", "<p>café</p><p>B</p>")
    assert text == expected({"id": "a/two.TXT", "text": POST})
    (bad,) = read(tmp_path / "out.jsonl.errors.jsonl")
    assert (bad["file"], bad["id"]) == (2, "three.txt") and "not UTF-8" in bad["error"]
    assert clean(folder / "one.html", folder / "a" / "two.TXT", "-o", out) == 0
    assert [row["id"] for row in read(out)] == ["one.html", "two.TXT"]


@pytest.mark.skipif(sys.platform != "linux", reason="names are UTF-8 elsewhere")
def test_names_and_fields_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/caf\xe9.txt")).write_text(PLAIN, encoding="utf-8")
    assert clean(tmp_path / "in", "-o", tmp_path / "out.jsonl", "--workers", "2") == 0
    assert [row["id"] for row in read(tmp_path / "out.jsonl")] == ["caf\ufffd.txt"]
    source = packed(tmp_path / "in.jsonl", jsonl(ROWS[:1]))
    assert clean(source, "-o", tmp_path / "out.jsonl", "--field", "caf\udce9") == 1


# Pipes, and what cannot be used


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


def test_the_commands_of_the_readme(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc", reason="fastwarc is not installed (extra 'batch')")
    (block,) = re.findall(
        r"## Files of many articles\n\n```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
    )
    (tmp_path / "crawl").mkdir()
    (tmp_path / "folder").mkdir()
    packed(tmp_path / "articles.jsonl", jsonl(ROWS))
    packed(tmp_path / "crawl" / "1.jsonl.gz", jsonl([{"body": row["text"]} for row in ROWS]))
    packed(tmp_path / "crawl.warc.wet.gz", WARC[1])
    (tmp_path / "folder" / "a.txt").write_text(POST, encoding="utf-8")
    pq.write_table(pa.table({"text": [POST]}), tmp_path / "articles.parquet")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for line in block.splitlines():
        command = line.replace("embeds clean", f"{sys.executable} -m embeds clean")
        done = subprocess.run(["/bin/bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True)
        assert done.returncode == 0, (line, done.stderr)
        written = list(tmp_path.glob("cleaned*"))
        assert len(written) == 1 and written[0].stat().st_size, line
        written[0].unlink()


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
        (["in.jsonl", "-o", "no/folder/out.jsonl"], 1, "no/folder/out.jsonl: No such file"),
        (["in.jsonl", "-o", "folder"], 1, "folder: a folder; name a file in it"),
        (["in.jsonl", "-o", "in.jsonl"], 1, "in.jsonl: the input itself"),
        (["in.jsonl", "-o", "out.csv"], 1, "out.csv: its name does not tell"),
        (["in.jsonl", "-o", "out.parquet"], 1, "Parquet becomes Parquet"),
        (["in.parquet", "-o", "out.jsonl"], 1, "Parquet becomes Parquet"),
        (
            ["in.parquet", "-o", "out.parquet", "--field", "body"],
            1,
            "no column 'body' (there are: 'id', 'text', 'tag')",
        ),
        (["in.parquet", "-o", "out.parquet", "--field", "id"], 1, "the column 'id' holds int64, no text"),
        (["in.parquet", "other.parquet", "-o", "out.parquet"], 1, "its columns are not those of in.parquet"),
        (["prose.parquet", "-o", "out.parquet"], 1, "there is a column 'prose' already"),
        (["broken.parquet", "-o", "out.parquet"], 1, "broken.parquet: no Parquet file"),
        (["in.csv", "-o", "out.jsonl"], 1, "in.csv: its name does not tell what it is"),
        (["folder", "-o", "out.jsonl"], 1, "folder: no .txt"),
        (["broken.wet", "-o", "out.jsonl"], 1, "broken.wet: Invalid WARC header"),
        (["empty.warc", "-o", "out.jsonl"], 1, "empty.warc: no texts"),
        (["cut.jsonl.gz", "-o", "out.jsonl"], 1, "cut.jsonl.gz: Truncated compressed stream"),
        (["cut.jsonl.zst", "-o", "out.jsonl"], 1, "zstdcat cut.jsonl.zst | embeds clean - -o OUT"),
        (["no.jsonl.gz", "-o", "out.jsonl"], 1, "no.jsonl.gz: "),
        (["cut.wet.gz", "-o", "out.jsonl"], 1, "cut.wet.gz: Truncated compressed stream"),
        (["in.jsonl", "-o", "-", "--resume"], 1, "--resume has nothing to go on with"),
        (["-", "-o", "out.jsonl", "--resume"], 1, "--resume needs files as input"),
        (["in.jsonl", "-o", "out.jsonl", "--workers", "0"], 2, "from 1 to 1000"),
        (["in.jsonl", "-o", "out.jsonl", "--marker", "{x}"], 2, "{x}"),
        (["in.jsonl"], 2, "need -o OUT"),
        (["--resume"], 2, "need -o OUT"),
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
    for name in ("no.jsonl.gz", "broken.wet", "broken.parquet", "in.csv"):
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
    except SystemExit as end:  # argparse's way
        found = int(str(end.code))
    assert found == status
    error = capsys.readouterr().err
    assert words in error and "Traceback" not in error
    assert sorted(Path().iterdir()) == before


def test_what_is_not_installed_is_named(tmp_path: Path) -> None:
    source = packed(tmp_path / "in.jsonl", jsonl(ROWS))
    code = "import sys; sys.modules['orjson'] = None\nfrom embeds import cli\nsys.exit(cli.main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "clean", str(source), "-o", str(tmp_path / "out.jsonl")]
    done = subprocess.run(command, capture_output=True)
    assert done.returncode == 1
    assert done.stderr == b"embeds: orjson is not installed, which these files need: pip install 'embeds[batch]'\n"


def test_lines_need_neither_arrow_nor_models_of_pages(tmp_path: Path) -> None:
    source = packed(tmp_path / "in.jsonl", jsonl(ROWS))
    code = (
        "import sys\nfrom embeds import cli\nstatus = cli.main(sys.argv[1:])\n"
        "heavy = {'pyarrow', 'fastwarc', 'bs4', 'lxml', 'httpx'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else status)"
    )
    command = [sys.executable, "-c", code, "clean", str(source), "-o", str(tmp_path / "out.jsonl")]
    done = subprocess.run(command, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_the_place_of_a_member_is_found_whatever_stands_around() -> None:
    value = {"a": [1, -2.5e3, True, None, {"t": '"}]\\'}], "t": "x", "b": {"t": "y"}, "": "\\\\", "ü": '\\"'}
    for row in (json.dumps(value).encode(), json.dumps(value, indent=1, ensure_ascii=False).encode()):
        for key in value:
            (member,) = splice.find(row, [key])
            assert json.loads(row[member.value : member.end]) == value[key]
            assert json.loads(splice.without(row, member)) == {k: v for k, v in value.items() if k != key}
        (inner,) = splice.find(row, ["b", "t"])
        assert json.loads(splice.without(row, inner))["b"] == {}
        assert json.loads(splice.appended(row, b'"new":1'))["new"] == 1
    assert splice.find(b'{"a":1}', ["a", "b"]) == splice.find(b"{}", ["a"]) == []
    assert splice.appended(b"{ }", b'"new":1') == b'{"new":1}'
