"""Cache answers for big runs in one SQLite file, which survives a kill and serves several processes at once.

How long an answer counts depends on what it says: a target or a post's record counts for ever, "gone" for a day, and a
failure, or a page without what was asked for, for an hour.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3

from ..errors import CacheError
from . import pages, recorded_rows
from .answers import Answer, Ask, to_row

_DEAD = dt.timedelta(days=1)
_FAILED = dt.timedelta(hours=1)
_VERSION = 1
_TABLE = "CREATE TABLE answers (url TEXT PRIMARY KEY, answer TEXT NOT NULL) WITHOUT ROWID"
_WAIT = 30.0  # seconds for another process to finish its write: patience alone


def age(ask: Ask, answer: Answer) -> dt.timedelta | None:
    """Return how long an answer counts; None stands for ever."""
    status = answer.status or 0
    if status in (404, 410):
        return _DEAD
    redirects = 300 <= status < 400 and len(answer.locations) == 1
    return None if redirects or (200 <= status < 300 and _holds_answer(ask, answer)) else _FAILED


def _holds_answer(ask: Ask, answer: Answer) -> bool:
    """Return whether a page holds what was asked for; one that says "please wait" or shows a captcha does not."""
    if ask.wants == "record":
        return answer.body.lstrip()[:1] == b"{"
    return ask.wants == "page" or pages.target(answer) is not None


_NOTHING: tuple[int, list[str]] = (0, [])
_CACHE = (_VERSION, [_TABLE])
_REMOVE_IT = "remove the file, and a new one is made"


class Cache:
    """Answers by their address; with `path` None a temporary database, removed when it is closed."""

    def __init__(self, path: str | os.PathLike[str] | None) -> None:
        """Open the file, or make it; raise CacheError if it cannot be used."""
        self._name = "" if path is None else os.fspath(path)
        try:
            self._db = sqlite3.connect(self._name, timeout=_WAIT, isolation_level=None, check_same_thread=False)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise
        except (sqlite3.Error, ValueError) as err:  # ValueError: a name that no file can have
            raise CacheError(f"{self._name}: cannot be used as a cache ({err})") from err

    def _prepare(self) -> None:
        """Make a new file a cache; raise CacheError for any other database, and leave that as it is."""
        if self._holds() == _NOTHING:
            self._db.execute("BEGIN EXCLUSIVE")
            if self._holds() == _NOTHING:  # no other process was faster
                self._db.execute(_TABLE)
                self._db.execute(f"PRAGMA user_version={_VERSION}")
            self._db.execute("COMMIT")
        if self._holds() != _CACHE:
            what = "another database, or a cache of another version of embeds"
            raise CacheError(f"{self._name}: {what}; it stays as it is: name another file")
        # WAL lets processes read while one writes; with it an answer survives a kill once it is committed.
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")

    def _holds(self) -> tuple[int, list[str]]:
        """Return the version that a file names, and the SQL of all that it holds: tables, views, triggers."""
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        rows = self._db.execute("SELECT sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
        return version, [sql for (sql,) in rows]

    def get(self, ask: Ask) -> Answer | None:
        """Return the answer to a request; None if there is none, or it is too old. Raises CacheError."""
        try:
            row = self._db.execute("SELECT answer FROM answers WHERE url = ?", (ask.url,)).fetchone()
            answer = recorded_rows.read(recorded_rows.Row, row[0]).answer() if row else None
        except ValueError as err:
            raise CacheError(f"{self._name}: an answer in it is damaged ({err}); {_REMOVE_IT}") from err
        except sqlite3.Error as err:
            raise CacheError(f"{self._name}: cannot be read ({err}); {_REMOVE_IT}") from err
        if answer is None or ((lives := age(ask, answer)) and dt.datetime.now(dt.UTC) - answer.at > lives):
            return None
        return answer

    def put(self, ask: Ask, answer: Answer) -> None:
        """Keep an answer, which survives a kill once this returns; raise CacheError."""
        try:
            row = json.dumps(to_row(answer))
            self._db.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (ask.url, row))
        except sqlite3.Error as err:
            raise CacheError(f"{self._name}: cannot be written ({err})") from err

    def close(self) -> None:
        """Close the file."""
        self._db.close()
