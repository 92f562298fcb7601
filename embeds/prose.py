"""Cut the records' spans out of the source: the prose, and the pieces that lead back from it to the source."""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter

from .text.blocks import Source

Stretch = tuple[int, int]  # start and end in the source
Piece = tuple[int, int, int]  # offset in the prose, start and end in the source


def without(text: str, spans: Sequence[Stretch]) -> tuple[str, tuple[Piece, ...]]:
    """Return the text without the spans, and its pieces as in `Article.pieces`.

    Of the white space before and behind a span, the stretch with more newlines stays (the longer one of two equals);
    where the text begins or ends with a span, none stays. Everything else is kept as it is.
    """
    if not spans:
        return text, ((0, 0, len(text)),) if text else ()
    kept = _kept(text, spans)
    pieces = []
    length = 0
    for start, end in kept:
        pieces.append((length, start, end))
        length += end - start
    return "".join([text[start:end] for start, end in kept]), tuple(pieces)


def with_markers(text: str, spans: Sequence[Stretch], markers: Sequence[str]) -> tuple[str, tuple[Piece, ...]]:
    """Return the text with a marker in place of each span, white space kept, and its pieces as in `Article.pieces`."""
    words: list[str] = []
    pieces: list[Piece] = []
    length = at = 0
    for (start, end), marker in zip([*spans, (len(text), len(text))], [*markers, ""], strict=True):
        for stretch, word in (((at, start), text[at:start]), ((start, end), marker)):
            if word:
                words.append(word)
                pieces.append((length, *stretch))
                length += len(word)
        at = end
    return "".join(words), tuple(pieces)


def marker(template: str, n: int, kind: str, platform: str) -> str:
    """Return a marker's text; raise ValueError if anything but {n}, {kind} and {platform} stands in braces."""
    try:
        fields = {field for _, field, _, _ in Formatter().parse(template) if field is not None}
    except ValueError as err:
        raise ValueError(f"marker {template!r}: {err}; write {{{{ and }}}} for braces themselves") from err
    if unknown := sorted(fields - {"n", "kind", "platform"}):
        raise ValueError(
            f"marker {template!r}: {{{unknown[0]}}} is not known; "
            "only {n}, {kind} and {platform} may stand in braces"
        )
    return template.format(n=n, kind=kind, platform=platform)


def _kept(text: str, spans: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches of the text that make up the prose, in order; those that touch are joined."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    gaps = list(zip(edges[::2], edges[1::2], strict=True))
    trim = Source(text, 0, len(text)).trim
    kept: list[Stretch] = []
    white: list[Stretch] = []  # the white space since the last words
    for number, (start, end) in enumerate(gaps):
        first, last = trim(start, end)
        if first == last and len(gaps) > 1:
            white.append((start, end))
            continue
        white.append((start, first))
        if number == 0:
            kept.append((start, first))  # a text that begins with prose keeps the white space before it
        elif kept:
            kept.append(max(white, key=lambda gap: (text.count("\n", *gap), gap[1] - gap[0])))
        kept.append((first, last))
        white = [(last, end)]
    if gaps[-1] != white[-1]:
        kept.append(white[-1])  # a text that ends with prose keeps the white space behind it
    return _joined(kept)


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in stretches:
        if start == end:
            continue
        if joined and joined[-1][1] == start:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined
