"""How the article around a post is typeset: apostrophes, quotation marks, ellipses and dashes, and its line breaks.

A newsroom sets them one way throughout, and who posts types them as the telephone does. So a sentence that is set
unlike the article is hardly the article's, and one set like it rather is. And where a blank line parts all that the
article says, a line break without one is within the post.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..learned.weights import Row
from ..text.gaps import height

_NEAR = 700  # code points before and behind the post
_MOSTLY = 0.8  # of the signs for one thing are the same
_MOST_BREAKS, _FEWEST_BREAKS = 0.7, 3
_BREAK = re.compile(r"\n\s*")
_SIGNS: dict[str, dict[str, Sequence[str]]] = {  # for each thing the styles in which it is set
    "apostrophe": {"straight": "'", "curly": "’"},
    "quotation": {"straight": '"', "curly": "“”„«»"},
    "ellipsis": {"dots": ("...",), "sign": "…"},
    "dash": {"long": "—", "short": (" – ",), "hyphen": (" - ",), "hyphens": (" -- ",)},
}
_SIGN = re.compile(  # any of them: most sentences have none
    "|".join(re.escape(sign) for styles in _SIGNS.values() for signs in styles.values() for sign in signs)
)
_WITHIN_WORD = {sign: re.compile(rf"{sign}(?<=\w.)(?=\w)") for sign in "'’"}  # else it is a quotation mark


def typesetting(rows: list[Row], text: str, places: list[int], gaps: list[str], around: tuple[str, str]) -> None:
    """Say of each place in its row whether what stands behind it, and before it, is set like the article or unlike.

    `gaps` is the white space before each place.
    """
    _breaks(rows, gaps, around)
    if not _SIGN.search(text, places[0], places[-1]):
        return
    habits = _habits(around)
    for n in range(len(places) - 1):
        words = text[places[n] : places[n + 1]]
        if not _SIGN.search(words):
            continue
        known = [(habit, styles) for thing, habit in habits.items() if (styles := _times(words, thing))]
        for name, there in (
            ("like", any(habit in styles for habit, styles in known)),
            ("unlike", any({habit} != {*styles} for habit, styles in known)),
        ):
            if there:
                rows[n].append((f"set:{name}", 1.0))
                rows[n + 1].append((f"set:before-{name}", 1.0))


def _breaks(rows: list[Row], gaps: list[str], around: tuple[str, str]) -> None:
    """Whether the line break before a place is as high as the article's are, and whether one such is taken in."""
    before, behind = around[0][-_NEAR:], around[1][:_NEAR]
    heights = [height(gap) for text in (before.rstrip(), behind.lstrip()) for gap in _BREAK.findall(text)]
    if len(heights) < _FEWEST_BREAKS:
        return
    habit = max(set(heights), key=heights.count)
    if heights.count(habit) < _MOST_BREAKS * len(heights):
        return
    inside = False
    for n in range(len(gaps) - 1, -1, -1):
        high = height(gaps[n])
        if inside:
            rows[n].append(("breaks:inside", 1.0))
        if high:
            rows[n].append((f"breaks:{'like' if high == habit else 'lower' if high < habit else 'higher'}", 1.0))
        inside = inside or (high == habit and n < len(gaps) - 1)


def _habits(around: tuple[str, str]) -> dict[str, str]:
    """How the article sets what it sets one way."""
    near, habits = around[0][-_NEAR:] + "\n" + around[1][:_NEAR], {}
    for thing in _SIGNS:
        if styles := _times(near, thing):
            often = max(styles, key=styles.__getitem__)
            if styles[often] >= _MOSTLY * sum(styles.values()):
                habits[thing] = often
    return habits


def _times(text: str, thing: str) -> dict[str, int]:
    """How often each style of a thing is in a text."""
    times = {}
    for style, signs in _SIGNS[thing].items():
        count = 0
        for sign in signs:
            if sign in text:
                word = _WITHIN_WORD.get(sign)
                count += len(word.findall(text)) if word else text.count(sign)
        if count:
            times[style] = count
    return times
