"""Measure how well credits are found on sites that the weights never saw, for training/credits.py."""

from __future__ import annotations

import collections
from collections.abc import Callable
from dataclasses import astuple, dataclass
from typing import Any

from .. import detector
from ..credits.families import BARE, CREDITS
from ..credits.looks import Stretch
from ..learned.weights import Question, replaced
from ..learned.weights import Weights as Learnt

Gold = dict[str, Any]
Weights = dict[Question, Learnt]
_FAMILIES = frozenset(family.name for family in (*CREDITS, *BARE))


@dataclass(frozen=True)
class Tally:
    """Counts: credits that are labelled (`gold`), found (`hit`) and `exact`; claims (`said`), and those `right`."""

    gold: int = 0
    hit: int = 0
    exact: int = 0
    said: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the sum of both counts."""
        return Tally(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        return 2 * self.hit / max(1, self.gold + self.said)

    def shown(self) -> str:
        """Return the figures as one line; without labels, as for a shape, precision alone."""
        precision = f"P {self.right / max(1, self.said):.3f}"
        if not self.gold:
            return f"{precision}  ({self.right} of {self.said} said)"
        found = f"R {self.hit / self.gold:.3f}  exact {self.exact / self.gold:.3f}"
        return f"F1 {self.f1:.3f}  {precision}  {found}  ({self.hit} of {self.gold}, {self.said} said)"


def counted(line: Gold) -> tuple[Tally, dict[str, Tally]]:
    """Find the credits of a labelled text; return the counts of all, and those of each shape's claims.

    A claim is right if it overlaps a label by half. One beside a caption or a leftover that is labelled counts only if
    it is right.
    """
    labelled = [(f["start"], f["end"]) for f in line["fragments"] if f["kind"] == "credit"]
    free = [(f["start"], f["end"]) for f in line["fragments"] if f["kind"] in ("caption", "stub")]
    shapes: dict[str, Tally] = collections.defaultdict(Tally)
    claims = [f for f in detector.detect(line["text"]) if f.family in _FAMILIES]
    for claim in claims:
        one = claim.start, claim.end
        right = any(_overlap(one, other) >= 0.5 for other in labelled)
        if right or not any(one[0] < end and start < one[1] for start, end in free):
            shapes[claim.evidence[0]] += Tally(said=1, right=int(right))
    spans = [(claim.start, claim.end) for claim in claims]
    hit = sum(any(_overlap(one, other) >= 0.5 for other in spans) for one in labelled)
    found = Tally(gold=len(labelled), hit=hit, exact=sum(one in spans for one in labelled))
    return sum(shapes.values(), found), dict(shapes)


def _overlap(one: Stretch, other: Stretch) -> float:
    inside = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, inside) / (max(one[1], other[1]) - min(one[0], other[0]))


def report(
    sets: dict[str, list[Gold]], weights_for: Callable[[str], Weights], site_of: Callable[[Gold], str]
) -> dict[str, float]:
    """Print for each set, outlet, language and shape how well credits are found; return F1 of each set.

    `weights_for(site)` gives weights that never saw the site: by these its texts are cleaned.
    """
    figures: dict[str, float] = {}
    for name, lines in sets.items():
        total: Tally = Tally()
        tables: dict[str, dict[str, Tally]] = {
            by: collections.defaultdict(Tally) for by in ("outlet", "language", "shape")
        }
        for line in lines:
            site = site_of(line)
            with replaced(weights_for(site)):
                one, shapes = counted(line)
            total += one
            tables["outlet"][site] += one
            tables["language"][line.get("lang") or "not told"] += one
            for shape, tally in shapes.items():
                tables["shape"][shape] += tally
        figures[f"F1 on {name}, sites left out"] = round(total.f1, 3)
        print(f"{name}: each site by weights that never saw it: {total.shown()}")
        for by, table in tables.items():
            print(f"  by {by}")
            for key, tally in sorted(table.items(), key=lambda item: (-item[1].gold, -item[1].said)):
                if tally.gold or tally.said:
                    print(f"    {key[-40:]:40} {tally.shown()}")
    return figures
