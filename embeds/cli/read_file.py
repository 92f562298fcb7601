"""Read a text or a page from a file or from standard input."""

from __future__ import annotations

import codecs
import sys
from pathlib import Path

from ..batch.job import LONGEST
from ..errors import InputError
from ..text import encodings

STDIN = "-"
_HTML_NAMES = (".html", ".htm", ".xhtml")
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")


def read_article(name: str, is_html: bool | None) -> tuple[str, bool]:
    """Return the text of a file, line ends unchanged, and whether it is HTML; raise InputError if it cannot be read.

    If `is_html` is None, the file's name tells, or how its content begins.
    """
    raw = _read_bytes(name)
    shown = _shown(name)
    if is_html is None:
        is_html = name.lower().endswith(_HTML_NAMES)
        if not is_html and raw[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_HTML_STARTS):
            is_html = True
            print(f"embeds: {shown}: begins like HTML and is read as HTML; use --text for text", file=sys.stderr)
    try:
        return (_page(raw) if is_html else encodings.text(raw)), is_html
    except ValueError as err:
        raise InputError(f"{shown}: {err}") from err


def _read_bytes(name: str) -> bytes:
    """Return a file's bytes; raise InputError if it cannot be read or is longer than `LONGEST`."""
    try:
        if name != STDIN:
            with Path(name).open("rb") as file:
                raw = file.read(LONGEST + 1)
        elif sys.stdin is None:
            raise InputError("standard input is closed; name a file")
        else:
            if sys.stdin.isatty():
                print("embeds: reading an article from the terminal; end it with Ctrl-D", file=sys.stderr)
            raw = sys.stdin.buffer.read(LONGEST + 1)
    except OSError as err:
        raise InputError(f"{name}: {err.strerror or err}") from err
    except ValueError as err:  # the name holds NUL or a lone surrogate
        raise InputError(f"{name!r}: no file can have this name ({err})") from err
    if len(raw) > LONGEST:
        raise InputError(f"{_shown(name)}: longer than {LONGEST:,} bytes, too long for an article; split it")
    return raw


def _shown(name: str) -> str:
    return "standard input" if name == STDIN else name


def _page(raw: bytes) -> str:
    from ..markup import scan

    text = encodings.page(raw)
    if len(text) > scan.LONGEST:
        raise ValueError(f"{len(text):,} characters, and a page may have {scan.LONGEST:,}; split it")
    return text
