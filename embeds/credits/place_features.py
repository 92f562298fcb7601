"""Features of a place where a credit may end, by which most places are refused before anything is read there."""

from __future__ import annotations

import functools
from bisect import bisect_left

from ..learned.weights import share, weights
from ..text.gaps import end_of, kind_of
from .places import Place
from .vocabulary import STATUS

# A place that the weights give less is not read: five of six. On articles of sites that the weights never saw, two
# thirds of this find no more credits, but more that are none; with a third more, one line of a hundred is lost.
_LIKELY = 0.15
_LIKELY_NAME = 0.05
_SIZES = (12, 25, 40, 60, 90, 130, 200, 350)  # code points of a line
_HEAD = 60  # code points before the mark in which the last words are looked at
_MOST_WORDS = 8
_JOINTS = "/|(©:@,–-"


def share_of(text: str, place: Place) -> float:
    """Return how likely it is (0-1) that a credit ends at a place, before anything is read there."""
    return share(weights("places").total(describe_place(text, place)))


def is_worth_reading(text: str, place: Place, likely: float) -> bool:
    """Return whether a credit may well end at a place that has this share, or ends in a status of several words."""
    if place.mark is None:
        return likely >= _LIKELY_NAME
    return likely >= _LIKELY or _is_status(text[place.mark : place.ends[-1]])


def _is_status(said: str) -> bool:
    """Return whether a mark and all behind it say how a picture came: "File photo", "Photo provided."."""
    return " " in said and said.rstrip(".)]").casefold() in STATUS


def describe_place(text: str, place: Place) -> list[str]:
    """Return the names of a place's features, whose numbers are 1.

    They tell of its last mark (or name), of the words before and behind, and of the lines around.
    """
    (low, high), end = place.line, place.ends[-1]
    mark = _last_name(text, low, end) if place.mark is None else place.mark
    on = ("end" if end == high else "inside") + (" name" if place.mark is None else "")
    tail = text[mark:end]
    words = tail.split()
    count, small = min(len(words), _MOST_WORDS), min(sum([word[0].islower() for word in words]), 4)
    word = words[0][:14].casefold().strip(".,:;()[]/")
    before = _sign(text[mark - 1]) + _sign(text[max(low, mark - 2)]) if mark > low else "line"
    head = "".join([_sign(one[0]) for one in text[max(low, mark - _HEAD) : mark].split()[-3:]])
    last = _sign(words[-1][0]) + _sign(text[end - 1])
    size = bisect_left(_SIZES, high - low)
    above, below, gap_above, gap_below, _ = place.around
    over = f"{bisect_left(_SIZES, above[1] - above[0])}{end_of(text[above[1] - 1])}" if above else "none"
    under = f"{bisect_left(_SIZES, below[1] - below[0])}{_sign(text[below[0]])}" if below else "none"
    names = [
        on,
        f"{on} words {count} {small}",
        f"{on} before {before} {count}",
        f"{on} head {head}",
        f"{on} head {head[-2:]} {count} {last}",
        f"{on} tail {''.join([_sign(one[0]) for one in words[1:4]])}",
        f"{on} last {last} {count}",
        f"{on} size {size} {count}",
        f"{on} at {bisect_left(_SIZES, mark - low)} {count}",
        f"{on} first {_sign(text[low])} {size}",
        f"{on} above {over}",
        f"{on} above {over} {size}",
        f"{on} below {under}",
        f"{on} below {under} {size}",
        f"{on} gaps {kind_of(gap_above)}|{kind_of(gap_below)} {size}",
        f"mark {word}",
        f"mark {word} {before}",
    ]
    names += [f"{on} has {sign}" for sign in _JOINTS if sign in tail]
    if end < high:
        names.append(f"{on} next {_sign(text[end])}{_sign(text[end + 1])}" if end + 1 < high else f"{on} next one")
    return names


def _last_name(text: str, low: int, end: int) -> int:
    """Return where the last two words of a line begin."""
    last = text.rfind(" ", low, end) + 1
    return max(low, text.rfind(" ", low, max(low, last - 1)) + 1)


@functools.lru_cache(maxsize=1024)
def _sign(character: str) -> str:
    """Return the class of a character: "a" small, "A" capital or caseless, "1" a digit, "?" a rare one, or itself."""
    if character.isalpha():
        return "a" if character.islower() else "A"
    return "1" if character.isdigit() else character if character < "\x7f" or character in "–—©•" else "?"
