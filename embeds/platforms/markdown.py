"""Links in Markdown, as some scrapers leave them in a text: `[words](https://ellery.example/ "title")`."""

from __future__ import annotations

import re

from ..text.blocks import Source

LINK_END = re.compile(r"\]\((?P<href>[^()\s]{8,300})(?:\s\"[^\"\n]{0,300}\")?\)")
LINK = re.compile(rf"\[(?P<words>[^\[\]\n]{{1,200}}){LINK_END.pattern}")

Stretch = tuple[int, int]


def around(source: Source, start: int, end: int, floor: int) -> tuple[int, int, Stretch | None]:
    """[start, end) with the link whose words it is, and where the link's address stands; unchanged if it is none's."""
    closing = LINK_END.match(source.text, end, source.end)
    if closing is None or start <= max(floor, source.start) or source.text[start - 1] != "[":
        return start, end, None
    return start - 1, closing.end(), closing.span("href")


def words(source: Source, start: int, end: int) -> Stretch:
    """Where the words of [start, end) stand: inside of the brackets, if it is a link."""
    link = LINK.fullmatch(source.text, start, end)
    return link.span("words") if link else (start, end)
