"""`embeds clean IN… -o OUT` with Parquet, WARC and folders."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

import embeds
from embeds import export

from .test_batch import PLAIN, POST, ROWS, clean, expected, jsonl, pa, packed, pq, read
from .test_cli import PAGE


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
    assert [row["id"] for row in read(out)] == [str(folder / "one.html"), str(folder / "a" / "two.TXT")]


@pytest.mark.skipif(sys.platform != "linux", reason="names are UTF-8 elsewhere")
def test_names_and_fields_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/caf\xe9.txt")).write_text(PLAIN, encoding="utf-8")
    assert clean(tmp_path / "in", "-o", tmp_path / "out.jsonl", "--workers", "2") == 0
    assert [row["id"] for row in read(tmp_path / "out.jsonl")] == ["caf\ufffd.txt"]
    source = packed(tmp_path / "in.jsonl", jsonl(ROWS[:1]))
    assert clean(source, "-o", tmp_path / "out.jsonl", "--field", "caf\udce9") == 1
