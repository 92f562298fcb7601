"""Define what a platform's reader of markup gets, the words of an embed's element, and what it returns."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ..text.marks import LinkedWords
from .permalinks import Permalink

# The handle in brackets behind a name: "(@maravoss)", "（@mara.example）".
BRACKET = re.compile(r"[(（]\s{0,3}@(?P<handle>[\w.-]{1,100})\s{0,3}[)）]")


class Words(NamedTuple):
    """The text of an element, empty for a player.

    `paragraphs` are the stretches of its <p>, and `parts` those whose classes say what they are ("text", "name",
    "handle"), all in code points of `text`. `langs` and `times` are the values of `lang` and of <time>, in order.
    """

    text: str = ""
    anchors: tuple[LinkedWords, ...] = ()
    paragraphs: tuple[tuple[int, int], ...] = ()
    langs: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    parts: Mapping[str, tuple[int, int]] = {}


class Said(NamedTuple):
    """What an element says of its post; `body` are the stretches of its text that are the post's words."""

    body: Sequence[tuple[int, int]] = ()
    name: str | None = None
    handle: str | None = None
    url: str | None = None
    shown: str = ""  # the text that has the date as shown


# A reader gets an element's words, and the post of its address if it has one.
Reader = Callable[[Words, Permalink | None], Said]


def nothing(_words: Words, _post: Permalink | None) -> Said:
    """Return nothing: the element's words are not the post's."""
    return Said()


def title(words: Words, _post: Permalink | None) -> Said:
    """Return all words of the element as the post's: they are its title."""
    return Said([(0, len(words.text))])
