"""`embeds clean IN… -o OUT` with lines of JSON, plain and compressed, and with every kind of bad row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import embeds
from embeds import export
from embeds.batch import compression, job, json_lines, splice
from embeds.cli import main

from .test_cli import ARTICLE, PAGE

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed (extra 'batch')")
orjson = pytest.importorskip("orjson", reason="orjson is not installed (extra 'batch')")
pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed (extra 'batch')")

POST = "He was clear.\n\nEnough! — Mara Voss (@maravoss) May 3, 2021"
PLAIN = "Nothing but “prose”.\nAnd a second line."
ROWS: list[dict[str, Any]] = [
    {"id": "a", "text": POST, "n": 1.50},
    {"url": "https://ellery.example", "text": PLAIN, "id": "b"},
    {"id": "c", "text": ARTICLE.read_text(encoding="utf-8"), "nested": {"text": ["]}", '"', {"text": 1}]}},
]


def clean(*arguments: str | Path) -> int:
    return main.main(["clean", *map(str, arguments)])


def jsonl(rows: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def expected(row: dict[str, Any], field: str = "text") -> dict[str, Any]:
    """Return what a row becomes, by `embeds.clean` and `export.fields`."""
    kept = {key: value for key, value in row.items() if key != field}
    new = export.fields(embeds.clean(row[field]))
    loaded: dict[str, Any] = kept | orjson.loads(orjson.dumps(new, option=orjson.OPT_UTC_Z))
    return loaded


def read(path: Path) -> list[dict[str, Any]]:
    kind = compression.ENDINGS.get(path.suffix)
    with path.open("rb") as file:
        raw = compression.unpacked(file, kind).read() if kind else file.read()
    return [json.loads(line) for line in raw.splitlines()]


def packed(path: Path, raw: bytes) -> Path:
    """Write a file, in two members if its name says that it is compressed."""
    kind, middle = compression.ENDINGS.get(path.suffix), len(raw) // 2
    parts = (raw[:middle], raw[middle:]) if kind else (raw,)
    path.write_bytes(b"".join(compression.packed(part, kind) for part in parts))
    return path


@pytest.mark.parametrize("ending", ["", *compression.ENDINGS])
@pytest.mark.parametrize("into", ["", *compression.ENDINGS])
def test_jsonl(ending: str, into: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = packed(tmp_path / f"in.jsonl{ending}", jsonl(ROWS)), tmp_path / f"out.jsonl{into}"
    assert clean(source, "-o", out) == 0
    assert read(out) == [expected(row) for row in ROWS]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([source.name, out.name])
    error = capsys.readouterr().err
    assert "3 documents (100%)" in error
    assert [line.split() for line in error.splitlines() if "twitter" in line] == [["post", "twitter", "2"]]


def test_two_workers_and_several_inputs_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "CHUNK", 1000)
    big = packed(tmp_path / "big.jsonl", jsonl(ROWS[:2] * 200))
    small = packed(tmp_path / "small.jsonl.gz", jsonl(ROWS))
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for out, workers in zip(outs, "12", strict=True):
        assert clean(big, small, "-o", out, "--workers", workers) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()
    assert read(outs[0]) == [expected(row) for row in ROWS[:2]] * 200 + [expected(row) for row in ROWS]


def test_other_fields_stay_byte_for_byte(tmp_path: Path) -> None:
    """Large numbers, NaN, doubled keys, escapes and white space stay as they are written."""
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
    assert json_lines.clean(job.Job(field=field), ([row], {})).out == out + b"\n"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (b"not JSON", "not JSON"),
        (b'{"text":"cut of', "not JSON"),
        (b'{"text":"a"}{"text":"b"}', "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"text":"caf\xe9"}', "not UTF-8 (byte 0xe9 at offset 12 of the line)"),
        (b'["text"]', "not an object"),
        (b'"text"', "not an object"),
        (b"{}", "no field 'text' (there are: none); name the one with the text by --field"),
        (b'{"id":1,"body":"x"}', "no field 'text' (there are: 'id', 'body')"),
        (b'{"text":null}', "holds null, not text"),
        (b'{"text":5}', "holds a number, not text"),
        (b'{"text":["a"]}', "holds a list, not text"),
        (b'{"text":{"text":"a"}}', "holds an object, not text"),
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
    monkeypatch.setattr(json_lines, "CHUNK", 1000)
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


def test_a_byte_order_mark_no_newline_at_the_end_and_nothing_at_all(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    for raw, prose in ((b'\xef\xbb\xbf{"text":"One."}', ["One."]), (b"", []), (b"\n \r\n", [])):
        assert clean(packed(source, raw), "-o", out) == 0
        assert [row["prose"] for row in read(out)] == prose
    for name in ("out.jsonl.gz", "out.jsonl.zst"):
        assert clean(source, "-o", tmp_path / name) == 0
        assert read(tmp_path / name) == []


def test_a_line_that_is_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LONGEST", 2000)
    monkeypatch.setattr(json_lines, "CHUNK", 1000)
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
