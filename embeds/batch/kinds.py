"""Tell what a file holds, by its name and by how it begins."""

from __future__ import annotations

import codecs
import csv
import json
import re
from pathlib import Path
from typing import Literal

from ..errors import InputError
from . import compression
from .text_field import text_field

Kind = Literal["text", "page", "lines", "document", "table", "parquet", "warc", "folder"]
SHOWN: dict[Kind, str] = {
    "lines": "lines of JSON",
    "document": "JSON",
    "table": "a table (CSV)",
    "parquet": "a Parquet table",
    "warc": "a web archive (WARC)",
    "folder": "a folder",
}
TEXTS = (".txt", ".text", ".md")
PAGES = (".html", ".htm", ".xhtml")
LINES = (".jsonl", ".ndjson", ".jl")
TABLES = (".csv", ".tsv")
MANY: dict[str, Kind] = {
    **dict.fromkeys(LINES, "lines"),
    ".json": "document",
    **dict.fromkeys(TABLES, "table"),
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
_NOT_TEXT = {
    b"%PDF-": "a PDF; extract its text first, for example with pdftotext",
    b"PK\x03\x04": "a zip archive or an Office file; unpack it, or save it as text or as CSV (UTF-8)",
    b"\xd0\xcf\x11\xe0": "an Office file of an old kind; save it as text or as CSV (UTF-8)",
    b"SQLite format 3\0": "a database of SQLite; write its table to a CSV file",
    b"\x89PNG": "a picture; give it text",
    b"\xff\xd8\xff": "a picture; give it text",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive; unpack it",
}
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")
_ARRAY = re.compile(rb"\[\s*+\{")  # not "[caption …]", nor "[1] See …"
_CELL = re.compile(r"[\w .:/-]{0,40}")  # the name of a column
# What stands before the row that names the columns: a byte order mark, a line "sep=;" for Excel.
TOLD_TO_EXCEL = re.compile(rb"(?:\xef\xbb\xbf)?(?:sep=(?P<by>[,;\t|])\r?\n)?")
_WIDEST = 10_000  # characters of a line that names columns
_LOOKED_AT = 20  # lines of which one may be an object: the first may be broken


def ending(name: str) -> str:
    """Return a name's ending in small letters, without that of a compression: ".jsonl" for x.jsonl.gz."""
    path = Path(name.lower())
    return path.with_suffix("").suffix if path.suffix in compression.ENDINGS else path.suffix


def is_compressed(name: str) -> bool:
    """Return whether a name says that the file is compressed as a whole."""
    return Path(name).suffix.lower() in compression.ENDINGS


def told(name: str, head: bytes) -> Kind:
    """Return what a file holds that begins with `head`, unpacked; raise InputError for what is no text at all.

    A name that says that it holds many articles is believed, unless the file is plainly of another format.
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    for sign, what in _NOT_TEXT.items():
        if head.startswith(sign):
            raise InputError(f"{name}: {what}")
    by_name = ending(name)
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if by_name in LINES:
        return "document" if _ARRAY.match(start) else "lines"  # some call an array .jsonl; "{" alone is a broken row
    if by_name in MANY and by_name != ".json":
        return MANY[by_name]
    if by_name in PAGES:
        return "page"
    if by_json := _json(start):
        return by_json
    if by_name == ".json":
        return "document"
    if begins_like_html(start):
        return "page"
    return "table" if by_name not in TEXTS and delimiter_of(start) else "text"


def begins_like_html(head: bytes) -> bool:
    """Return whether a file begins like a page of HTML."""
    return head[:200].removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith(_HTML_STARTS)


def _json(start: bytes) -> Kind | None:
    """Return "lines" for objects one a line, "document" for an array or an object over many lines, None for neither."""
    if _ARRAY.match(start):
        return "document"
    lines = start.split(b"\n", _LOOKED_AT)
    is_cut = len(lines) == 1 and not _is_object(lines[0])
    if any(map(_is_object, lines[:_LOOKED_AT])) or (is_cut and re.match(rb'\{\s*+"[^"\\]{1,100}+"\s*+:', start)):
        return "lines"
    return "document" if len(lines) > 1 and lines[0].rstrip() == b"{" else None


def _is_object(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def cells_of(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line of a table; none if it cannot be one."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def delimiter_of(start: bytes, field: str = "") -> str | None:
    """Return what separates the columns of a table whose first line names the one with the text, or None.

    `field` is its name; if that is "", any of the usual names does. A line "sep=;" before it says it as well.
    """
    if (told_to_excel := TOLD_TO_EXCEL.match(start)) and (by := told_to_excel["by"]):
        return str(by, "ascii")
    line = start.split(b"\n", 1)[0].decode("utf-8-sig", "replace")
    for delimiter in ",;\t|" if len(line) <= _WIDEST else "":
        cells = cells_of(line, delimiter)
        named = field in cells if field else text_field(cells) is not None
        if len(cells) > 1 and named and all(map(_CELL.fullmatch, cells)):
            return delimiter
    return None
