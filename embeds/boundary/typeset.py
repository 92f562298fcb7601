"""How the article around a post is typeset: apostrophes, quotation marks, ellipses and dashes.

A newsroom sets them one way throughout, and who posts types them as the telephone does. So a sentence that is set
unlike the article is hardly the article's, and one set like it rather is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .candidates import Question
from .units import Row

_FAR = 700  # code points before and behind the post
_MOSTLY = 0.8  # of the signs for one thing are the same
_SIGNS: dict[str, dict[str, Sequence[str]]] = {  # for each thing the styles in which it is set
    "apostrophe": {"straight": "'", "curly": "’"},
    "quotation": {"straight": '"', "curly": "“”„«»"},
    "ellipsis": {"dots": ("...",), "sign": "…"},
    "dash": {"long": "—", "short": (" – ",), "hyphen": (" - ",), "hyphens": (" -- ",)},
}
_WITHIN_WORD = {sign: re.compile(rf"{sign}(?<=\w.)(?=\w)") for sign in "'’"}  # else it is a quotation mark


def typesetting(rows: list[Row], question: Question, places: list[int]) -> None:
    """Say of each place in its row whether what stands behind it, and before it, is set like the article or unlike."""
    habits = _habits(question, places[0])
    if not habits:
        return
    for n in range(len(places) - 1):
        text = question.source.text[places[n] : places[n + 1]]
        known = [(habit, styles) for thing, habit in habits.items() if (styles := _times(text, thing))]
        for name, there in (
            ("like", any(habit in styles for habit, styles in known)),
            ("unlike", any({habit} != {*styles} for habit, styles in known)),
        ):
            if there:
                rows[n].append((f"set:{name}", 1.0))
                rows[n + 1].append((f"set:before-{name}", 1.0))


def _habits(question: Question, first: int) -> dict[str, str]:
    """How the article sets what it sets one way; the post begins at `first` or behind it."""
    around, habits = "\n".join(question.around(first, _FAR)), {}
    for thing in _SIGNS:
        if styles := _times(around, thing):
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
