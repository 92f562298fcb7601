"""Turn a pattern into an automaton: its places for characters, and which place may follow which.

It is made from the tree that `re` itself parses. Repeats become loops, each with the number of characters that it can
take. Look-arounds of one character, boundaries and edges become guards on what stands before and behind; a longer
look-ahead becomes a side path that ends nowhere. Where this is not exact, it allows more than the engine does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from .characters import alphabet, is_word, takes


class Guard(NamedTuple):
    """The characters that may stand before a gap, and behind it, as bits; the last bit is the text's edge.

    It is `exact` unless more is asked there than these: a longer look-around, or the same words as before.
    """

    behind: int
    ahead: int
    exact: bool = True

    def __and__(self, other: Guard) -> Guard:
        return Guard(self.behind & other.behind, self.ahead & other.ahead, self.exact and other.exact)

    @property
    def is_open(self) -> bool:
        return self.behind != 0 and self.ahead != 0


class Part(NamedTuple):
    """A piece of a pattern: the places where it may begin and end, and the guards under which it may be empty."""

    first: list[tuple[Guard, int]]
    last: list[tuple[int, Guard]]
    empty: list[Guard]


@dataclass(slots=True)
class Automaton:
    """Place by place: the characters that it takes (bits of `alphabet`), how many the repeats around it can take in
    all, the atomic groups around it, where it leads, and before which characters a match may end there."""

    alphabet: str
    start: list[tuple[Guard, int]] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    atoms: list[frozenset[int]] = field(default_factory=list)
    edges: list[list[tuple[int, Guard]]] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kept: set[tuple[int, int]] = field(default_factory=set)  # steps round a possessive loop, without backtracking

    @property
    def edge(self) -> int:
        """The bit that stands for the text's beginning and end."""
        return 1 << len(self.alphabet)


def read(pattern: re.Pattern[Any]) -> Automaton:
    """Return the automaton of a pattern."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    flags = tree.state.flags
    builder = _Builder(Automaton(alphabet(tree, flags, isinstance(pattern.pattern, bytes))))
    whole = builder.sequence(tree, flags, 1, frozenset())
    builder.automaton.start = whole.first
    for place, guard in whole.last:
        if guard.exact and not builder.automaton.labels[place] & ~guard.behind:
            builder.automaton.ends[place] |= guard.ahead
    return builder.automaton


class _Builder:
    """The state of one walk through a pattern's tree."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.groups: dict[int, tuple[Any, int]] = {}
        self.all = automaton.edge * 2 - 1
        self.free = Guard(self.all, self.all)
        self.masks: dict[tuple[str, str, int], int] = {}

    def mask(self, op: Any, arg: Any, flags: int) -> int:
        key = (str(op), repr(arg), flags)
        if key not in self.masks:
            kinds = self.automaton.alphabet
            self.masks[key] = sum(1 << n for n, one in enumerate(kinds) if takes(op, arg, one, flags))
        return self.masks[key]

    def sequence(self, tree: Iterable[Any], flags: int, weight: float, atoms: frozenset[int]) -> Part:
        whole = Part([], [], [self.free])
        for op, arg in tree:
            whole = self.joined(whole, self.part(op, arg, flags, weight, atoms))
        return whole

    def joined(self, one: Part, other: Part) -> Part:
        self.link(one, other)
        first = one.first + [(empty & guard, place) for empty in one.empty for guard, place in other.first]
        last = other.last + [(place, guard & empty) for place, guard in one.last for empty in other.empty]
        empty = {before & behind for before in one.empty for behind in other.empty}
        return Part(
            [(guard, place) for guard, place in first if guard.is_open],
            [(place, guard) for place, guard in last if guard.is_open],
            [guard for guard in empty if guard.is_open],
        )

    def link(self, one: Part, other: Part) -> None:
        for place, before in one.last:
            self.automaton.edges[place] += [
                (target, before & behind) for behind, target in other.first if (before & behind).is_open
            ]

    def part(self, op: Any, arg: Any, flags: int, weight: float, atoms: frozenset[int]) -> Part:
        if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            return self.place(self.mask(op, arg, flags), weight, atoms)
        if op is sre.SUBPATTERN:
            group, added, removed, tree = arg
            flags = (flags | added) & ~removed
            self.groups[group] = tree, flags
            return self.sequence(tree, flags, weight, atoms)
        if op is sre.BRANCH:
            return self.either([self.sequence(tree, flags, weight, atoms) for tree in arg[1]])
        if op is sre.ATOMIC_GROUP:
            return self.sequence(arg, flags, weight, atoms | {len(self.automaton.labels)})
        if op is sre.GROUPREF:
            again = self.sequence(*self.groups[arg], weight, atoms)
            return self.joined(again, Part([], [], [self.free._replace(exact=False)]))
        if op is sre.AT:
            return Part([], [], self.at(arg, flags))
        if op in (sre.ASSERT, sre.ASSERT_NOT):
            return self.look(arg[0] > 0, op is sre.ASSERT_NOT, arg[1], flags, weight, atoms)
        if op in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            return self.repeat(op, arg, flags, weight, atoms)
        raise NotImplementedError(f"{op} is new: teach it to the automaton")

    def place(self, mask: int, weight: float, atoms: frozenset[int]) -> Part:
        automaton = self.automaton
        number = len(automaton.labels)
        automaton.labels.append(mask)
        automaton.weights.append(weight)
        automaton.atoms.append(atoms)
        automaton.edges.append([])
        automaton.ends.append(0)
        return Part([(self.free, number)], [(number, self.free)], [])

    @staticmethod
    def either(parts: list[Part]) -> Part:
        empty = list(dict.fromkeys(guard for part in parts for guard in part.empty))
        return Part([one for part in parts for one in part.first], [one for part in parts for one in part.last], empty)

    def repeat(self, op: Any, arg: Any, flags: int, weight: float, atoms: frozenset[int]) -> Part:
        least, most, tree = arg
        times = math.inf if most is sre.MAXREPEAT else int(most)
        if op is sre.POSSESSIVE_REPEAT:
            atoms |= {len(self.automaton.labels)}
        body = self.sequence(tree, flags, weight * times, atoms)
        if times > 1:
            self.link(body, body)
            if op is sre.POSSESSIVE_REPEAT:
                self.automaton.kept.update((place, target) for place, _ in body.last for _, target in body.first)
        leaves = self.free
        if op is sre.POSSESSIVE_REPEAT and times == math.inf and len(tree) == 1 and (one := self.single(tree, flags)):
            leaves = Guard(self.all, self.all & ~one)  # a possessive loop never stops before a character that it takes
        empty = body.empty if least else [*body.empty, leaves]
        return Part(body.first, [(place, guard & leaves) for place, guard in body.last], list(dict.fromkeys(empty)))

    def at(self, where: Any, flags: int) -> list[Guard]:
        edge, line = self.automaton.edge, self.mask(sre.LITERAL, ord("\n"), 0)
        word = sum(1 << n for n, one in enumerate(self.automaton.alphabet) if is_word(one, flags))
        other = self.all & ~word
        if where in (sre.AT_BOUNDARY, sre.AT_UNI_BOUNDARY):
            return [Guard(word, other), Guard(other, word)]
        if where in (sre.AT_NON_BOUNDARY, sre.AT_UNI_NON_BOUNDARY):
            return [Guard(word, word), Guard(other, other)]
        if where in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
            return [
                Guard(edge | (line if flags & sre.SRE_FLAG_MULTILINE and where is sre.AT_BEGINNING else 0), self.all)
            ]
        return [Guard(self.all, edge if where is sre.AT_END_STRING else edge | line)]

    def single(self, tree: Any, flags: int) -> int:
        """Return the characters that a piece takes if it takes exactly one, else 0."""
        if len(tree) != 1:
            return 0
        op, arg = tree[0]
        if op is sre.SUBPATTERN:
            return self.single(arg[3], (flags | arg[1]) & ~arg[2])
        return self.mask(op, arg, flags) if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN) else 0

    def look(self, is_ahead: bool, negated: bool, tree: Any, flags: int, weight: float, atoms: frozenset[int]) -> Part:
        """Return a guard if one character decides; for a longer look-behind its last one, if that must be there."""
        branches = tree[0][1][1] if len(tree) == 1 and tree[0][0] is sre.BRANCH else [tree]
        singles = [self.single(branch if is_ahead or negated else branch[-1:], flags) for branch in branches]
        known = self.all
        if negated:
            for single in singles:
                known &= ~single
        elif all(singles):
            known = 0
            for single in singles:
                known |= single
        exact = all(singles) and (is_ahead or negated or all(len(branch) == 1 for branch in branches))
        track = Part([], [], [Guard(self.all, known, exact) if is_ahead else Guard(known, self.all, exact)])
        if is_ahead and not all(singles):
            track.first.extend(self.sequence(tree, flags, weight, atoms).first)
        return track
