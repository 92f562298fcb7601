"""What a platform's reader of markup is given, the words of an embed's element, and what it makes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from .permalinks import Permalink

# The handle that stands in brackets behind a name.
BRACKET = re.compile(r"[(（]\s{0,3}@(?P<handle>[\w.-]{1,100})\s{0,3}[)）]")


class Anchor(NamedTuple):
    """A link: where its words stand in the text, and its address."""

    start: int
    end: int
    href: str


class Words(NamedTuple):
    """The text of an element; `paragraphs` are the stretches of its <p>, `langs` and `times` what markup says.

    `parts` are the stretches whose classes say what they are: "text", "name", "handle". A player's has no words.
    """

    text: str = ""
    anchors: tuple[Anchor, ...] = ()
    paragraphs: tuple[tuple[int, int], ...] = ()
    langs: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    parts: Mapping[str, tuple[int, int]] = {}


class Said(NamedTuple):
    """What an element says: `body` holds the stretches of the text that are the post's words."""

    body: Sequence[tuple[int, int]] = ()
    name: str | None = None
    handle: str | None = None
    url: str | None = None
    shown: str = ""  # the date, as shown


# Of an element's words, and of what its address tells.
Reader = Callable[[Words, Permalink | None], Said]


def nothing(_words: Words, _post: Permalink | None) -> Said:
    """The words are none of the post's."""
    return Said()


def title(words: Words, _post: Permalink | None) -> Said:
    """All that is shown is the title."""
    return Said([(0, len(words.text))])
