"""Find tweets' titles as link cards print them, on a line alone: `Name on Twitter: "words https://t.co/a1B2c3D4e5"`.

A sentence of the article may be written like that, too. So the words must end with the tweet's own link, or the site's
name must follow them, as in the title of a page: `Name on X: "words" / X`.
"""

from __future__ import annotations

import re

from ..text import links
from ..text.blocks import Source
from .family import Fragment, claim

ANCHORS = (" on Twitter: ", " on X: ")

# The two above. Not 'Mara on X: "words"', nor 'Mara on Twitter: "words" https://t.co/a1B2c3D4e5'.
_CARD = re.compile(
    r"(?P<name>\S[^\n]{0,59}?) on (?:Twitter|X): [\"“](?P<body>[^\n]{1,700}?)"
    rf"(?:[\"”]\s{{1,3}}/\s{{1,3}}(?:Twitter|X)|(?P<link>(?:https?://t\.co|{links.PICTURE_HOST})/{links.CODE})[\"”])"
)
_LONGEST = 800  # code points of the line: more than its name and its words may have together


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the card whose line holds the anchor, or None."""
    start, end = source.line(anchor)
    card = _CARD.fullmatch(source.text, start, end) if start >= floor and end - start <= _LONGEST else None
    if card is None:
        return None
    body = card.start("body"), card.end("link") if card["link"] else card.end("body")
    return claim("twitter", source, start, end, {"name": card.span("name"), "body": body}, "card")
