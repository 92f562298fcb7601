"""The public functions `clean`, `clean_html` and `clean_many`: text or HTML in, an Article out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

# Public hints say `embeds.Article`, so that it is imported only when a tool resolves the hints (typing.get_type_hints,
# pydantic, Sphinx).
import embeds

from . import prose
from .detector import FAMILIES, detect
from .platforms.family import Fragment

if TYPE_CHECKING:  # the modules that read HTML are imported where they are used: most callers have text
    from .markup import scan


Captions = Literal["keep", "remove"]


def clean(text: str, marker: str | None = None, captions: Captions = "remove") -> embeds.Article:
    r"""Take posts, image credits and leftovers of embeds out of an article's text.

    If `marker` is given, it is left where each record stood: {n} in it becomes the record's index in `records`, {kind}
    its kind and {platform} the platform of a post. With captions="keep" the prose loses only the credit lines and keeps
    the captions beside them; the records are the same. Never raises on any `str`; raises ValueError for a marker with
    another name in braces or another value of `captions`, and TypeError if `text` is not a `str`.

    >>> clean("He was clear.\n\nEnough! — Mara Voss (@maravoss) May 3, 2021\n\nSo was she.").prose
    'He was clear.\n\nSo was she.'
    """
    from .records import Article

    fragments = _fragments(text)
    records = tuple(FAMILIES[fragment.family].normalize(fragment) for fragment in fragments)
    words, pieces = _cut(text, fragments, marker, captions)
    return Article(source=text, prose=words, records=records, pieces=pieces)


def clean_html(html: str, marker: str | None = None) -> embeds.Article:
    """Take embeds, captions and credits out of a page of HTML, and leave every other byte as it is.

    `prose` is the page without the records' elements; a record's `span` is where its element stood in the page, and
    `raw` is that element's markup. `marker` is left in its place as `clean` does. A page of more than `scan.LONGEST`
    code points is returned unchanged, without records. Never raises on any `str`; raises ValueError and TypeError as
    `clean` does.

    >>> page = '<p>See:</p><iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>'
    >>> clean_html(page).prose, clean_html(page).posts[0].permalink
    ('<p>See:</p>', 'https://www.youtube.com/watch?v=a1B2c3D4e5F')
    """
    from .markup import scan
    from .records import Article

    found = _lifted(html)
    records = tuple(scan.normalize(one, html) for one in found)
    words, pieces = _cut_html(html, found, marker)
    return Article(source=html, prose=words, records=records, pieces=pieces)


def clean_many(
    texts: Iterable[str], marker: str | None = None, captions: Captions = "remove"
) -> Iterator[embeds.Article]:
    """Yield the Article of each text, cleaned one at a time as it is asked for; arguments and errors as for `clean`."""
    for text in texts:
        yield clean(text, marker, captions)


def prose_of(text: str, marker: str | None = None, captions: Captions = "remove") -> str:
    """Return the prose that `clean` gives, without making the records and without importing pydantic."""
    return _cut(text, _fragments(text), marker, captions)[0]


def prose_of_html(html: str, marker: str | None = None) -> str:
    """Return the page that `clean_html` gives, without making the records."""
    return _cut_html(html, _lifted(html), marker)[0]


def _lifted(html: str) -> list[scan.Found]:
    from .markup import scan

    if not isinstance(html, str):
        raise TypeError(f"embeds takes a page as str, not {type(html).__name__}: decode it first")
    return scan.find(html)


def _cut_html(html: str, found: list[scan.Found], marker: str | None) -> tuple[str, tuple[prose.Piece, ...]]:
    from .markup import scan

    markers = [
        "" if marker is None else prose.marker(marker, n, *scan.kind_and_platform(one)) for n, one in enumerate(found)
    ]
    return prose.with_markers(html, [one.span for one in found], markers)


def _fragments(text: str) -> list[Fragment]:
    if not isinstance(text, str):
        raise TypeError(f"embeds takes the text of an article as str, not {type(text).__name__}: decode it first")
    return detect(text)


def _cut(
    text: str, fragments: list[Fragment], marker: str | None, captions: Captions
) -> tuple[str, tuple[prose.Piece, ...]]:
    if captions not in ("keep", "remove"):
        raise ValueError(f'captions is "keep" or "remove", not {captions!r}')
    spans, markers = [], []
    for n, fragment in enumerate(fragments):
        kind = FAMILIES[fragment.family].kind
        start, end = 0, len(fragment.raw)
        if captions == "keep" and kind == "credit":
            start, end = fragment.parts.get("credit", (0, 0))
        if start < end:  # with captions="keep", a caption that has no credit stays whole
            spans.append((fragment.start + start, fragment.start + end))
            markers.append(prose.marker(marker or "", n, kind, fragment.family if kind == "post" else ""))
    return prose.without(text, spans) if marker is None else prose.with_markers(text, spans, markers)
