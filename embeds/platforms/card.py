"""A tweet's title as link cards print it, on a line of its own: `Name on Twitter: "words https://t.co/a1B2c3D4e5"`.

A sentence may say as much with a colon. So the words must end with the tweet's own link, or the site's name must
follow them, as it does in the title of a page: `Name on X: "words" / X`.
"""

from __future__ import annotations

import re

from ..text import links
from ..text.blocks import Source
from .family import Fragment, claim

ANCHORS = (" on Twitter: ", " on X: ")

_CARD = re.compile(
    r"(?P<name>\S[^\n]{0,59}?) on (?:Twitter|X): [\"“](?P<body>[^\n]{1,700}?)"
    rf"(?:[\"”]\s{{1,3}}/\s{{1,3}}(?:Twitter|X)|(?P<link>(?:https?://t\.co|{links.PICTURE_HOST})/{links.CODE})[\"”])"
)
_LONGEST = 800


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """The card whose line holds the anchor."""
    start, end = source.line(anchor)
    card = _CARD.fullmatch(source.text, start, end) if start >= floor and end - start <= _LONGEST else None
    if card is None:
        return None
    body = card.start("body"), card.end("link") if card["link"] else card.end("body")
    return claim("twitter", source, start, end, {"name": card.span("name"), "body": body}, "card")
