"""Feed every pattern texts of what it repeats, and print those whose time grows faster than the text.

`python -m tests.patterns.pump PLACE…` skips the patterns named. It prints each pattern's place before it starts, so
that a run that hangs shows where; then the texts, as recipes, on which the time grew with their square.
"""

from __future__ import annotations

import itertools
import re
import sys
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from .ambiguity import SEARCH, Ambiguity, bits
from .automaton import read
from .collect import Used, patterns

FIRST, SMALL, LARGE = 500, 4_000, 16_000  # characters: of texts to find the worst, and of the two that are compared
_TRIED = 50  # texts for each pattern
_WORST = 2  # slowest of them, which are compared
_NOTICED = 0.1  # seconds of the processor's time; in this the machine does some ten million steps of a pattern
_GROWTH = 8  # times as long on a text four times as long: between linear (4) and quadratic (16)


class Recipe(NamedTuple):
    """A text of any length: a beginning, a unit again and again, and an end that lets the match fail."""

    head: str
    unit: str
    tail: str

    def text(self, length: int) -> str:
        return self.head + self.unit * (length // len(self.unit)) + self.tail


def recipes(pattern: re.Pattern[Any]) -> list[Recipe]:
    """Yield texts that may make a pattern backtrack: what each loop takes, behind the shortest way to it."""
    automaton = read(pattern)
    told = Ambiguity(automaton, "search")
    kinds = automaton.alphabet

    def one(place: int) -> str:
        return kinds[next(bits(automaton.labels[place])).bit_length() - 1]

    ways: dict[int, str] = {SEARCH: ""}
    waiting = [SEARCH]
    for place in waiting:  # grows as it is read
        for target in sorted(told._targets(place)):
            if target not in ways:
                ways[target] = ways[place] + one(target)
                waiting.append(target)
    units = dict.fromkeys(kinds[:40], "")
    for place in told.loops[1:]:
        circle = told.circle(place)
        units["".join(map(one, sorted(circle)))] = ways.get(place, "")
        for bit in itertools.islice(bits(automaton.labels[place]), 4):
            units[kinds[bit.bit_length() - 1]] = ways.get(place, "")
    found = [Recipe(head, unit, tail) for unit, head in reversed(units.items()) for tail in ("\0", "")]
    found += [Recipe("", head + unit, "\0") for unit, head in reversed(units.items()) if head]
    return list(dict.fromkeys(found))[:_TRIED]


def seconds(used: Used, use: str, recipe: Recipe, length: int, tries: int = 1) -> float:
    """Return the least processor time of some uses of a pattern on a text, in seconds."""
    text: Any = recipe.text(length)
    if isinstance(used.pattern.pattern, bytes):
        text = text.encode("latin-1", "replace")
    took = []
    for _ in range(tries):
        began = time.process_time()
        if use == "search":
            for _match in used.pattern.finditer(text):
                pass
        else:
            getattr(used.pattern, use)(text)
        took.append(time.process_time() - began)
    return min(took)


def hung(used: Used) -> Iterator[tuple[str, Recipe]]:
    """Return the uses and the texts on which a pattern's time grows faster than the text."""
    found = recipes(used.pattern)
    for use in sorted(used.uses):
        worst = sorted(found, key=lambda recipe: -seconds(used, use, recipe, FIRST))[:_WORST]
        for recipe in worst:
            large = seconds(used, use, recipe, LARGE)
            if large > _NOTICED and seconds(used, use, recipe, LARGE, 3) > _GROWTH * seconds(
                used, use, recipe, SMALL, 3
            ):
                yield use, recipe


def main() -> None:
    """Test all patterns but those named."""
    for used in patterns():
        if used.place not in sys.argv[1:]:
            print(used.place, flush=True)
            for use, recipe in hung(used):
                print(f"! {used.place}: {use} on {recipe!r}", flush=True)


if __name__ == "__main__":
    main()
