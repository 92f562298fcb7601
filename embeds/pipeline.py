"""The ways through: text in, Article out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from . import prose
from .detector import FAMILIES, detect
from .records import Article, Credit, Post, Residue


def clean(text: str, marker: str | None = None) -> Article:
    """Take posts and image credits out of an article's text.

    `marker`, if given, is left where a record stood; in it {n} is the record's index in `records`, {kind} its kind
    and {platform} its platform (empty for a credit). Never raises on any `str`; raises ValueError for a marker with
    another name in braces, and TypeError for anything but a `str`.

    >>> clean("He was clear.\\n\\nEnough! — Mara Voss (@maravoss) May 3, 2021\\n\\nSo was she.").prose
    'He was clear.\\n\\nSo was she.'
    """
    if not isinstance(text, str):
        raise TypeError(f"clean takes the text of an article as str, not {type(text).__name__}: decode it first")
    records = tuple(FAMILIES[fragment.family].normalize(fragment) for fragment in detect(text))
    spans = [(record.span.start, record.span.end) for record in records]
    if marker is None:
        words, pieces = prose.without(text, spans)
    else:
        markers = [_marker(marker, n, record) for n, record in enumerate(records)]
        words, pieces = prose.with_markers(text, spans, markers)
    return Article(source=text, prose=words, records=records, pieces=pieces)


def clean_many(texts: Iterable[str], marker: str | None = None) -> Iterator[Article]:
    """`clean` for each text, one after the other as they are asked for."""
    for text in texts:
        yield clean(text, marker)


def _marker(template: str, n: int, record: Post | Credit | Residue) -> str:
    platform = "" if isinstance(record, Credit) else record.platform or ""
    try:
        return template.format(n=n, kind=record.kind, platform=platform)
    except (KeyError, IndexError, ValueError, AttributeError) as err:
        raise ValueError(f"marker {template!r}: only {{n}}, {{kind}} and {{platform}} may stand in braces") from err
