"""Match lines with the phrases that widgets, players and sites print around what they show.

A phrase may have places for what changes in it: `{n} people are talking about this` has one for a number. {t} is a
time, {handle} an account or a forum, {name} anything short, {long} a sentence, {platform} a platform's name. Only whole
lines are matched: nothing is looked for inside a line.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from ..platforms import facts

_PLACE = re.compile(r"\{(\w+)\}")
_APART = re.compile(r"\{\w+\}|['’‘]")  # what an anchor cannot hold: a place, or an apostrophe, which has two forms
_SHAPES = {
    "n": r"\d[\d.,\s]{0,12}(?:[KkM]|mil|Mio\.?)?",
    "t": r"\d{1,2}(?::\d{2}){1,2}",
    "name": r"[^\n]{1,60}?",
    "handle": r"[\w.-]{2,30}",
    "long": r"[^\n]{1,400}?",
}


class Row(TypedDict):
    """Phrases of one kind in all languages, as the data files have them: without a full stop at the end."""

    what: str
    platform: str | None
    text: Sequence[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases with their kinds, and the anchors that a text with one of them must hold.

    `fixed` are those without places. `changing` are those with places, each with a literal that its lines hold.
    """

    fixed: dict[str, str]
    changing: tuple[tuple[str, str, str], ...]  # literal, phrase with places, kind
    anchors: tuple[str, ...]

    def what(self, line: str) -> str | None:
        """Return the kind of the phrase that this line is; None where it is none."""
        folded = " ".join(_folded(line).split())
        if found := self.fixed.get(folded) or self.fixed.get(folded.rstrip(".:")):
            return found
        for literal, template, what in self.changing:
            if literal in folded and _shape(template).fullmatch(folded):
                return what
        return None


def of(platform: facts.Platform) -> list[Row]:
    """Return the phrases of a platform's furniture."""
    return [Row(what=what, platform=platform.platform, text=text) for what, text in platform.furniture.items()]


def _folded(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")


def phrases(rows: Iterable[Row]) -> Phrases:
    """Return the phrases of these rows."""
    fixed, changing, anchors = {}, [], []
    for row in rows:
        for text in row["text"]:
            longest = max(_APART.split(text), key=len)
            literal = longest.strip() if " " in longest.strip() else longest  # "Image " is rarer than "Image"
            anchors.append(literal)
            if "{" in text:
                changing.append((literal, text, row["what"]))
            else:
                fixed[_folded(text)] = row["what"]
    return Phrases(fixed, tuple(changing), tuple(dict.fromkeys(anchors)))


@functools.cache
def _shape(template: str) -> re.Pattern[str]:
    """Return the pattern of a line, compiled only when a text holds the phrase's literal, which is rare."""
    parts = _PLACE.split(_folded(template))
    out = [_place(part) if number % 2 else re.escape(part) for number, part in enumerate(parts)]
    return re.compile("".join(out) + r"[.:]?")


def _place(name: str) -> str:
    if name == "platform":
        return "(?:" + "|".join(re.escape(name) for row in facts.ROWS for name in row.called) + ")"
    return _SHAPES[name]
