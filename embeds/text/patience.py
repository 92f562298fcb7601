"""How often a text is asked what stands in it, so that one built of anchors alone takes no longer than others.

An answer takes 50 microseconds, a claim with its record 200: asked everywhere, a text of nothing but "AP" and line
breaks would take a minute for each million characters.
"""

from __future__ import annotations

from dataclasses import dataclass

# How often a text is asked, and how many claims are made: at once, and for each so many code points that were read;
# what is left unasked stays in the prose. The densest of 21,000 labelled texts come to three quarters (356 short lines
# in 12,000 code points) and to less than a half (53 posts in 9,500); a thread of 400 posts is found whole.
_ASKED, _ASKED_EVERY = 400, 200
_CLAIMED, _CLAIMED_EVERY = 100, 300


@dataclass(slots=True)
class Patience:
    """What a reading of a text has asked so far, how often it had an answer, and whether any reading left some out."""

    asked: int = 0
    claimed: int = 0
    lost: bool = False

    def begin(self) -> None:
        """Count from nothing, for the next reading of the same text."""
        self.asked = self.claimed = 0

    def lasts(self, at: int) -> bool:
        """Whether the text may be asked once more, at an offset."""
        if self.asked < _ASKED + at // _ASKED_EVERY and self.claimed < _CLAIMED + at // _CLAIMED_EVERY:
            return True
        self.lost = True
        return False
