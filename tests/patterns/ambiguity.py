"""Bound the backtracking of a pattern: how often it reads a character at worst, from the ambiguity of its automaton.

Two loops overlap on a text if the first can stop anywhere in it and the second can go on from there, as in `a{0,9}a*`.
There are as many ways to divide the text between them as it has characters, and the engine tries them all before it
gives up. The bound is the product of these numbers along a path through the pattern. A search is a loop of its own,
over all that stands before a match; loops that overlap with it are read again from every offset. A loop that overlaps
with itself, as in `(a+)+`, doubles the work with each character.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .automaton import Automaton, read

SEARCH = -1  # the place of the search, the loop over all that stands before a match
Moves = Callable[[int, int], list[tuple[int, int]]]
Tell = Callable[[int], Iterable[int]]
Places = tuple[int, int, int]


def worst(pattern: re.Pattern[Any], use: str) -> float:
    """Return how often a character may be read by a use of a pattern: "match", "fullmatch" or "search"."""
    return Ambiguity(read(pattern), use).worst()


class Ambiguity:
    """An automaton for one use of a pattern, and the places where its loops overlap."""

    def __init__(self, automaton: Automaton, use: str) -> None:
        self.automaton = automaton
        self.searches = use == "search"
        self.all = automaton.edge - 1  # all characters; not the text's edge, which no loop can pass
        self.safe: set[int] = set()
        while use != "fullmatch" and (more := set(filter(self._is_safe, range(len(automaton.labels)))) - self.safe):
            self.safe |= more
        self.moves: Moves = functools.cache(self._moves)
        self.back: list[list[int]] = [[] for _ in automaton.labels]
        for place in self._places():
            for target in self._targets(place):
                self.back[target].append(place)
        self.reach = functools.cache(self._reach)
        self.reached = functools.cache(self._reached)
        self.loops = [place for place in self._places() if self.weight(place) > 1 and place in self.reach(place)]

    def _is_safe(self, place: int) -> bool:
        """Return whether the match cannot fail from here: whatever follows ends it, or stays at safe places."""
        automaton = self.automaton
        won = automaton.ends[place]
        for target, guard in automaton.edges[place]:
            if (target == place or target in self.safe) and guard.exact and not automaton.labels[place] & ~guard.behind:
                won |= automaton.labels[target] & guard.ahead
        return won == automaton.edge * 2 - 1

    def _places(self) -> Iterator[int]:
        yield from ([SEARCH] if self.searches else [])
        yield from (place for place in range(len(self.automaton.labels)) if place not in self.safe)

    def _edges(self, place: int) -> list[tuple[int, Any]]:
        if place != SEARCH:
            return self.automaton.edges[place]
        return [(place, guard) for guard, place in self.automaton.start]

    def _moves(self, place: int, before: int) -> list[tuple[int, int]]:
        """Return where the match goes on after the character `before`: places, each with the characters it takes."""
        found = [(SEARCH, self.all)] if place == SEARCH else []
        for target, guard in self._edges(place):
            taken = self.automaton.labels[target] & guard.ahead
            if taken and guard.behind & before and target not in self.safe:
                found.append((target, taken))
        return found

    def _labels(self, places: Iterable[int]) -> int:
        """Return the characters that any of these places takes."""
        return functools.reduce(lambda mask, place: mask | self.label(place), places, 0)

    def _targets(self, place: int, among: int = -1) -> set[int]:
        """Return the places that follow a place with one of these characters."""
        labels = self.automaton.labels
        return {
            target
            for target, guard in self._edges(place)
            if target not in self.safe and labels[target] & guard.ahead & among and self.label(place) & guard.behind
        }

    def _reach(self, place: int) -> set[int]:
        """Return the places that can be reached from a place; the search reaches itself."""
        found = {SEARCH} if place == SEARCH else set()
        return _closed(place, self._targets, found)

    def _reached(self, place: int) -> set[int]:
        """Return the places from which this one can be reached."""
        return _closed(place, lambda one: self.back[one] if one != SEARCH else (), set())

    def label(self, place: int) -> int:
        return self.all if place == SEARCH else self.automaton.labels[place]

    def weight(self, place: int) -> float:
        return math.inf if place == SEARCH else self.automaton.weights[place]

    def circle(self, place: int) -> set[int]:
        """Return the places of the loop that a place is in."""
        return {SEARCH} if place == SEARCH else self.reach(place) & self.reached(place)

    def worst(self) -> float:
        """Return the bound: the largest product of overlapping loops along a path; infinite if it is unbounded."""
        if doubled := max((self.weight(place) for place in self.loops if self.overlaps_itself(place)), default=0):
            return 2 ** min(doubled, 1000)
        pairs = [(one, other) for one in self.loops for other in self.loops if self._overlap(one, other)]

        @functools.cache
        def behind(place: int) -> float:
            ways = (
                min(self.weight(one), self.weight(other)) * behind(other)
                for one, other in pairs
                if one == place or one in self.reach(place)
            )
            return max(ways, default=1)

        return max((behind(one) for one, _ in pairs), default=1)

    def _overlap(self, one: int, other: int) -> bool:
        """Return whether one text leads round the first loop, from it to the second, and round the second."""
        if other not in self.reach(one) or one in self.reach(other) or not self.label(one) & self.label(other):
            return False
        if one != SEARCH and not self.automaton.atoms[one] <= self.automaton.atoms[other]:
            return False  # an atomic group never backtracks into what it took
        first, last = self.circle(one), self.circle(other)
        shared = self._labels(first) & self._labels(last)
        between = first | last | _closed(one, lambda place: self._targets(place, shared) & self.reached(other), set())
        tell = self._teller(between)
        rooms, start, goal = (first, between, last), (one, one, other), (one, other, other)
        return any(self._meet(start, goal, rooms, before, tell) for before in tell(self.label(one) & self.label(other)))

    def _meet(self, start: Places, goal: Places, rooms: tuple[set[int], ...], before: int, tell: Tell) -> bool:
        """Return whether one text leads all of these places to their goals, each within its room.

        The text's last character must be `before`, so that it can be repeated.
        """
        waiting, seen = [(start, before)], set()
        while waiting:
            (one, two, three), behind = waiting.pop()
            steps = (
                ((first, second, third), taken & also & too)
                for first, taken in self.moves(one, behind)
                if first in rooms[0]
                for second, also in self.moves(two, behind)
                if second in rooms[1] and taken & also
                for third, too in self.moves(three, behind)
                if third in rooms[2]
            )
            for state in ((places, character) for places, mask in steps for character in tell(mask)):
                if state == (goal, before):
                    return True
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)
        return False

    def _teller(self, places: set[int]) -> Tell:
        """Return a function that splits a mask into characters, if a place asks which one stands before it.

        If none does, the characters need not be told apart.
        """
        minds = any(~guard.behind & self.all for place in places for _, guard in self._edges(place))
        return bits if minds else lambda mask: (self.all,) if mask else ()

    def overlaps_itself(self, place: int) -> bool:
        """Return whether one text leads from a place round its loop in two ways."""
        if place == SEARCH:
            return False
        room = self.circle(place)
        if len(room) == 1 and sum(target == place for target, _ in self.automaton.edges[place]) < 2:
            return False
        tell = self._teller(room)
        return any(self._parts(place, room, before, tell) for before in tell(self.label(place)))

    def _parts(self, place: int, room: set[int], before: int, tell: Tell) -> bool:
        """Return whether one text leads round to a place in two ways, without the steps of possessive loops."""
        waiting, seen = [(place, place, False, before)], set()
        while waiting:
            one, two, apart, behind = waiting.pop()
            steps = (
                (first, second, apart or (one == two and number != other), taken & also)
                for number, (first, taken) in enumerate(self.moves(one, behind))
                if first in room and (one, first) not in self.automaton.kept
                for other, (second, also) in enumerate(self.moves(two, behind))
                if second in room and (two, second) not in self.automaton.kept
            )
            for state in ((*step[:3], character) for step in steps for character in tell(step[3])):
                if state == (place, place, True, before):
                    return True
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)
        return False


def _closed(place: int, following: Callable[[int], Iterable[int]], found: set[int]) -> set[int]:
    """Return all places that follow a place, directly or not; they are added to `found`."""
    waiting = [place]
    while waiting:
        for target in following(waiting.pop()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def bits(mask: int) -> Iterator[int]:
    """Yield the single bits of a mask."""
    while mask:
        yield (lowest := mask & -mask)
        mask ^= lowest
