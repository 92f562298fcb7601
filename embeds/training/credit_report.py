"""Measure how well credits are found on sites that the weights never saw, for training/credits.py."""

from __future__ import annotations

import collections
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .. import detector
from ..credits.looks import Stretch
from ..learned.weights import Question, replaced
from ..learned.weights import Weights as Learnt

Gold = dict[str, Any]
Weights = dict[Question, Learnt]


@dataclass
class Tally:
    """Counts for one site: credits that are labelled (`gold`), found (`hit`), claimed (`said`) and `exact`."""

    gold: int = 0
    hit: int = 0
    said: int = 0
    exact: int = 0

    def add(self, line: Gold) -> None:
        """Find the credits of one labelled text, and count; a claim is right if it overlaps a label by half."""
        labelled = [(f["start"], f["end"]) for f in line["fragments"] if f["kind"] == "credit"]
        free = [(f["start"], f["end"]) for f in line["fragments"] if f["kind"] in ("caption", "stub")]
        said = [(f.start, f.end) for f in detector.detect(line["text"]) if f.family in ("credits", "bare")]
        self.gold += len(labelled)
        self.hit += sum(any(_overlap(one, other) >= 0.5 for other in said) for one in labelled)
        self.exact += sum(one in said for one in labelled)
        self.said += sum(
            any(_overlap(one, other) >= 0.5 for other in labelled)
            or not any(one[0] < end and start < one[1] for start, end in free)
            for one in said
        )

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision."""
        return 2 * self.hit / max(1, self.gold + self.said)

    def shown(self) -> str:
        """Return the figures as one line."""
        recall, precision = self.hit / max(1, self.gold), self.hit / max(1, self.said)
        return (
            f"F1 {self.f1:.3f}  P {precision:.3f}  R {recall:.3f}  exact {self.exact / max(1, self.gold):.3f}"
            f"  ({self.hit} of {self.gold}, {self.said} said)"
        )


def _overlap(one: Stretch, other: Stretch) -> float:
    inside = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, inside) / (max(one[1], other[1]) - min(one[0], other[0]))


def report(
    sets: dict[str, list[Gold]], weights_for: Callable[[str], Weights], site_of: Callable[[Gold], str]
) -> dict[str, float]:
    """Print for each set how well credits are found, each site with the weights that never saw it; return F1.

    `weights_for(site)` gives these weights.
    """
    figures: dict[str, float] = {}
    for name, lines in sets.items():
        total: Tally = Tally()
        sites: dict[str, Tally] = collections.defaultdict(Tally)
        for line in lines:
            site = site_of(line)
            with replaced(weights_for(site)):
                for tally in (total, sites[site]):
                    tally.add(line)
        figures[f"F1 on {name}, sites left out"] = round(total.f1, 3)
        print(f"{name}: each site by weights that never saw it: {total.shown()}")
        for site, tally in sorted(sites.items(), key=lambda item: -item[1].gold):
            if tally.gold or tally.said:
                print(f"  {site[-40:]:40} {tally.shown()}")
    return figures
