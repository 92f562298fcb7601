"""Load the pieces of made-up texts and pages: the labelled cases of tests/, and the words that the package knows."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path

from embeds.data import tables
from embeds.detector import FAMILIES

from ..marked_cases import FOLDER, PAGES, Case, cases

Pool = tuple[str, ...]

_WORDS_AND_TAGS = re.compile(r"<[^>]*>|[^<]+")


@functools.cache
def texts() -> Pool:
    """Return the cases' texts."""
    return tuple(case.text for case in _cases(FOLDER))


@functools.cache
def pages() -> Pool:
    """Return the cases' pages."""
    return tuple(case.text for case in _cases(PAGES))


@functools.cache
def pool(name: str) -> Pool:
    """Return the words of pieces.json under one name."""
    return tuple(json.loads(Path(__file__).with_name("pieces.json").read_text(encoding="utf-8"))[name])


@functools.cache
def of_texts() -> tuple[Pool, ...]:
    """Return pools of pieces of texts; a pool that is listed twice is drawn from twice as often."""
    marked = _marked(FOLDER)
    lines = tuple(sorted({line for text in texts() for line in text.splitlines() if line.strip()}))
    return (pool("prose"), pool("white space"), pool("marks of markup"), marked, marked, lines, *_parts())


@functools.cache
def of_pages() -> tuple[Pool, ...]:
    """Return pools of pieces of pages."""
    marked = _marked(PAGES)
    pieces = tuple(sorted({piece for page in pages() for piece in _WORDS_AND_TAGS.findall(page)}))
    opened = tuple(piece[:-1] for piece in pieces if piece.startswith("<") and piece.endswith(">"))
    tags, attributes = pool("tags"), pool("attributes")
    return (tags, pool("prose"), marked, marked, pieces, pieces, opened, attributes, attributes, *_parts())


def _parts() -> tuple[Pool, ...]:
    names = ("signs", "white space", "post parts", "credit parts", "strange")
    return (*map(pool, names), _anchors())


def _cases(folder: Path) -> list[Case]:
    return [case for path in sorted(folder.glob("*.toml")) for case in cases(path.stem, folder)]


def _marked(folder: Path) -> Pool:
    """Return what stands in the cases' spans."""
    return tuple(case.text[start:end] for case in _cases(folder) for start, end in case.spans)


@functools.cache
def _anchors() -> Pool:
    """Return literals that the families look for, and months: a part of them only, since most are agencies."""
    owned = {anchor for family in FAMILIES.values() for anchor in family.anchors}
    locales = [tables.load(f"locales/{path.name}") for path in sorted((tables.FOLDER / "locales").glob("*.json"))]
    months = {name for locale in locales for names in locale["months"] for name in names}
    return tuple(sorted(owned)[::5] + sorted(months)[::3])
