"""Make texts and pages as no scraper would write them: pieces in a row, then changes; mostly short."""

from __future__ import annotations

import html

from . import pieces
from .draws import Draws

_LONGEST = 3_000  # characters of most inputs: a long one takes the time of many
_REPEATED = 10_000  # characters of a rare input: enough to see time that grows with the square


def text(draws: Draws) -> str:
    """Return a text."""
    return changed(draws, _put_together(draws, pieces.texts(), pieces.of_texts()), pieces.of_texts())


def page(draws: Draws) -> str:
    """Return a page of HTML, well formed or not."""
    return changed(draws, _put_together(draws, pieces.pages(), pieces.of_pages()), pieces.of_pages())


def seldom_changed(draws: Draws, words: str, pools: tuple[pieces.Pool, ...]) -> str:
    """Return the words changed, or two times in three as they are: most changes to JSON only break it."""
    return changed(draws, words, pools) if draws.rarely(3) else words


def filled(draws: Draws, row: str) -> str:
    """Return JSON with other members in place of each <more>; they win over earlier ones of the same key."""
    first, *others = row.split("<more>")
    return first + "".join(
        "".join(f", {draws.one(pieces.pool('members'))}" for _ in range(draws.below(3))) + other for other in others
    )


def _put_together(draws: Draws, wholes: pieces.Pool, pools: tuple[pieces.Pool, ...]) -> str:
    """Return a whole case, two halves of two, or pieces in a row, with white space between them or none."""
    how = draws.below(8)
    if how == 0:
        return draws.one(wholes)[:_LONGEST]
    if how == 1:
        first, second = draws.one(wholes), draws.one(wholes)
        return (first[: draws.below(len(first) + 1)] + second[draws.below(len(second) + 1) :])[:_LONGEST]
    between = draws.one(("", " ", "\n", "\n\n"))
    return between.join(draws.one(draws.one(pools)) for _ in range(draws.below(14)))[:_LONGEST]


def changed(draws: Draws, words: str, pools: tuple[pieces.Pool, ...]) -> str:
    """Return the words after up to five changes."""
    for _ in range(draws.below(6)):
        start, end = draws.part(words)
        if draws.rarely(3):
            end = min(end, start + draws.below(12))  # short stretches break other things than long ones
        part = draws.one(draws.one(pools)) if draws.rarely(4) else draws.one(_CHANGES)(draws, words[start:end])
        words = words[:start] + part + words[end:]
    if draws.rarely(250):
        start, end = draws.part(words)
        piece = words[start:end] if draws.rarely(2) else draws.one(draws.one(pools))
        words = words[:start] + piece * (_REPEATED // max(1, len(piece))) + words[end:]
    return words[: _REPEATED + _LONGEST]


def _cut(_draws: Draws, _part: str) -> str:
    return ""


def _doubled(draws: Draws, part: str) -> str:
    return part[:200] * (2 + draws.below(8))


def _glued(_draws: Draws, part: str) -> str:
    return "".join(part.split())


def _spaced(draws: Draws, part: str) -> str:
    return draws.one(pieces.pool("white space")).join(part.split(" "))


def _escaped(draws: Draws, part: str) -> str:
    """Return the part with entities: for the five characters that need them, for all, or escaped twice."""
    how = draws.below(3)
    return (
        "".join(f"&#{ord(c)};" for c in part[:40]) if how == 0 else html.escape(html.escape(part) if how > 1 else part)
    )


def _unescaped(_draws: Draws, part: str) -> str:
    return html.unescape(part)


def _cased(draws: Draws, part: str) -> str:
    return draws.one((part.upper(), part.lower(), part.title(), part.swapcase()))


def _quoted(draws: Draws, part: str) -> str:
    """Return the part as Markdown and mail write it."""
    before, after = draws.one(
        (("> ", ""), ("**", "**"), ("[", "](https://t.co/a1B2c3D4e5)"), ("* ", ""), ("(", ")"), ("“", "”"))
    )
    return before + part.replace("\n", "\n> " if before == "> " else "\n") + after


def _garbled(draws: Draws, part: str) -> str:
    """Return the part decoded with a wrong encoding."""
    return part.encode("utf-8", "replace").decode(draws.one(("latin-1", "cp1252", "cp1251")), "replace")


def _strewn(draws: Draws, part: str) -> str:
    """Return the part with one character behind every letter or word."""
    sign = draws.one(pieces.pool("strange"))
    return sign.join(part[:200] if draws.below(2) else part.split(" "))


_CHANGES = (_cut, _cut, _doubled, _glued, _spaced, _escaped, _unescaped, _cased, _quoted, _garbled, _strewn)
