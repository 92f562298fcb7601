"""How often a text is asked what stands in it, so that one built of anchors alone takes no longer than others.

An answer takes 50 microseconds, a claim with its record 200, and twice that where it is judged where a post begins:
asked everywhere, a text of nothing but "AP" and line breaks would take a minute for each million characters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Bound(NamedTuple):
    """So many are allowed at once, and one more for each `every` code points that were read."""

    at_once: int
    every: int

    def allows(self, count: int, at: int) -> bool:
        """Return whether one more is allowed at an offset after `count` of them."""
        return count < self.at_once + at // self.every


# What is left unasked stays in the prose. The densest of 21,000 labelled texts come to four fifths of `ASKED` (356
# short lines in 12,000 code points) and to less than a half of `CLAIMED` (53 posts in 9,500); a thread of 300 posts is
# found whole. With these limits a million characters of anything take less than a second (tests/bench/growth.py),
# short posts and captions with `JUDGED`.
ASKED = Bound(400, 250)
CLAIMED = Bound(100, 400)
JUDGED = Bound(100, 2000)


@dataclass(slots=True)
class Patience:
    """Count what a reading of a text asked and claimed.

    `lost` says whether any reading left some unasked, `unread` which lines these stand in, by the line breaks before.
    """

    asked: int = 0
    claimed: int = 0
    lost: bool = False
    unread: set[int] = field(default_factory=set)
    may_ask: Bound = ASKED
    may_claim: Bound = CLAIMED

    def begin(self) -> None:
        """Count from nothing, for the next reading of the same text."""
        self.asked = self.claimed = 0

    def lasts(self, at: int) -> bool:
        """Return whether the text may be asked once more, at an offset."""
        if self.may_ask.allows(self.asked, at) and self.may_claim.allows(self.claimed, at):
            return True
        self.lost = True
        return False

    def judges(self, at: int) -> bool:
        """Return whether a claim at an offset is judged at length: claims do not stand too close for that."""
        return JUDGED.allows(self.claimed, at)
