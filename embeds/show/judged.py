"""List what learnt weights judged and refused: other beginnings of posts, and credits that no shape proves.

It asks the questions of a text once more, so that cleaning itself keeps nothing of what it refused.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .. import prose
from ..credits import bare, places
from ..credits.families import BARE, CREDITS
from ..credits.place_features import is_worth_reading, share_of
from ..detector import FAMILIES, TIERS, scan
from ..learned.weights import shares, weights
from ..platforms import bluesky, twitter
from ..platforms.family import Fragment
from ..starts.candidates import Question, candidates
from ..starts.start_features import describe
from ..text.blocks import Source
from ..text.patience import Patience
from ..text.view import View

_WORTH = 0.03  # how likely something must be to be listed
_ASKED = {"twitter": twitter.ask, "bluesky": bluesky.ask}  # other platforms seldom ask where a post begins


class Judged(NamedTuple):
    """A stretch of a text's plain words, how likely it was (0-1), and of which record it would be the beginning.

    `record` counts from 1; it is None for a credit.
    """

    start: int
    end: int
    share: float
    record: int | None


def beginnings(seen: View, found: Sequence[Fragment]) -> Iterator[Judged]:
    """Yield the places where the posts among `found`, all fragments of a text, could begin, but for those chosen."""
    floor = 0
    for number, post in enumerate(found, 1):
        question = _question(seen, post, floor)
        if FAMILIES[post.family].kind == "post":
            floor = post.end  # no later post reaches over it
        if question is None:
            continue
        at = candidates(question)
        likely = shares([*map(weights("starts").score, describe(question, at))])
        chosen = post.start + post.parts["body"][0]
        judged = dict(zip(at, likely, strict=True))
        if round(judged.get(chosen, 0.0), 3) != post.sure:
            continue  # records stand so dense that nothing was judged here
        for place, share in judged.items():
            if place not in (chosen, question.end) and share >= _WORTH:
                yield Judged(place, question.end, share, number)


def _question(seen: View, post: Fragment, floor: int) -> Question | None:
    """Return the question where a post begins; None if it was not asked."""
    if post.sure is None or (ask := _ASKED.get(post.family)) is None:
        return None
    source = Source(seen.words, 0, len(seen.words), seen=seen)
    signs = (post.start + sign.start() for sign in re.finditer("@", post.raw))
    return next(filter(None, (ask(source, at, floor) for at in signs)), None)


def credit_lines(seen: View, found: Sequence[Fragment]) -> Iterator[Judged]:
    """Yield the likeliest credit of each place in the prose at which one was looked for that no shape proves."""
    left, pieces = prose.without(seen.words, [(one.start, one.end) for one in found])
    spoken = bool(scan(seen.words)[TIERS.index(CREDITS)])
    marks = [at for at, _ in scan(left)[TIERS.index(BARE)]]
    source, starts = Source(left, 0, len(left)), [at for at, _, _ in pieces]
    for place in places.places(left, marks, Patience(), names=places.may_hold_names(left, spoken=spoken)):
        best = bare.likeliest(source, place, 0) if is_worth_reading(left, place, share_of(left, place)) else None
        if best and best.of_all >= _WORTH:
            start, end = best.credit
            at, low, _ = pieces[bisect_right(starts, start) - 1]
            yield Judged(start - at + low, end - at + low, best.of_all, None)
