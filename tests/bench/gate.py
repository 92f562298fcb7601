"""Count what the anchors miss: fragments that are found if every family is asked at every word, but not by the scan.

    python -m tests.bench.gate GOLD.jsonl … [--every 25]

It prints each, and exits with 1 if there is one. Asking everywhere takes a hundred times as long as the scan, so
`--every` takes only a part of the labelled texts.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from embeds import detector
from embeds.credits.families import BARE
from embeds.platforms.family import Fragment
from embeds.text.patience import Bound, Patience

_ANY = Bound(sys.maxsize, 1)  # no bound: asked at every word, each text looks like one made of anchors
_BARE = frozenset(family.name for family in BARE)
_PLACE = re.compile(r"\b\w|[^\w\s]|\n")


def everywhere(text: str) -> list[Fragment]:
    """Return the fragments of a text if every family is asked at every word and sign, and at anchors inside words.

    Bare credits are left out: they are read from the ends of lines, at marks and in texts that speak of pictures.
    """
    places = sorted({place.start() for pattern in (_PLACE, _any_anchor()) for place in pattern.finditer(text)})
    hits = [list(itertools.product(places, range(len(tier)))) for tier in detector.ORDER]
    found = detector.settled(text, [*hits, []], Patience(may_ask=_ANY, may_claim=_ANY))
    return [one for one in found if one.family not in _BARE]


@functools.cache
def _any_anchor() -> re.Pattern[str]:
    anchors = {anchor for tier in detector.TIERS for family in tier for anchor in family.anchors}
    return re.compile("|".join(map(re.escape, sorted(anchors, key=len, reverse=True))))


def lost(text: str) -> list[Fragment]:
    """Return the fragments that only asking everywhere finds."""
    found = {(one.family, one.start, one.end) for one in detector.detect(text)}
    return [one for one in everywhere(text) if (one.family, one.start, one.end) not in found]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare both on the texts of the files, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.gate", description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every N-th line")
    options = parser.parse_args(arguments)
    texts, missed = 0, 0
    for path in options.files:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(itertools.islice(lines, 0, None, options.every)):
                text = json.loads(line).get("text") or ""
                texts += 1
                for one in lost(text):
                    missed += 1
                    print(f"{path.stem}:{1 + number * options.every}: {one.family} {one.evidence} {one.raw[:100]!r}")
    print(f"{texts} texts, {missed} fragments that the anchors lose")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
