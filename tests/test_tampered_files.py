"""Recordings, caches and lists that were edited, cut short or never written give one error that names the file."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import embeds
from embeds.cli import main
from embeds.resolver import cache, cassette, recorded_rows, shorteners
from embeds.resolver.answers import BODY_LIMIT, Answer, Ask, to_row

from .test_resolver import CASSETTES, ROOT

NOW = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
AT = '"at": "2026-11-20T00:00:00+00:00"'
LINK = Ask("https://t.co/a", 1.0)


def test_every_answer_survives_a_file() -> None:
    for answer in (
        Answer(NOW, 301, (("location", "https://a.example/\xe4"),)),
        Answer(NOW, 200, body=b"\xff\xfe", cut=True, tries=3),
        Answer(NOW, 200, body=b"\xff" * BODY_LIMIT),
        Answer(NOW, 200, body=b"x" * BODY_LIMIT),
        Answer(NOW, failure="timeout", reason="no answer"),
    ):
        assert recorded_rows.read(recorded_rows.Row, json.dumps(to_row(answer))).answer() == answer


NO_ANSWERS = {
    "nothing": "{}",
    "no end": f"{{{AT}}}",
    "no zone": '{"at": "2026-11-20T00:00:00", "status": 200}',
    "no time": '{"at": true, "status": 200}',
    "a status in quotes": f'{{{AT}, "status": "200"}}',
    "a status that is none": f'{{{AT}, "status": 1000}}',
    "an unknown failure": f'{{{AT}, "failure": "tired"}}',
    "both": f'{{{AT}, "status": 200, "failure": "error"}}',
    "no base64": f'{{{AT}, "status": 200, "body_base64": "?"}}',
    "half a letter in base64": f'{{{AT}, "status": 200, "body_base64": "é"}}',
    "a number for a body": f'{{{AT}, "status": 200, "body": 5}}',
    "half a letter": f'{{{AT}, "status": 200, "body": "\\ud800"}}',
    "more than was ever read": f'{{{AT}, "status": 200, "body": "{"<a>" * 2 * BODY_LIMIT}"}}',
    "endless tries": f'{{{AT}, "status": 200, "tries": 1e999}}',
    "tries in words": f'{{{AT}, "status": 200, "tries": "two"}}',
    "a number for a reason": f'{{{AT}, "failure": "error", "reason": 5}}',
    "headers that are none": f'{{{AT}, "status": 200, "headers": [5]}}',
    "a header of three": f'{{{AT}, "status": 200, "headers": [["a", "b", "c"]]}}',
    "a list": "[1]",
    "a word": "hello",
    "depths": "[" * 100_000,
    "depths of objects": '{"at":' * 100_000,
    "a long number": f'{{{AT}, "status": {"9" * 10_000}}}',
}


@pytest.mark.parametrize("name", NO_ANSWERS)
def test_lines_of_a_recording_that_are_no_answers(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "tape.jsonl"
    row = NO_ANSWERS[name]
    line = row.replace("{", '{"url": "https://t.co/a", ', 1) if row.startswith(f"{{{AT}") else row
    file.write_text(f'{{"cassette": 1}}\n\n{line}\n', encoding="utf-8")
    for mode in ("replay", "record"):
        with pytest.raises(embeds.CassetteError, match=r"tape\.jsonl, line 3: not a recorded answer"):
            embeds.Resolver(cassette=file, mode=mode)
    for do in ("verify", "compact"):
        assert main.main(["cassette", do, str(file)]) == 1
        assert "tape.jsonl, line 3: not a recorded answer" in capsys.readouterr().err
    assert line in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("url", ["5", "null", '["https://t.co/a"]', '"\\udc00"', f'"{"a" * 200_000}"'])
def test_recorded_addresses_that_are_none(url: str, tmp_path: Path) -> None:
    file = tmp_path / "tape.jsonl"
    file.write_text(f'{{"url": {url}, {AT}, "status": 404}}\n', encoding="utf-8")
    with pytest.raises(embeds.CassetteError, match=r"line 1: not a recorded answer \((?:url: |Invalid JSON: lone)"):
        embeds.Resolver(cassette=file)


def test_recordings_that_are_read_all_the_same(tmp_path: Path) -> None:
    """A recording may be two in one, have the line ends of another system, be reformatted, or end in half a line."""
    file = tmp_path / "tape.jsonl"
    row = f'{{"url": "https://t.co/%s", {AT}, "status": 404, "more": [1]}}'
    lines = ['{ "note": "", "cassette": 1 }', row % "a", '{"cassette": 1}', f"  {row % 'b'}", '{"method": "GET", "url']
    file.write_bytes("\r\n".join(lines).encode())
    assert [url for url, _ in cassette.read(file)] == ["https://t.co/a", "https://t.co/b"]


MISS = """
import sys, embeds
resolver = embeds.Resolver(cassette=sys.argv[1])
for number in range(20):
    try:
        resolver.expand(f"https://t.co/{'b' * 8000}{number}")
    except embeds.CassetteMiss as err:
        print(err.nearest[:22])
"""


def test_a_miss_among_long_addresses_is_told_soon(tmp_path: Path) -> None:
    file = tmp_path / "tape.jsonl"
    rows = (f'{{"url": "https://t.co/{letter * 90_000}", {AT}, "status": 404}}' for letter in "abcdefghijklmnop")
    file.write_text("\n".join(rows), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", MISS, file], timeout=60, cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.split() == [b"https://t.co/" + b"b" * 9] * 20


def test_the_nearest_that_is_recorded(tmp_path: Path) -> None:
    file = tmp_path / "tape.jsonl"
    with pytest.raises(embeds.CassetteMiss) as error:
        file.write_text("", encoding="utf-8")
        embeds.Resolver(cassette=file).expand("https://t.co/a")
    assert error.value.nearest is None
    rows = (f'{{"url": "https://{path}", {AT}, "status": 404}}' for path in ("bit.ly/a", "t.co/abc", "t.co/zzz"))
    file.write_text("\n".join(rows), encoding="utf-8")
    for asked, nearest in (("t.co/abd", "t.co/abc"), ("t.co/abb", "t.co/abc"), ("t.co/zz", "t.co/zzz")):
        with pytest.raises(embeds.CassetteMiss) as error:
            embeds.Resolver(cassette=file).expand(f"https://{asked}")
        assert error.value.nearest == f"https://{nearest}"


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "tape", "tape\0"):
        with pytest.raises(embeds.CassetteError):
            embeds.Resolver(cassette=path)
        with pytest.raises(embeds.CacheError):
            embeds.Resolver(cache=path)
        with pytest.raises(embeds.InputError):
            embeds.Resolver(shorteners=path)


# Caches


def filled(file: Path) -> bytes:
    """Return the bytes of a cache with 50 answers."""
    store = cache.Cache(file)
    for number in range(50):
        store.put(Ask(f"https://t.co/{number}", 1.0), Answer(NOW, 301, (("location", "https://ellery.example/é"),)))
    store.close()
    return file.read_bytes()


@pytest.mark.parametrize("name", NO_ANSWERS)
def test_answers_in_a_cache_that_are_none(name: str, tmp_path: Path) -> None:
    file = tmp_path / "links.db"
    filled(file)
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("INSERT INTO answers VALUES (?, ?)", (LINK.url, NO_ANSWERS[name]))
    store = cache.Cache(file)
    with pytest.raises(embeds.CacheError, match=r"links\.db: an answer in it is damaged .* remove the file"):
        store.get(LINK)
    store.close()


@pytest.mark.parametrize("value", [5, 1.5, b"\xff\xfe", b"{}"])
def test_columns_of_another_type(value: object, tmp_path: Path) -> None:
    file = tmp_path / "links.db"
    filled(file)
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("INSERT INTO answers VALUES (?, ?)", (LINK.url, value))
        database.execute("INSERT INTO answers VALUES (?, CAST(x'ff00ff' AS TEXT))", ("https://t.co/b",))
    store = cache.Cache(file)
    for url in (LINK.url, "https://t.co/b"):
        with pytest.raises(embeds.CacheError, match=r"links\.db"):
            store.get(Ask(url, 1.0))
    store.close()


@pytest.mark.parametrize(
    "statements",
    [
        "CREATE TABLE bookmarks (id, url)",
        "CREATE TABLE answers (url, answer)",
        "CREATE TABLE answers (id INTEGER); PRAGMA user_version=1",
        "CREATE VIEW answers AS SELECT 'https://t.co/a' AS url, 5 AS answer; PRAGMA user_version=1",
        f"{cache._TABLE}; CREATE TABLE bookmarks (id, url); PRAGMA user_version=1",
        f"{cache._TABLE}; PRAGMA user_version=99",
        "PRAGMA user_version=1",
    ],
)
def test_another_database_is_refused_and_stays_as_it_is(statements: str, tmp_path: Path) -> None:
    file = tmp_path / "places.sqlite"
    with contextlib.closing(sqlite3.connect(file)) as database:
        database.executescript(statements)
    before = file.read_bytes()
    with pytest.raises(embeds.CacheError, match=r"places\.sqlite: another database"):
        embeds.Resolver(cache=file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["places.sqlite"]


def test_a_cache_of_before_is_still_one(tmp_path: Path) -> None:
    file = tmp_path / "links.db"
    with contextlib.closing(sqlite3.connect(file)) as database:
        table = cache._TABLE.replace("TABLE", "TABLE IF NOT EXISTS")
        database.executescript(f"PRAGMA journal_mode=WAL; {table}; PRAGMA user_version=1; ANALYZE")
    cache.Cache(file).close()
    cache.Cache(file).close()


def test_random_bytes_in_a_cache(tmp_path: Path) -> None:
    """Random bytes at its beginning or in its middle, or a cut, give an answer or a CacheError."""
    file = tmp_path / "links.db"
    whole = filled(file)
    chance = random.Random(11)  # noqa: S311 - dice
    failures = 0
    for turn in range(150):
        broken = bytearray(whole)
        start = chance.randrange(len(whole)) if turn % 3 else chance.randrange(200)
        broken[start : start + 40] = chance.randbytes(40)
        file.write_bytes(broken if turn % 5 else broken[: chance.randrange(len(broken))])
        try:
            with contextlib.closing(cache.Cache(file)) as store:
                for number in range(50):
                    store.get(Ask(f"https://t.co/{number}", 1.0))
                store.put(LINK, Answer(NOW, 404))
        except embeds.CacheError as err:
            assert str(err).startswith(str(file))
            failures += 1
        for path in tmp_path.iterdir():
            path.unlink()
    assert failures > 50


SIGNS = b'{}[]":,\\0e x\n\xff'  # most other bytes are no JSON, or no news


def test_random_bytes_in_a_recording(tmp_path: Path) -> None:
    file = tmp_path / "tape.jsonl"
    whole = (CASSETTES / "outcomes.jsonl").read_bytes()
    chance = random.Random(11)  # noqa: S311 - dice
    refused = 0
    for _ in range(300):
        broken = bytearray(whole)
        broken[chance.randrange(len(whole))] = chance.choice(SIGNS)
        file.write_bytes(broken)
        try:
            with embeds.Resolver(cassette=file) as resolver, contextlib.suppress(embeds.CassetteMiss):
                for url in ("https://t.co/okokokok01", "https://ow.ly/nowhere", "https://dlvr.it/reset"):
                    resolver.expand(url)
        except embeds.CassetteError as err:
            assert str(err).startswith(str(file))
            refused += 1
    assert 50 < refused < 250


# Lists of shorteners


@pytest.mark.parametrize(
    "text",
    [
        "{" * 100_000,
        '{"shorteners":' * 100_000,
        '{"shorteners": 5}',
        '{"shorteners": [5]}',
        '{"shorteners": [{"host": 5}]}',
        '{"shorteners": [{"host": "kelby.link", "query": 5}]}',
        '{"shorteners": [{"host": "kelby.link", "path": 5}]}',
        '{"shorteners": [{"host": ""}]}',
        '{"shorteners": [{"host": "*."}]}',
        '{"shorteners": [{"host": "a.*.link"}]}',
        '{"shorteners": [{"host": "kelby.link/a"}]}',
        "https://kelby.link/",
        "kelby.link:8080",
        "mara@kelby.link",
        "kelby link",
        "a" * 100_000,
        "\x00\x01\x02",
        "kelby.link\nкелби..link\n",
    ],
)
def test_lists_that_are_none(text: str, tmp_path: Path) -> None:
    file = tmp_path / "own.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(embeds.InputError, match=r"own\.txt: not a list of shorteners .*; give one host a line"):
        shorteners.load(file)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(embeds.InputError, match=r"own\.txt"):
        shorteners.load(file)


def test_hosts_are_read_as_addresses_have_them(tmp_path: Path) -> None:
    file = tmp_path / "own.txt"
    file.write_text("\ufeffKelby.LINK\r\nbücher.link # ours\n127.0.0.1\n", encoding="utf-8")
    assert {"kelby.link", "xn--bcher-kva.link", "127.0.0.1"} <= set(shorteners.load(file))
