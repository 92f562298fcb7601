"""Fuzz dates and links in words: each offset is asked for a date, and links are found, glued ones too."""

from __future__ import annotations

import datetime as dt
import functools
import re

from embeds.data import tables
from embeds.text import dates, links

from . import made, pieces
from .draws import Draws

_TOKEN = re.compile(r"'[^']*'|d+|M+|y+|G|.", re.DOTALL)  # tokens of CLDR's notation


def date(draws: Draws) -> str:
    """Return a few dates in the notation of any language, changed."""
    return made.changed(
        draws, draws.one(("", " ", "\n")).join(_date(draws) for _ in range(1 + draws.below(3))), _pools()
    )


def _date(draws: Draws) -> str:
    shapes, names = draws.one(_locales())
    months = draws.one(names) or ["5"]
    fields = {
        "d": str(draws.below(40)),
        "MMMM": draws.one(months),
        "M": str(draws.below(15)),
        "y": str(draws.below(10_000)),
    }

    def written(token: re.Match[str]) -> str:
        whole = token[0]
        return fields.get(whole) or fields.get(whole[0]) or ("AD" if whole == "G" else whole.strip("'"))

    return _TOKEN.sub(written, draws.one(shapes))


@functools.cache
def _locales() -> list[tuple[list[str], list[list[str]]]]:
    """Return each language's forms of dates, and its names for each month."""
    files = [tables.load(f"locales/{path.name}") for path in sorted((tables.FOLDER / "locales").glob("*.json"))]
    return [(file["date"], file["months"]) for file in files]


def of_dates(text: str) -> None:
    """Check that `dates` reads nothing or a date of at least one character at each of the first offsets."""
    for start in range(min(len(text), 60)):
        for read in (dates.match, dates.glued):
            found = read(text, start)
            if found is None:
                continue
            assert start < found[0] <= len(text), "a date ends before it begins, or outside the text"
            assert found[1] is None or isinstance(found[1], dt.date), "not a date"


def link(draws: Draws) -> str:
    """Return links and words in a row, with nothing between them or white space."""
    words = draws.one(("", "", " ", "\n")).join(draws.one(draws.one(_pools())) for _ in range(draws.below(12)))
    return made.changed(draws, words, _pools())


def of_links(text: str) -> None:
    """Check that links stand in order and that what is left without those at the end begins like the text."""
    at = 0
    for start, end, _ in links.find(text):
        assert at <= start < end <= len(text), "links overlap, are empty or lie outside the text"
        found = links.link(text[start:end])
        assert found.raw == text[start:end] and "://" in found.url, "a link is not what is written"
        at = end
    left = links.without_tail(text)
    assert text.startswith(left) and left == left.rstrip(), "not the beginning of the text"
    assert links.without_tail(left) == left, "taken off twice is more than once"


def _pools() -> tuple[pieces.Pool, ...]:
    names = ("addresses", "prose", "white space", "signs", "post parts", "address parts", "strange", "addresses")
    return tuple(map(pieces.pool, names))
