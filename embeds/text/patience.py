"""Bound how many anchors and marks of a text are read, so that a text of nothing else takes no longer than others.

To read an anchor takes 50 microseconds, a claim with its record 200, and 400 if it is judged where a post begins. With
every anchor read, a text of nothing but "AP" and line breaks would take a minute per million characters.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Bound(NamedTuple):
    """A bound on a count: `at_once`, and one more for every `every` code points of text before an offset."""

    at_once: int
    every: int

    def allows(self, count: int, at: int) -> bool:
        """Return whether one more is allowed at an offset after `count` of them."""
        return count < self.at_once + at // self.every


# Anchors that are read, claims that are made, and claims before which one more is judged at length. What is not read
# stays in the prose. The densest of 21,000 labelled texts reach four fifths of `ASKED` (356 short lines in 12,000 code
# points) and less than half of `CLAIMED` (53 posts in 9,500); a thread of 300 posts is found whole. These bounds were
# set so that a million characters of anything take about a second (tests/bench/growth.py); `JUDGED` is needed for short
# posts and captions.
ASKED = Bound(400, 250)
# Anchors that are read of a text that is one post: it may mention fifty people, whose "@" are two anchors each.
ASKED_OF_ONE = Bound(120, 250)
CLAIMED = Bound(100, 400)
JUDGED = Bound(100, 2000)
NEVER = Bound(0, sys.maxsize)
# Marks of one kind (signs, quotes, links and emphasis), each of which takes 10 microseconds. The densest of 7,197
# labelled texts has 849 in 14,300 code points, in a list of links.
MARKS = Bound(1000, 60)
_RUN = 50  # marks that are read together


def few(found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the marks that `MARKS` allows, `_RUN` by `_RUN`, so that those of one pair are seldom parted."""
    count, (at_once, every) = 0, MARKS
    for mark in found:
        if count < at_once + mark.start() // (_RUN * every) * _RUN:
            count += 1
            yield mark


@dataclass(slots=True)
class Patience:
    """How many anchors one pass over a text has read (`asked`), and how many claims it made.

    `lost` says whether any pass left anchors unread, and `unread` holds the offsets of the line breaks before
    them, by which their lines are known.
    """

    asked: int = 0
    claimed: int = 0
    lost: bool = False
    unread: set[int] = field(default_factory=set)
    may_ask: Bound = ASKED
    may_claim: Bound = CLAIMED
    may_judge: Bound = JUDGED

    def begin(self) -> None:
        """Set the counts to 0 for the next pass over the same text."""
        self.asked = self.claimed = 0

    def lasts(self, at: int) -> bool:
        """Return whether one more anchor may be read, at an offset; if not, set `lost`."""
        (asked, asked_every), (claimed, claimed_every) = self.may_ask, self.may_claim
        if self.asked < asked + at // asked_every and self.claimed < claimed + at // claimed_every:
            return True  # as `Bound.allows` has it, without its two calls: this is asked at every anchor and line
        self.lost = True
        return False

    def judges(self, at: int) -> bool:
        """Return whether a claim at an offset may be judged at length, since claims do not stand too close."""
        return self.may_judge.allows(self.claimed, at)
