"""Fuzz recordings and caches with whatever a crash, an editor or a stranger may put into them."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

from embeds.errors import CacheError, CassetteError
from embeds.resolver import cassette, chain, redact, shorteners
from embeds.resolver.answers import Answer, Ask
from embeds.resolver.cache import Cache

from . import made, pieces
from .draws import Draws

_UNESCAPED = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def bytes_of(text: str) -> bytes:
    """Return a text as a file's bytes: U+DC80 to U+DCFF stand for a byte that is no UTF-8."""
    return _UNESCAPED.sub("\udced", text).encode("utf-8", "surrogateescape")


def folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder for one input, in memory if the system has such a place: thousands of files are flushed."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder in it is ours alone
    return tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)


def rows(draws: Draws) -> str:
    """Return lines of a recording, changed."""
    lines = [made.filled(draws, draws.one(pieces.pool("kept answers"))) for _ in range(draws.below(5))]
    return made.seldom_changed(draws, "\n".join(lines) + draws.one(("\n", "")), _pools())


def of_cassettes(text: str) -> None:
    """Check that a recording is refused, or else read, compacted and added to without losing an answer."""
    with folder() as here:
        path = Path(here) / "kept.jsonl"
        path.write_bytes(bytes_of(text))
        try:
            answers = dict(cassette.read(path))
        except CassetteError as err:
            assert str(err).startswith(str(path)), "the error does not name the file"
            return
        if not all(url.isascii() for url in answers):  # only a stranger's line has such an address
            return
        _grows(path, answers)
        for answer in answers.values():
            chain_takes(answer)
        before, after = cassette.compact(path)
        assert before >= after, "compact has more than there was"
        assert cassette.compact(path) == (after, after), "compact twice is another"


def _grows(path: Path, answers: dict[str, Answer]) -> None:
    """Record each answer again behind the others: secrets go, all else must stay."""
    kept = cassette.Cassette(path, writes=True)
    for url, answer in answers.items():
        kept.put(Ask(url, 1.0), answer)
    kept.close()
    again = cassette.Cassette(path, writes=False)
    last = {redact.in_address(url): answer for url, answer in answers.items()}  # those that differ in a secret are one
    for url, answer in last.items():
        assert same(again.get(Ask(url, 1.0)), answer), "what was recorded is another, or not there"


def same(found: Answer | None, kept: Answer) -> bool:
    """Return whether an answer is the one that was kept, apart from secrets that were taken out."""
    return found is not None and (found.at, found.status, found.failure) == (kept.at, kept.status, kept.failure)


def chain_takes(answer: Answer) -> None:
    """Follow a short link to this answer: the chain must end, whatever the fields hold."""
    steps = chain.walk("https://t.co/Qm3xT8vLpA", chain.Rules(shorteners.load()))
    with suppress(StopIteration):
        next(steps)
        while True:
            steps.send(answer)


def row(draws: Draws) -> str:
    """Return an answer as a cache keeps it, changed."""
    return made.seldom_changed(draws, made.filled(draws, draws.one(pieces.pool("kept answers"))), _pools())


def of_caches(text: str) -> None:
    """Check a cache with this text for an answer, and this text as a cache: an answer, None or CacheError."""
    ask = Ask("https://t.co/Qm3xT8vLpA", 1.0)
    with folder() as here:
        path = Path(here) / "links.db"
        Cache(path).close()
        with sqlite3.connect(path) as file:
            file.execute("INSERT INTO answers VALUES (?, ?)", (ask.url, bytes_of(text)))
        file.close()
        for content in (None, bytes_of(text)):
            if content is not None:
                path.write_bytes(content)
            try:
                cache = Cache(path)
                try:
                    found = cache.get(ask)
                    if found:
                        chain_takes(found)
                        cache.put(ask, found)
                        assert same(cache.get(ask), found), "what was kept is another"
                finally:
                    cache.close()
            except CacheError as err:
                assert str(err).startswith(str(path)), "the error does not name the file"


def _pools() -> tuple[pieces.Pool, ...]:
    parts = pieces.pool("JSON parts")
    return (pieces.pool("kept answers"), parts, parts, parts, pieces.pool("strange"), pieces.pool("addresses"))
