"""The public functions `clean` and `clean_html`: text or HTML in, an Article out."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from os import PathLike
from typing import TYPE_CHECKING, Literal, NamedTuple

# Public hints say `embeds.Article`, so that it is imported only when a tool resolves the hints (typing.get_type_hints,
# pydantic, Sphinx).
import embeds

from . import prose
from .credits import caption_shortcode
from .detector import FAMILIES, detect
from .learned.weights import of_file, replaced
from .platforms.family import Fragment
from .text.view import View, view
from .wanted import ALL, Kinds, Platforms, Wanted, wanted

if TYPE_CHECKING:  # the modules that read HTML are imported where they are used: most callers have text
    from .markup import scan
    from .records import Record


Stretch = tuple[int, int]  # start and end in the text, in code points
Captions = Literal["keep", "remove"]


def clean(
    text: str,
    marker: str | None = None,
    captions: Captions = "remove",
    *,
    kinds: Kinds = None,
    platforms: Platforms = None,
    credits: str | PathLike[str] | None = None,  # noqa: A002 - as all else here calls them
) -> embeds.Article:
    r"""Take posts, image credits and leftovers of embeds out of an article's text.

    If `marker` is given, it is left where each record stood: {n} in it becomes the record's index in `records`, {kind}
    its kind and {platform} the platform of a post. With captions="keep" the prose loses only the credit lines and keeps
    the captions beside them; the records are the same. `kinds` ("post", "credit", "residue") and `platforms` limit what
    is taken out to records of these kinds, and to those of these platforms, which credits have none of. `credits` is a
    file of weights for credits that `embeds.training.credits --out` wrote. Never raises on any `str`; raises ValueError
    for a marker with another name in braces, and for another value of `captions`, `kinds` or `platforms`, TypeError if
    `text` is not a `str`, and OSError or ValueError for a file that is not there or holds no weights.

    >>> clean("He was clear.\n\nEnough! — Mara Voss (@maravoss) May 3, 2021\n\nSo was she.").prose
    'He was clear.\n\nSo was she.'
    """
    with _judged_by(credits):
        found = _read(text, wanted(kinds, platforms))
    words, pieces = _cut(found, marker, captions)
    return embeds.Article(source=text, prose=words, records=found.records(), pieces=pieces)


def clean_html(
    html: str,
    marker: str | None = None,
    *,
    kinds: Kinds = None,
    platforms: Platforms = None,
    credits: str | PathLike[str] | None = None,  # noqa: A002 - as all else here calls them
) -> embeds.Article:
    """Take embeds, captions and credits out of a page of HTML, and leave every other byte as it is.

    `prose` is the page without the records' elements; a record's `span` is where its element stood in the page, and
    `raw` is that element's markup. `marker` is left in its place, `kinds` and `platforms` limit what is taken out, and
    `credits` is a file of weights, as in `clean`. A page of more than `scan.LONGEST` code points is returned unchanged,
    without records. Never raises on any `str`; raises ValueError and TypeError as `clean` does.

    >>> page = '<p>See:</p><iframe src="https://www.youtube.com/embed/a1B2c3D4e5F"></iframe>'
    >>> clean_html(page).prose, clean_html(page).posts[0].permalink
    ('<p>See:</p>', 'https://www.youtube.com/watch?v=a1B2c3D4e5F')
    """
    from .markup import scan

    with _judged_by(credits):
        found = _lifted(html, wanted(kinds, platforms))
        records = tuple(scan.normalize(one, html) for one in found)
    words, pieces = _cut_html(html, found, marker)
    return embeds.Article(source=html, prose=words, records=records, pieces=pieces)


def _judged_by(file: str | PathLike[str] | None) -> AbstractContextManager[None]:
    return nullcontext() if file is None else replaced(of_file(file))


def prose_of(text: str, marker: str | None = None, captions: Captions = "remove", want: Wanted = ALL) -> str:
    """Return the prose that `clean` gives, without making the records and without importing pydantic."""
    return _cut(_read(text, want), marker, captions)[0]


def prose_of_html(html: str, marker: str | None = None, want: Wanted = ALL) -> str:
    """Return the page that `clean_html` gives, without making the records."""
    return _cut_html(html, _lifted(html, want), marker)[0]


def _named(given: object) -> str:
    """Return the type of what is no `str`, and what to do with bytes."""
    return f"{type(given).__name__}{': decode it first' if isinstance(given, bytes) else ''}"


def _lifted(html: str, want: Wanted = ALL) -> list[scan.Found]:
    from .markup import scan

    if not isinstance(html, str):
        raise TypeError(f"embeds takes a page as str, not {_named(html)}")
    found = scan.find(html)
    return found if want.is_all else [one for one in found if want.takes(*scan.kind_and_platform(one))]


def _cut_html(html: str, found: list[scan.Found], marker: str | None) -> tuple[str, tuple[prose.Piece, ...]]:
    markers = [""] * len(found)
    if marker is not None:
        from .markup.scan import kind_and_platform

        markers = [prose.marker(marker, n, *kind_and_platform(one)) for n, one in enumerate(found)]
    return prose.with_markers(html, [one.span for one in found], markers)


def _read(text: str, want: Wanted = ALL) -> _Reading:
    """Return what stands in a text, found in its plain words, and is wanted."""
    if not isinstance(text, str):
        raise TypeError(f"embeds takes the text of an article as str, not {_named(text)}")
    seen = view(text)
    fragments = [one for one in detect(seen.words, seen) if want.is_all or want.takes(*_kind_and_platform(one))]
    if not seen.pieces:
        return _Reading(text, seen, fragments, [(one.start, one.end) for one in fragments])
    spans: list[Stretch] = []
    for one in fragments:
        start, end = seen.span(one.start, one.end)
        spans.append((max(start, spans[-1][1] if spans else 0), end))  # marks that cross, as in "*a [b* c](d)", go once
    return _Reading(text, seen, fragments, spans)


def _kind_and_platform(fragment: Fragment) -> tuple[str, str | None]:
    family = FAMILIES[fragment.family]
    return family.kind, getattr(family.normalize(fragment), "platform", None)


class _Reading(NamedTuple):
    """A text, the view of it, the fragments of its plain words, and the stretches of the text where they stand."""

    text: str
    seen: View
    fragments: list[Fragment]
    spans: list[Stretch]

    def part(self, n: int, start: int, end: int) -> Stretch:
        """Return where a part of fragment `n` stands in the text, which is [start, end) of the fragment's words."""
        (low, high), at = self.spans[n], self.fragments[n].start
        start, end = self.seen.span(at + start, at + end)
        return min(max(low, start), high), min(max(low, end), high)

    def records(self) -> tuple[Record, ...]:
        """Return the records of the fragments, with spans of the text."""
        made: list[Record] = [FAMILIES[fragment.family].normalize(fragment) for fragment in self.fragments]
        return tuple(made) if not self.seen.pieces else tuple(self._moved(n, record) for n, record in enumerate(made))

    def _moved(self, n: int, record: Record) -> Record:
        """Return a record whose spans are of the plain words with spans of the text."""
        from .records import Credit, Span

        start, end = self.spans[n]
        moved: dict[str, object] = {"span": Span(start=start, end=end), "raw": self.text[start:end]}
        for name in ("credit_span", "caption_span") if isinstance(record, Credit) else ():
            if span := getattr(record, name):
                at = self.fragments[n].start
                low, high = self.part(n, span.start - at, span.end - at)
                moved[name] = Span(start=low, end=high)
        return record.model_copy(update=moved)


def _cut(found: _Reading, marker: str | None, captions: Captions) -> tuple[str, tuple[prose.Piece, ...]]:
    if captions not in ("keep", "remove"):
        raise ValueError(f'captions is "keep" or "remove", not {captions!r}')
    spans, markers = [], []
    for n, fragment in enumerate(found.fragments):
        kind = FAMILIES[fragment.family].kind
        whole = captions == "remove" or kind != "credit"
        shown = prose.marker(marker or "", n, kind, fragment.family if kind == "post" else "")
        for span in [found.spans[n]] if whole else _beside_caption(found, n):
            spans.append(span)
            markers.append(shown)
            shown = ""
    if marker is None:
        return prose.without(found.text, spans)
    return prose.with_markers(found.text, spans, markers)


def _beside_caption(found: _Reading, n: int) -> list[Stretch]:
    """Return what goes of a credit if its caption is kept: the credit line, and a shortcode with it."""
    fragment = found.fragments[n]
    caption, credit = fragment.parts.get("caption"), fragment.parts.get("credit")
    if caption and caption_shortcode.RULE in fragment.evidence:
        (start, end), (low, high) = found.spans[n], found.part(n, *caption)
        return [(start, low), (high, end)]
    return [found.part(n, *credit)] if credit else []
