"""What a file holds is told by its name and first bytes; arrays, tables, single files and compressions are read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import embeds
from embeds.batch import compression, kinds
from embeds.batch.html_text import holds_html

from .test_batch import PLAIN, POST, clean, jsonl, packed, read
from .test_cli import PAGE

OBJECT = b'{"text": "Nothing."}'
TOLD: list[tuple[str, bytes, str]] = [
    ("x.jsonl", b"[", "lines"),  # a name that says what it is, is believed
    ("x.ndjson.gz", b"no JSON", "lines"),
    ("x.json", b'[{"text"', "document"),
    ("x.json", b"[]", "document"),
    ("x.json", b"{\n " + OBJECT[1:], "document"),
    ("x.json", OBJECT + b"\n" + OBJECT, "lines"),
    ("x.json", OBJECT, "lines"),
    ("-", b"\xef\xbb\xbf \n" + OBJECT + b"\n", "lines"),
    ("-", b"broken\n" + OBJECT + b"\n", "lines"),
    ("-", b'{"text": "' + b"long " * 100, "lines"),
    ("-", b" [\n {", "document"),
    ("x.txt", OBJECT + b"\n" + OBJECT, "lines"),
    ("x.txt", b"{Nothing} happened.\n", "text"),
    ("x.txt", b"[caption id=1] Nothing. [/caption]", "text"),
    ("x.txt", b"id,text\na1,Nothing.", "text"),
    ("x", b"id,text\na1,Nothing.", "table"),
    ("-", b"id;Title;Body\na1;b;Nothing.", "table"),
    ("-", b"Nothing, said the text.\nNobody asked.", "text"),
    ("x.csv", b"anything", "table"),
    ("x", b"id,text\ra1,Nothing.", "text"),
    ("x.CSV.GZ", b"anything", "table"),
    ("x.html", b"{}", "page"),
    ("x", b" <!DOCTYPE html>", "page"),
    ("x.txt", b"<html><p>", "page"),
    ("x.md", b"# Nothing", "text"),
    ("", b"", "text"),
    ("x.jsonl", b"PAR1\x15\x04", "parquet"),
    ("x.txt", b"WARC/1.0\r\n", "warc"),
    ("x.wet", b"no WARC", "warc"),
]


@pytest.mark.parametrize(("name", "head", "kind"), TOLD)
def test_what_a_file_holds(name: str, head: bytes, kind: str) -> None:
    assert kinds.told(name, head) == kind


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"SQLite format 3\0", b"\x89PNG"])
def test_what_is_no_text_is_refused_with_advice(head: bytes) -> None:
    with pytest.raises(embeds.InputError, match=r"^x\.csv: an? .+; \w+"):
        kinds.told("x.csv", head)


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("<p>He left.</p>", True),
        (" \n<!-- wp:paragraph -->\n<p class='x'>He left.</p>", True),
        ("<!DOCTYPE html><html></html>", True),
        ("<DIV>He left.</DIV>", True),
        ("<p>He left.", False),
        ("<b>KELBY</b> He left.", False),
        ("He left <p>at noon</p>.", False),
        ("<3 so much </3", False),
        ("<pre>He left.</pre>", False),
        ("", False),
    ],
)
def test_a_text_that_is_html(text: str, is_html: bool) -> None:
    assert holds_html(text) == is_html


# JSON that does not stand in lines


@pytest.mark.parametrize(
    ("raw", "prose"),
    [
        (b"[]", []),
        (b'[{"text": "One."},\n{"text": "Two."}]\n', ["One.", "Two."]),
        (b'\xef\xbb\xbf[\n {"text":\r\n  "One."}\n]', ["One."]),
        (b'{\n "text": "One."\n}', ["One."]),
        (b'{\n "text": "One."\n}\n{\n "text": "Two ]}"\n}\n', ["One.", "Two ]}"]),
    ],
)
def test_objects_in_arrays_and_over_many_lines(raw: bytes, prose: list[str], tmp_path: Path) -> None:
    source, out = packed(tmp_path / "in.json", raw), tmp_path / "out.jsonl"
    assert clean(source, "-o", out) == 0
    assert [row["prose"] for row in read(out)] == prose
    assert clean(source, "-o", tmp_path / "out.json") == 0
    assert [row["prose"] for row in json.loads((tmp_path / "out.json").read_bytes())] == prose


def test_rows_of_an_array_that_are_bad(tmp_path: Path) -> None:
    raw = b'["text", {"text": "One."}, {"body": 1}, {"text": "caf\xe9"}, 12]'
    source, out = packed(tmp_path / "in.json", raw), tmp_path / "out.json.gz"
    assert clean(source, "-o", out, "--field", "text") == 1
    with out.open("rb") as file:
        assert [row["prose"] for row in json.loads(compression.unpacked(file, "gzip").read())] == ["One."]
    bad = read(tmp_path / "out.json.gz.errors.jsonl")
    assert [one["row"] for one in bad] == [1, 3, 4, 5] and "\\xe9" in bad[2]["raw"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'[{"text": "One."}, {"text": "Two', "row 2: not JSON"),
        (b'[{"text": "One."},', "ends within its array, behind row 1"),
        (b'[{"text": "One."} nonsense]', "row 2: not JSON (Expecting value) at 'nonsense]'"),
        (b"[" * 100_000, "row 1: not JSON (too deep)"),
        (b"nonsense", "row 1: not JSON"),
    ],
)
def test_an_array_that_breaks_off(raw: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = packed(tmp_path / "in.json", raw), packed(tmp_path / "out.jsonl", b"an earlier run's")
    assert clean(source, "-o", out) == 1
    assert f"{source}: {words}" in capsys.readouterr().err
    assert out.read_bytes() == b"an earlier run's" and len(list(tmp_path.iterdir())) == 2


def test_an_array_that_is_longer_than_a_chunk(tmp_path: Path) -> None:
    rows = [{"id": n, "text": f"{n} " + PLAIN * 300} for n in range(200)] + [{"id": 200, "text": PLAIN * 40_000}]
    source, out = tmp_path / "in.json", tmp_path / "out.jsonl"
    source.write_text(json.dumps(rows, indent=2), encoding="utf-8")
    assert clean(source, "-o", out, "--workers", "2") == 0
    assert [(row["id"], row["prose"]) for row in read(out)] == [(row["id"], row["text"]) for row in rows]


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([{"title": "A", "text": "One.", "content": "x"}], "text"),
        ([{"text": None, "maintext": "One."}], "maintext"),
        ([{"text": "", "title": "A"}, {"text": "One.", "body": "x"}], "text"),
        ([{"articleBody": "One.", "html": "<p>x</p>"}], "articleBody"),
        ([{"Body": "One.", "id": "a"}], "Body"),
    ],
)
@pytest.mark.parametrize("name", ["in.jsonl", "in.json"])
def test_the_field_with_the_text(rows: list[dict[str, Any]], field: str, name: str, tmp_path: Path) -> None:
    raw = jsonl(rows) if name == "in.jsonl" else json.dumps(rows).encode()
    clean(packed(tmp_path / name, raw), "-o", tmp_path / "out.jsonl")
    assert [row["prose"] for row in read(tmp_path / "out.jsonl")][-1:] == [rows[-1][field]]
    assert all(field not in row for row in read(tmp_path / "out.jsonl"))


# Tables


@pytest.mark.parametrize(
    ("raw", "rows"),
    [
        (b"text\nOne.\n\nTwo.\n", [{"prose": "One."}, {"prose": "Two."}]),
        (b"id,text", []),
        (b"", []),
        (b'id,text\r\n1,"One,\r\n""two"""\r\n', [{"id": "1", "prose": 'One,\r\n"two"'}]),
        (b"id;text;n\n1;One, two.;1,5\n", [{"id": "1", "n": "1,5", "prose": "One, two."}]),
        (b"\xef\xbb\xbftext|id\nOne.|1\n", [{"id": "1", "prose": "One."}]),
        (b'"a b";"text"\n1;One.\n', [{"a b": "1", "prose": "One."}]),
        ("id\ttext\n1\tOne.\n".encode("utf-16"), [{"id": "1", "prose": "One."}]),
    ],
)
def test_tables(raw: bytes, rows: list[dict[str, Any]], tmp_path: Path) -> None:
    source, out = packed(tmp_path / "in.csv", raw), tmp_path / "out.jsonl"
    assert clean(source, "-o", out) == 0
    assert [{key: value for key, value in row.items() if key != "records"} for row in read(out)] == rows


def test_a_cell_that_is_longer_than_the_limit_of_the_standard_library(tmp_path: Path) -> None:
    text = PLAIN.replace("\n", " ") * 10_000
    source, out = packed(tmp_path / "in.csv", f'text\n"{text}"\n'.encode()), tmp_path / "out.jsonl"
    assert clean(source, "-o", out) == 0
    assert [row["prose"] for row in read(out)] == [text]


def test_rows_of_a_table_that_are_bad(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        b"id,text",
        b"1,One.",
        b"2",
        b"3,Three.,3",
        b'4,"Fo"ur.',
        b"5,caf\xe9",
        b"6,Six.",
        b'7,"Seven.',
        b"8,Eight.",
    ]
    source, out = packed(tmp_path / "in.csv", b"\n".join(rows)), tmp_path / "out.csv"
    assert clean(source, "-o", out) == 1
    assert out.read_text(encoding="utf-8") == "id,prose,records\n1,One.,[]\n6,Six.,[]\n"
    bad = read(tmp_path / "out.csv.errors.jsonl")
    assert [(one["row"], one["raw"].strip()) for one in bad] == [
        (2, "2"),
        (3, "3,Three.,3"),
        (4, '4,"Fo"ur.'),
        (5, '{"id": "5", "text": "caf\\xe9"}'),
        (7, '7,"Seven.\n8,Eight.'),
    ]
    assert "row 2: 1 cell, and the table has 2 columns" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"id,txt\n1,One.", "no column 'text' (there are: 'id', 'txt'; did you mean 'txt'?); name the one"),
        (b"text,text\n1,One.", "two columns are named 'text'"),
        (b"text,prose\n1,One.", "there is a column 'prose' already"),
        (b'te"xt\n', "no column 'text'"),
        (b"id,text\r1,One.\r", "its first row is not CSV (new-line character"),
        (b'"te"xt\n', "its first row is not CSV"),
    ],
)
def test_tables_that_cannot_be_read(raw: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert clean(packed(tmp_path / "in.csv", raw), "-o", tmp_path / "out.csv") == 1
    assert words in capsys.readouterr().err and len(list(tmp_path.iterdir())) == 1


def test_tables_are_written_as_their_inputs_and_with_their_source(tmp_path: Path) -> None:
    packed(tmp_path / "1.csv.gz", f'id;text\n1;"{POST}"\n'.encode())
    packed(tmp_path / "2.csv", b"id;text\n2;Two.\n")
    out = tmp_path / "out.csv.xz"
    assert clean(tmp_path / "1.csv.gz", tmp_path / "2.csv", "-o", out, "--with-source") == 0
    with out.open("rb") as file:
        lines = compression.unpacked(file, "xz").read().decode()
    assert lines.startswith(f'id;text;prose;records;pieces\n1;"{POST}";He was clear.;"[{{""kind"":""post""')
    assert lines.endswith("2;Two.;Two.;[];[[0,0,4]]\n")
    assert clean(tmp_path / "2.csv", "-o", tmp_path / "out.tsv") == 0
    assert (tmp_path / "out.tsv").read_bytes() == b"id\tprose\trecords\n2\tTwo.\t[]\n"
    packed(tmp_path / "3.csv", b"key;text\n3;Three.\n")
    assert clean(tmp_path / "2.csv", tmp_path / "3.csv", "-o", tmp_path / "out.tsv") == 1


# Single files, pipes, compressions


def test_a_page_of_another_encoding_is_written_so_that_browsers_read_it(tmp_path: Path) -> None:
    page = f'<meta charset="windows-1252">{PAGE}'
    source, out = packed(tmp_path / "in.html", page.encode("cp1252")), tmp_path / "out.html"
    assert clean(source, "-o", out) == 0
    assert out.read_bytes() == '\ufeff<meta charset="windows-1252"><p>café</p><p>B</p>'.encode()
    assert clean(packed(source, PAGE.encode()), "-o", out) == 0
    assert out.read_bytes() == "<p>café</p><p>B</p>".encode()


def test_a_page_without_an_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("trafilatura", reason="trafilatura is not installed (extra 'extract')")
    source = packed(tmp_path / "in.html", b"<html><body></body></html>")
    assert clean(source, "--as", "text") == 1
    assert (
        capsys.readouterr().err
        == f"embeds: {source}: no article was found in the page; without --as text it stays a page\n"
    )
    assert clean(source, "-o", tmp_path / "out.txt", "--as", "text") == 1
    assert not (tmp_path / "out.txt").exists() and len(read(tmp_path / "out.txt.errors.jsonl")) == 1


@pytest.mark.skipif(os.name == "nt", reason="the commands are for a shell of Unix")
@pytest.mark.parametrize(
    ("command", "rows"),
    [
        ("gzip -c in.csv | embeds clean - -o out.jsonl", 2),
        ("embeds clean <(cat in.json) <(cat in.jsonl) -o out.jsonl", 4),
        ("iconv -f utf-8 -t utf-16 in.jsonl | embeds clean -o out.jsonl", 2),
        ("embeds clean -o out.txt < in.txt", 0),
        ("embeds clean -o - < in.jsonl.zst > out.jsonl", 2),
        ("embeds clean -q in.wrong -o out.jsonl", 2),
    ],
)
def test_pipes_of_every_kind(command: str, rows: int, tmp_path: Path) -> None:
    lines = jsonl([{"text": POST}, {"text": "Nothing."}])
    packed(tmp_path / "in.jsonl", lines)
    packed(tmp_path / "in.jsonl.zst", lines)
    packed(tmp_path / "in.wrong", compression.packed(lines, "bz2"))
    packed(tmp_path / "in.json", b"[" + lines.strip().replace(b"\n", b",") + b"]")
    packed(tmp_path / "in.csv", f'id,text\n1,"{POST}"\n2,Nothing.\n'.encode())
    packed(tmp_path / "in.txt", POST.encode())
    shell = f'embeds() {{ "{sys.executable}" -m embeds "$@"; }}; set -o pipefail; {command}'
    done = subprocess.run(["/bin/bash", "-c", shell], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr
    if rows:
        assert [row["prose"] for row in read(tmp_path / "out.jsonl")] == ["He was clear.", "Nothing."] * (rows // 2)
    else:
        assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "He was clear."


@pytest.mark.parametrize("kind", compression.UNPACK)
def test_what_is_packed_is_always_the_same(kind: str, tmp_path: Path) -> None:
    raw = compression.packed(b"Nothing.", kind)
    assert raw == compression.packed(b"Nothing.", kind) and compression.told(raw) == kind
    (tmp_path / "twice").write_bytes(raw * 2)
    with (tmp_path / "twice").open("rb") as file:
        assert compression.unpacked(file, kind).read() == b"Nothing." * 2
