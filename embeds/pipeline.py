"""The ways through: text in, Article out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from . import prose
from .detector import FAMILIES, detect
from .family import Fragment

if TYPE_CHECKING:
    from .records import Article


def clean(text: str, marker: str | None = None) -> Article:
    r"""Take posts and image credits out of an article's text.

    `marker`, if given, is left where a record stood; in it {n} is the record's index in `records`, {kind} its kind
    and {platform} its platform (empty for a credit). Never raises on any `str`; raises ValueError for a marker with
    another name in braces, and TypeError for anything but a `str`.

    >>> clean("He was clear.\n\nEnough! — Mara Voss (@maravoss) May 3, 2021\n\nSo was she.").prose
    'He was clear.\n\nSo was she.'
    """
    from .records import Article

    fragments = _fragments(text)
    records = tuple(FAMILIES[fragment.family].normalize(fragment) for fragment in fragments)
    words, pieces = _cut(text, fragments, marker)
    return Article(source=text, prose=words, records=records, pieces=pieces)


def clean_many(texts: Iterable[str], marker: str | None = None) -> Iterator[Article]:
    """`clean` for each text, one after the other as they are asked for."""
    for text in texts:
        yield clean(text, marker)


def prose_of(text: str, marker: str | None = None) -> str:
    """The prose that `clean` would give, without making the records, and without pydantic."""
    return _cut(text, _fragments(text), marker)[0]


def _fragments(text: str) -> list[Fragment]:
    if not isinstance(text, str):
        raise TypeError(f"embeds takes the text of an article as str, not {type(text).__name__}: decode it first")
    return detect(text)


def _cut(text: str, fragments: list[Fragment], marker: str | None) -> tuple[str, tuple[prose.Piece, ...]]:
    spans = [(fragment.start, fragment.end) for fragment in fragments]
    if marker is None:
        return prose.without(text, spans)
    markers = []
    for n, fragment in enumerate(fragments):
        kind = FAMILIES[fragment.family].kind
        markers.append(prose.marker(marker, n, kind, fragment.family if kind == "post" else ""))
    return prose.with_markers(text, spans, markers)
