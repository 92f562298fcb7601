"""Links in a post's text: found, split where a scraper glued them together, taken off the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..records import Link

# t.co and pic.twitter.com codes have exactly 10 characters (766 of 766 seen), so a link ends there whatever follows.
_CODE = r"[0-9A-Za-z]{10}"
_PIC = rf"pic\.(?:twitter|x)\.com/{_CODE}"
# Any other link ends at white space, at a quote or where the next one begins.
_REST = r"(?:(?!https?://|pic\.(?:twitter|x)\.com/)[^\s\"“”«»<>]){1,500}"
PICTURE = re.compile(rf"(?:https?://)?{_PIC}")
# A set of first letters, and none before it: the engine skips to the next of them, nine times as fast as trying all
# forms at every letter.
LINK = re.compile(
    rf"[HhPp](?i:(?<=h)ttps?://(?:(?P<linked>{_PIC})|t\.co/{_CODE}|{_REST})|(?<=p)(?P<bare>{_PIC.removeprefix('p')}))"
)

_CLOSING = ".,;:!?…)]}'’"


def find(text: str) -> list[tuple[int, int, bool]]:
    """The links of a text in order: (start, end, is a picture or video of the post).

    >>> find("Look!https://t.co/abcDEF1234pic.twitter.com/ABCdef5678")
    [(5, 28, False), (28, 54, True)]
    """
    found: list[tuple[int, int, bool]] = []
    if "/" not in text:  # as in most texts; every link holds one
        return found
    for match in LINK.finditer(text):
        start, end = match.span()
        while text[end - 1] in _CLOSING and end > start:
            end -= 1
        found.append((start, end, match.lastgroup is not None))
    return found


def link(raw: str) -> Link:
    """The Link of an address as written; `url` has a scheme."""
    from ..records import Link

    return Link(raw=raw, url=raw if "://" in raw else f"https://{raw}")


def without_tail(text: str) -> str:
    """The text without the links at its end, and the white space before them."""
    end = len(text)
    for start, stop, _ in reversed(find(text)):
        if text[stop:end].strip():
            break
        end = start
    return text[:end].rstrip()
