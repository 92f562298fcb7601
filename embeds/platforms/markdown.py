"""Read links in Markdown, as some scrapers leave them in a text: `[words](https://ellery.example/ "title")`."""

from __future__ import annotations

import re

from ..text.blocks import Source

LINK_END = re.compile(r"\]\((?P<href>[^()\s]{8,300})(?:\s\"[^\"\n]{0,300}\")?\)")
LINK = re.compile(rf"\[(?P<words>[^\[\]\n]{{1,200}}){LINK_END.pattern}")

Stretch = tuple[int, int]  # start and end, code points into the whole text


def around(source: Source, start: int, end: int, floor: int) -> tuple[int, int, Stretch | None]:
    """Return start and end of the link whose words are [start, end), and where its address stands.

    If these are the words of no link, or it begins before the floor, return `start`, `end` and None.
    """
    closing = LINK_END.match(source.text, end, source.end)
    if closing is None or start <= max(floor, source.start) or source.text[start - 1] != "[":
        return start, end, None
    return start - 1, closing.end(), closing.span("href")


def words(source: Source, start: int, end: int) -> Stretch:
    """Return where the words of [start, end) stand: inside the brackets if it is a link, else all of it."""
    link = LINK.fullmatch(source.text, start, end)
    return link.span("words") if link else (start, end)
