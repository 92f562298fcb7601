"""List what was considered in a text and refused: beginnings and credits that were judged, and anchors without a find.

It reads the text once more, so that cleaning itself pays nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from ..cards.told import percent
from ..credits.families import BARE
from ..detector import FAMILIES, TIERS, detect, scan
from ..platforms.family import Fragment
from ..records import Article
from ..text.view import View, view
from . import judged

# code points of a line that are shown: before what was considered, from where it begins, and of itself
_BEFORE, _AFTER, _LONGEST = 30, 60, 100
_BEGINS = "begins"

# What each needs, for want of which it refused.
NEEDS = {
    _BEGINS: "the likeliest place begins a post, unless another that may be right costs much less prose",
    "twitter": "— Name (@handle) May 3, 2021; words and the link of a picture that end a line; a widget's rows",
    "bluesky": "— Name (@mara.bsky.social) May 3, 2021",
    "instagram": "A post shared by Name (@handle) on a date; View this post on Instagram, with words up to such a line",
    "facebook": "Posted by Name on Friday, December 5, 2014, and words that stand with it",
    "tiktok": "@handle, words, and the sound: ♬ original sound - author",
    "reddit": "a title by u/handle in r/sub, or the same in lines",
    "mastodon": "Post by @user@host View on Mastodon",
    "threads": "Post by @handle View on Threads",
    "vimeo": "Title from Name on Vimeo.",
    "credits": "the shape of a credit around a label, an agency or a licence: (Photo: Jon Abel/Reuters)",
    "asian": "a name before or behind the word for its taker, alone on a line or behind a sentence",
    "residue": "a line that is nothing but a known notice, a button, a shortcode or a post's address",
    "bare": "surroundings that make a credit likely; for a name alone very likely, and words beside it about a picture",
}


# Where in the words of a text it begins and ends (there, too, if it is an anchor), and `Refused.by`.
Considered = tuple[int, int, list[tuple[str, ...]]]


class Refused(NamedTuple):
    """What was considered: on which line (from 1), as what, and the words, of which `words` are the thing itself.

    `by` are keys of `NEEDS`, each with what is to be said of it here, if anything is.
    """

    line: int
    by: tuple[tuple[str, ...], ...]
    before: str
    words: str
    after: str


def refused(article: Article, most: int) -> tuple[list[Refused], int]:
    """Return the first `most` things that were considered and refused, in order, and how many there are in all.

    Anchors on one line are told of together, where the first stands.
    """
    seen = view(article.source)
    found = detect(seen.words, seen)
    told = sorted([*_judged(seen, found), *_lines(seen, found)], key=itemgetter(0))
    return [_place(article.source, seen, *one) for one in told[:most]], len(told)


def _judged(seen: View, found: Sequence[Fragment]) -> Iterator[Considered]:
    for one in judged.beginnings(seen, found):
        yield one.start, one.end, [(_BEGINS, f"record {one.record}: {percent(one.share)}")]
    for one in judged.credit_lines(seen, found):
        yield one.start, one.end, [(BARE[0].name, percent(one.share))]


def _lines(seen: View, found: Sequence[Fragment]) -> Iterable[Considered]:
    """Return the lines with anchors that stand in no fragment, each with the families that looked there.

    Those of credits that no shape proves are left out: `judged` has what stood there.
    """
    starts, ends = [one.start for one in found], [0, *(one.end for one in found)]
    hits = ((at, TIERS[tier][number]) for tier, some in enumerate(scan(seen.words)) for at, number in some)
    lines: dict[int, Considered] = {}  # by the offset of the line
    for at, family in sorted(hits, key=itemgetter(0)):
        if family not in BARE and at >= ends[bisect_right(starts, at)]:
            _, _, by = lines.setdefault(seen.words.rfind("\n", 0, at), (at, at, []))
            by += [(family.name,)] if (family.name,) not in by else []
    return lines.values()


def _anchor(words: str, at: int, family: str) -> str:
    """Return the longest of a family's anchors that stands at an offset."""
    return max((one for one in FAMILIES[family].anchors if words.startswith(one, at)), key=len, default="")


def _place(text: str, seen: View, at: int, to: int, by: list[tuple[str, ...]]) -> Refused:
    """Return what was considered at [at, to) of the words of a text, with some of its line around it."""
    low, high = seen.span(at, to if to > at else at + len(_anchor(seen.words, at, by[0][0])))
    start, end = text.rfind("\n", 0, low) + 1, text.find("\n", low)
    end = len(text) if end < 0 else end
    high = min(high, end, low + _LONGEST)
    first, last = max(start, low - _BEFORE), min(end, max(high, low + _AFTER))
    return Refused(
        text.count("\n", 0, low) + 1,
        tuple(by),
        ("…" if first > start else "") + text[first:low],
        text[low:high],
        text[high:last] + ("…" if last < end else ""),
    )
