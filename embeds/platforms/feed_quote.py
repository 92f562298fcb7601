"""Find tweets as feeds quote them (Nitter, RSSHub), between their author and their address.

    Mara Voss (@maravoss)
    The words of the tweet.
    — https://nitter.example/maravoss/status/1389123456789012345#m

The handle in the address is the author's, so that nothing has to be weighed.
"""

from __future__ import annotations

import re

from ..starts import candidates
from ..text.blocks import Source
from . import addresses
from .family import Fragment, claim

ANCHORS = ("— http",)
_ADDRESS = re.compile(r"— (?P<href>https?://[^\s<>\"]{12,200})")
_AUTHOR = re.compile(r"(?P<name>\S.{0,60}?)\s{0,4}\(@(?P<handle>\w{1,20})\)")  # not "Mara Voss (@maravoss) said"
_MOST_ROWS = 12  # of words; widget.py has the same


def find(source: Source, anchor: int, floor: int) -> Fragment | None:
    """Return the tweet whose address stands behind the dash at `anchor`, or None."""
    line = source.line(anchor)
    address = _ADDRESS.fullmatch(source.text, *line)
    post = addresses.read(address["href"]) if address else None
    if address is None or post is None or post.handle is None:
        return None
    at = line[0]
    for _ in range(_MOST_ROWS):
        row = source.line_above(at)
        if row is None or row[0] < floor:
            return None
        author = _AUTHOR.fullmatch(source.text, *row)
        if author and author["handle"].casefold() == post.handle.casefold():
            if candidates.weight(source.text[row[1] : line[0]]) > candidates.LIMIT:
                return None
            body = source.trim(row[1], line[0])
            name, handle, link = author.span("name"), author.span("handle"), address.span("href")
            return claim(
                "twitter",
                source,
                row[0],
                line[1],
                {"name": name, "handle": handle, "body": body, "link": link},
                "feed-quote",
            )
        at = row[0]
    return None
