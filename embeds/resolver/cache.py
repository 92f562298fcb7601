"""A cache for big runs: every answer in one SQLite file, which survives a kill and serves several processes at once.

An answer lives by what it is: where a link leads and a post's record for ever, what is gone for a day, and what failed
or does not say what was asked for an hour.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3

from ..errors import CacheError
from . import pages
from .answers import Answer, Ask, from_row, to_row

_DEAD = dt.timedelta(days=1)
_FAILED = dt.timedelta(hours=1)
_VERSION = 1
_WAIT = 30.0  # seconds for another process to finish its write


def age(ask: Ask, answer: Answer) -> dt.timedelta | None:
    """How long an answer is believed; None: for ever."""
    status = answer.status or 0
    if status in (404, 410):
        return _DEAD
    redirects = 300 <= status < 400 and len(answer.locations) == 1
    return None if redirects or (200 <= status < 300 and _says(ask, answer)) else _FAILED


def _says(ask: Ask, answer: Answer) -> bool:
    """Whether a page holds what was asked for: one that asks for patience or a human does not."""
    if ask.wants == "record":
        return answer.body.lstrip()[:1] == b"{"
    return ask.wants == "page" or pages.target(answer) is not None


class Cache:
    """Answers by their address; `path` None is a private cache that goes when it is closed, and spills to the disk."""

    def __init__(self, path: str | os.PathLike[str] | None) -> None:
        """Open or make the file; raises CacheError where it cannot be used."""
        self._name = "" if path is None else os.fspath(path)
        try:
            self._db = sqlite3.connect(self._name, timeout=_WAIT, isolation_level=None, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise
        except sqlite3.Error as err:
            raise CacheError(f"{self._name}: cannot be used as a cache ({err})") from err

    def _prepare(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _VERSION):
            raise CacheError(f"{self._name}: a cache of another version of embeds (its format is {version})")
        # WAL: readers and a writer at once; an answer is safe from a kill once it is committed.
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS answers (url TEXT PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID"
        )
        self._db.execute(f"PRAGMA user_version={_VERSION}")

    def get(self, ask: Ask) -> Answer | None:
        """The answer to a request, unless there is none or it is too old."""
        try:
            row = self._db.execute("SELECT answer FROM answers WHERE url = ?", (ask.url,)).fetchone()
            answer = from_row(json.loads(row[0])) if row else None
        except (sqlite3.Error, ValueError, KeyError, TypeError) as err:
            raise CacheError(f"{self._name}: cannot be read ({err})") from err
        if answer is None or ((lives := age(ask, answer)) and dt.datetime.now(dt.UTC) - answer.at > lives):
            return None
        return answer

    def put(self, ask: Ask, answer: Answer) -> None:
        """Keep an answer; it survives a kill when this returns."""
        try:
            row = json.dumps(to_row(answer))
            self._db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (ask.url, row))
        except sqlite3.Error as err:
            raise CacheError(f"{self._name}: cannot be written ({err})") from err

    def close(self) -> None:
        """Close the file."""
        self._db.close()
