"""Read a text or a page from a file or from standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

from ..batch import files, kinds
from ..batch.files import STDIN as STDIN
from ..batch.job import LONGEST
from ..batch.paths import missing
from ..errors import InputError
from ..text import encodings


class ManyArticles(InputError):  # noqa: N818 - what it says of a file
    """A file holds many articles, which are cleaned into a file."""


def read_article(name: str, is_html: bool | None, *, quiet: bool = False) -> tuple[str, bool]:
    """Return the text of a file, line ends unchanged, and whether it is HTML.

    If `is_html` is None, the file's name tells, or how its content begins; a line on standard error says so unless
    `quiet`. Raises InputError if the file cannot be read, and ManyArticles if it holds many: never with False, and with
    True only if its name says so.
    """
    if not name:
        raise InputError(missing(name))
    try:
        if name != STDIN and Path(name).is_dir():
            raise ManyArticles(_many(name, "folder"))
        head, stream = files.begun(name)
        kind = "text" if is_html is False else kinds.told(shown(name), head)
        if kind in kinds.SHOWN and (is_html is None or kinds.ending(name) in kinds.MANY or name == STDIN):
            raise ManyArticles(_many(name, kind))
        if is_html is None:
            is_html = kind == "page"
            if is_html and kinds.ending(name) not in kinds.PAGES and not quiet:
                told = "begins like HTML and is read as HTML; use --text for text"
                print(f"embeds: {shown(name)}: {told}", file=sys.stderr)
        raw = files.read(name, stream, LONGEST)
    except FileNotFoundError as err:
        raise InputError(missing(name)) from err
    except OSError as err:
        raise InputError(f"{shown(name)}: {err.strerror or err}") from err
    except ValueError as err:
        raise InputError(f"{name!r}: no file can have this name ({err})") from err
    return decoded(raw, name, is_html), is_html


def decoded(raw: bytes, name: str, is_html: bool) -> str:
    """Return the text of a file's bytes; raise InputError if they are none, or too many."""
    if len(raw) > LONGEST:
        raise InputError(f"{shown(name)}: longer than {LONGEST:,} bytes, too long for an article; split it")
    try:
        return _page(raw) if is_html else encodings.text(raw)
    except ValueError as err:
        raise InputError(f"{shown(name)}: {err}") from err


def _many(name: str, kind: kinds.Kind) -> str:
    """Return what to type for a file that holds many articles."""
    out = "cleaned.parquet" if kind == "parquet" else "cleaned.jsonl"
    screen = "" if kind == "parquet" else "; -o - prints the rows"
    given = "- " if name == STDIN else f"{quote(name)} "
    return f"{shown(name)}: {kinds.SHOWN[kind]}; to clean its articles, type: embeds clean {given}-o {out}{screen}"


def shown(name: str) -> str:
    """Return the name of a file for a message."""
    return "standard input" if name == STDIN else name


def _page(raw: bytes) -> str:
    from ..markup import scan

    text = encodings.page(raw)
    if len(text) > scan.LONGEST:
        raise ValueError(f"{len(text):,} characters, and a page may have {scan.LONGEST:,}; split it")
    return text
