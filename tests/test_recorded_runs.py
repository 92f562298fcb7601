"""Recordings and caches of real runs: replay, torn lines, kills, several threads and processes at one file."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest

import embeds
from embeds.resolver import cache, cassette, redact
from embeds.resolver.answers import Answer, Ask, Wants

from .loopback import Loopback, Reply, Request, http, moved, world
from .processes import started
from .shortener import links, shortener

ROOT = Path(__file__).parent.parent
NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def faulty(request: Request) -> Reply:
    """Play t.co, bit.ly and publish.twitter.com with their faults."""
    if request.host == "publish.twitter.com":
        row = {"type": "rich", "author_name": "Mara Voss", "author_url": "https://twitter.com/maravoss"}
        row["html"] = (
            "<blockquote><p lang='en'>Two votes! pic.twitter.com/picpicpic1</p><a href='#'>May 3, 2021</a></blockquote>"
        )
        return http(200, "Content-Type: application/json", "Set-Cookie: guest=1", body=json.dumps(row).encode())
    picture = "https://twitter.com/maravoss/status/1389284139131207681/photo/1"
    return {
        "/picpicpic1": moved(picture),
        "/gone000000": http(404),
        "/reset00000": b"",
        "/bitly00000": moved("https://bit.ly/x?token=hush&a=1"),
        "/x?token=hush&a=1": moved("https://ellery.example/x"),
        "/page000000": http(200, "Content-Type: text/html", body="<title>\u00e9t\u00e9</title>".encode("latin-1")),
        "/latin00000": moved("https://ellery.example/h\xe4fen"),
        "/cookie0000": http(301, "Location: https://ellery.example/c", "Set-Cookie: session=topsecret"),
    }.get(request.target, http(410))


CODES = ["picpicpic1", "gone000000", "reset00000", "bitly00000", "page000000", "latin00000", "cookie0000"]
TEXT = "The vote was close.\n\nTwo votes! pic.twitter.com/picpicpic1 — Mara Voss (@maravoss) May 3, 2021\n\nThe end."


def everything(**options: Any) -> list[Any]:
    """Return the results for all codes and for the text; secrets in addresses read as recordings keep them."""
    with embeds.Resolver(verify=True, **options) as resolver:
        found = [*resolver.expand_many(f"https://t.co/{code}" for code in CODES), resolver.resolve(embeds.clean(TEXT))]
    return [type(one).model_validate_json(redact.in_text(one.model_dump_json())) for one in found]


@pytest.mark.usefixtures("at_once")
def test_what_is_recorded_replays_without_the_server(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "tape.jsonl"
    with Loopback(faulty) as server, world(server):
        live = everything(cassette=file, mode="record")
        asked = len(server.requests)
        assert everything(cassette=file, mode="record") == live
        assert len(server.requests) == asked  # recorded answers are not asked for again
    assert everything(cassette=file) == live
    assert live[-1].posts[0].verification == "verified"
    assert [one.outcome for one in live[:-1]] == ["ok", "dead", "error", "ok", "unresolved", "ok", "ok"]
    written = file.read_bytes()
    for secret in (b"topsecret", b"hush", b"guest=1", b"ookie: "):
        assert secret not in written
    cassette.compact(file)
    assert everything(cassette=file) == live


@pytest.mark.usefixtures("at_once")
def test_refresh_asks_everything_anew_and_live_leaves_the_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "tape.jsonl"
    answers = [moved("https://ellery.example/old")]
    with Loopback(lambda _: answers[0]) as server, world(server):
        for mode, url, asked in (("record", "old", 1), ("record", "old", 1), ("refresh", "new", 2), ("live", "new", 3)):
            with embeds.Resolver(cassette=file, mode=mode) as resolver:  # type: ignore[arg-type]
                assert [resolver.expand("https://t.co/a").url for _ in range(2)] == [
                    f"https://ellery.example/{url}"
                ] * 2
            assert len(server.requests) == asked
            if len(server.requests) == 1 and mode == "record":
                size = file.stat().st_size
                answers[0] = moved("https://ellery.example/new") if asked == 1 else answers[0]
        assert file.stat().st_size > size
    assert cassette.compact(file) == (2, 1)
    with embeds.Resolver(cassette=file) as resolver:
        assert resolver.expand("https://t.co/a").url == "https://ellery.example/new"


def tape(file: Path) -> cassette.Cassette:
    return cassette.Cassette(file, writes=True)


def test_a_torn_line_is_passed_over_and_does_not_spoil_the_next(tmp_path: Path) -> None:
    file = tmp_path / "tape.jsonl"
    one = tape(file)
    one.put(Ask("https://t.co/a", 1.0), Answer(NOW, 404))
    file.write_bytes(file.read_bytes() + b'{"method": "GET", "url": "https://t.co/to')
    one.put(Ask("https://t.co/b", 1.0), Answer(NOW, 410))
    one.close()
    assert [url for url, _ in cassette.read(file)] == ["https://t.co/a", "https://t.co/b"]
    assert cassette.compact(file) == (2, 2)
    assert b"/to" not in file.read_bytes()


@pytest.mark.parametrize(
    "line", [b"hello", b'{"method": "GET", "url": "x"}', b"[1]", b'{"url": "x", "at": 5}', b"\xff"]
)
def test_a_line_that_is_no_answer_is_named(line: bytes, tmp_path: Path) -> None:
    file = tmp_path / "tape.jsonl"
    file.write_bytes(b'{"cassette": 1}\n\n' + line + b"\n")
    with pytest.raises(embeds.CassetteError, match="line 3"):
        embeds.Resolver(cassette=file)


def test_threads_and_processes_write_one_recording(tmp_path: Path) -> None:
    file = tmp_path / "tape.jsonl"
    code = (
        "import sys, datetime as dt\n"
        "from pathlib import Path\n"
        "from embeds.resolver.cassette import Cassette\n"
        "from embeds.resolver.answers import Answer, Ask\n"
        "tape = Cassette(Path(sys.argv[1]), writes=True)\n"
        "for n in range(100):\n"
        "    answer = Answer(dt.datetime.now(dt.UTC), 200, body=b'x' * 5000)\n"
        "    tape.put(Ask(f'https://t.co/{sys.argv[2]}{n}', 1.0), answer)\n"
    )
    with contextlib.ExitStack() as all_end:
        commands = [[sys.executable, "-c", code, str(file), name] for name in "abc"]
        running = [all_end.enter_context(started(command)) for command in commands]
        assert [process.wait() for process in running] == [0, 0, 0]
    assert len(dict(cassette.read(file))) == 300
    assert file.read_bytes().count(b'{"cassette"') == 1


# Kills

KILLED = """
import sys, embeds
from tests.loopback import Loopback, moved, world
from tests.shortener import links, target
options = {sys.argv[1]: sys.argv[2]} | ({"mode": "record"} if sys.argv[1] == "cassette" else {})
with Loopback(lambda request: moved(target(request)), delay=0.005) as server, world(server):
    with embeds.Resolver(limits=embeds.Limits(per_host=4), **options) as resolver:
        for url, found in zip(links(10_000), resolver.expand_many(links(10_000))):
            print(url, found.outcome, flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no such signal")
@pytest.mark.parametrize("kind", ["cassette", "cache"])
def test_a_killed_run_loses_nothing_that_was_answered(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "kept"
    with started([sys.executable, "-c", KILLED, kind, file], stdout=subprocess.PIPE, cwd=ROOT) as run:
        assert run.stdout
        answered = [run.stdout.readline().split()[0].decode() for _ in range(100)]
        run.send_signal(signal.SIGKILL)
        answered += [line.split()[0].decode() for line in run.stdout if line.endswith(b"\n")]
    assert len(answered) >= 100
    with shortener() as server:
        options: dict[str, Any] = {kind: file} | ({"mode": "record"} if kind == "cassette" else {})
        with embeds.Resolver(**options) as resolver:
            assert {found.outcome for found in resolver.expand_many(answered)} == {"ok"}
        assert server.requests == []


# Caches


def test_a_cache_serves_the_next_run(tmp_path: Path) -> None:
    file = tmp_path / "cache.db"
    with shortener() as server:
        for _ in range(2):
            with embeds.Resolver(cache=file) as resolver:
                found = list(resolver.expand_many(links(50)))
        assert len(server.requests) == 50
    assert {one.outcome for one in found} == {"ok"}


LINK, PAGE, RECORD = (Ask("https://t.co/a", 1.0, wants) for wants in get_args(Wants))


@pytest.mark.parametrize(
    ("ask", "answer", "hours"),
    [
        (LINK, Answer(NOW, 301, (("location", "https://ellery.example/"),)), None),
        (LINK, Answer(NOW, 302), 1.0),
        (LINK, Answer(NOW, 301, (("location", "https://a.example/"), ("location", "https://b.example/"))), 1.0),
        (LINK, Answer(NOW, 200, body=b"<title>https://ellery.example/</title>"), None),
        (LINK, Answer(NOW, 200, body=b"<title>Are you human?</title>"), 1.0),
        (PAGE, Answer(NOW, 200, body=b"<title>A harbour wall</title>"), None),
        (RECORD, Answer(NOW, 200, body=b'{"type": "rich"}'), None),
        (RECORD, Answer(NOW, 200, body=b"<title>Are you human?</title>"), 1.0),
        (LINK, Answer(NOW, 404), 24.0),
        (RECORD, Answer(NOW, 410), 24.0),
        (LINK, Answer(NOW, 429), 1.0),
        (LINK, Answer(NOW, 500), 1.0),
        (LINK, Answer(NOW, 403), 1.0),
        (LINK, Answer(NOW, failure="timeout"), 1.0),
        (LINK, Answer(NOW, failure="blocked"), 1.0),
    ],
)
def test_how_long_an_answer_lives(ask: Ask, answer: Answer, hours: float | None, tmp_path: Path) -> None:
    lives = cache.age(ask, answer)
    assert (lives.total_seconds() / 3600 if lives else None) == hours
    store = cache.Cache(tmp_path / "cache.db")
    now = dt.datetime.now(dt.UTC)
    for age in (0.0, 0.9, 1.1, 23.0, 25.0, 10_000.0):
        store.put(ask, dataclasses.replace(answer, at=now - dt.timedelta(hours=age)))
        assert (store.get(ask) is None) == (hours is not None and age > hours)
    store.close()


def test_a_recording_holds_what_a_cache_knew(tmp_path: Path) -> None:
    both: dict[str, Any] = {"cassette": tmp_path / "tape.jsonl", "cache": tmp_path / "cache.db"}
    with shortener() as server:
        for options in ({"cache": both["cache"]}, both | {"mode": "record"}):
            with embeds.Resolver(**options) as resolver:
                resolver.expand("https://t.co/a")
        assert len(server.requests) == 1
    with embeds.Resolver(cassette=both["cassette"]) as resolver:
        assert resolver.expand("https://t.co/a").url == "https://ellery.example/a"


def test_a_recording_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    resolver = embeds.Resolver(cassette=tmp_path / "file" / "tape.jsonl", mode="record")
    (tmp_path / "file").touch()
    with shortener(), resolver, pytest.raises(embeds.CassetteError, match=r"tape\.jsonl: cannot be written"):
        resolver.expand("https://t.co/a")


SHARED = """
import sys, embeds
from tests.shortener import links, shortener
kind, file, first = sys.argv[1:]
options = {kind: file} | ({"mode": "record"} if kind == "cassette" else {})
with shortener(), embeds.Resolver(**options) as resolver:
    assert {one.outcome for one in resolver.expand_many(links(200)[int(first) : int(first) + 100])} == {"ok"}
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["cassette", "cache"])
def test_several_processes_share_a_file(kind: str, tmp_path: Path) -> None:
    """They begin at once, without a file, and share half of their links."""
    file = tmp_path / "shared"
    commands = [[sys.executable, "-c", SHARED, kind, str(file), first] for first in ("0", "50", "100")]
    with contextlib.ExitStack() as all_end:
        running = [all_end.enter_context(started(command, cwd=ROOT)) for command in commands]
        assert [process.wait() for process in running] == [0, 0, 0]
    options: dict[str, Any] = {kind: file} | ({"mode": "record"} if kind == "cassette" else {})
    with shortener() as server, embeds.Resolver(**options) as resolver:
        assert {found.outcome for found in resolver.expand_many(links(200))} == {"ok"}
        assert server.requests == []


def test_files_that_are_no_caches(tmp_path: Path) -> None:
    text, newer = tmp_path / "text", tmp_path / "newer.db"
    text.write_text("not a database, but long enough to look at twice " * 40, encoding="utf-8")
    import sqlite3

    with contextlib.closing(sqlite3.connect(newer)) as database:
        database.execute("PRAGMA user_version=99")
    for file in (text, newer, tmp_path / "no" / "folder.db"):
        with pytest.raises(embeds.CacheError, match=file.name):
            embeds.Resolver(cache=file)
