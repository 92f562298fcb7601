"""Phrases that widgets, players and sites print around what they show, with places for what changes in them.

`{n} people are talking about this` has a place for a number; {t} is a time, {name} anything short, {long} a sentence,
{platform} a platform's name. A line is such a phrase or it is not: nothing is looked for inside of lines.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from ..platforms import facts

_PLACE = re.compile(r"\{(\w+)\}")
_APART = re.compile(r"\{\w+\}|['’‘]")  # what an anchor can't hold
_SHAPES = {
    "n": r"\d[\d.,\s]{0,12}(?:[KM]|mil|Mio\.?)?",
    "t": r"\d{1,2}(?::\d{2}){1,2}",
    "name": r"[^\n]{1,60}?",
    "long": r"[^\n]{1,400}?",
}


class Row(TypedDict):
    """Phrases of one kind, as the data files have them: in all languages, written without a stop at the end."""

    what: str
    platform: str | None
    text: Sequence[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases, and of which kind each is: those that never change, and those with places, under a literal of theirs."""

    fixed: dict[str, str]
    changing: tuple[tuple[str, str, str], ...]  # literal, template, kind
    anchors: tuple[str, ...]

    def what(self, line: str) -> str | None:
        """The kind of the phrase that this line is, or None."""
        folded = " ".join(_folded(line).split())
        if found := self.fixed.get(folded) or self.fixed.get(folded.rstrip(".:")):
            return found
        for literal, template, what in self.changing:
            if literal in folded and _shape(template).fullmatch(folded):
                return what
        return None


def of(platform: facts.Platform) -> list[Row]:
    """The phrases of a platform's furniture."""
    return [Row(what=what, platform=platform.platform, text=text) for what, text in platform.furniture.items()]


def _folded(text: str) -> str:
    return text.replace("’", "'").replace("‘", "'")


def phrases(rows: Iterable[Row]) -> Phrases:
    """The phrases of these rows."""
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
    """The pattern of a whole line: compiled when a line holds the template's literal, as few texts do."""
    parts = _PLACE.split(_folded(template))
    out = [_place(part) if number % 2 else re.escape(part) for number, part in enumerate(parts)]
    return re.compile("".join(out) + r"[.:]?")


def _place(name: str) -> str:
    if name == "platform":
        return "(?:" + "|".join(re.escape(name) for row in facts.ROWS for name in row.called) + ")"
    return _SHAPES[name]
